import { toAsciiDigits } from '../language/characters.ts';

/** Digits of any script, with what people put between the groups of a telephone number. */
const RUN =
  /(?<![\p{L}\p{Nd}])(?<![\p{Nd}][.,:])[+＋]?[^\S\n]?[(（]?\p{Nd}(?:[^\S\n]?[)）(（.\-–‑‒/·•]{0,2}[^\S\n]?[(（]?\p{Nd})*(?![\p{L}]{3,}\p{Nd})/gu;
/** E.164 allows 15 digits; shorter than seven, a number is no subscriber's. */
const MOST_DIGITS = 15;
const LEAST_DIGITS = 7;
const MOST_GROUPS = 8;

/** A word for "telephone" shortly before. */
const CUE =
  /(?:tel|phone|fon|call|mobile|mob|cell|whats ?app|viber|signal|fax|sms|hotline|helpline|contact|ring|dial|handy|movil|móvil|celular|cel|тел|телефон|номер|फोन|फ़ोन|电话|電話|手机|هاتف|جوال|전화|โทร)\P{N}{0,14}$/iu;
/** Signs of an amount, or of a number that belongs to no person. */
const AMOUNT_BEFORE = /(?:[$€£¥₹₽₩₺₴฿№=<>≈~]|(?<!\p{L})(?:USD|EUR|GBP|INR|Rs\.?|ISBN(?:-1[03])?:?|ISSN:?|DOI:?))\s?$/iu;
const AMOUNT_AFTER =
  /^\s?(?:[%‰$€£¥₹₽₩₺₴฿°]|(?:percent|per cent|people|persons|deaths|dead|cases|votes|voters|jobs|dollars?|euros?|pounds?|rupees|yen|usd|eur|inr|million|billion|trillion|thousand|lakh|crore|km|kilomet\w+|met(?:er|re)s?|miles?|kg|tons?|tonnes?|years?|days|hours|seconds|light|doses|inhabitants|citizens|refugees|migrants|cells|stars|barrels|lit(?:er|re)s?|acres|hectares)(?!\p{L}))/iu;

interface Group {
  /** In ASCII digits. */
  digits: string;
  start: number;
  end: number;
  /** What stands before it, without white space at the ends. */
  gap: string;
  /** The gap has a space or slash: a number may begin here. */
  apart: boolean;
}

/** Replaces telephone numbers by `gone`. Linear in the text's length. */
export function withoutPhones(text: string, gone: string): string {
  return text.replace(RUN, (run: string, at: number) => {
    const before = text.slice(Math.max(0, at - 24), at);
    const after = text.slice(at + run.length, at + run.length + 24);
    const groups = toGroups(run);
    let result = '';
    let kept = 0;
    for (let first = 0; first < groups.length; first += 1) {
      const { start = 0, apart } = groups[first] ?? {};
      const last = apart || first === 0 ? toLast(run, groups, first, before, after) : -1;
      if (last < 0) {
        if (isDate(groups.slice(first, first + 3))) first += 2;
        continue;
      }
      // The sign or bracket before the first digit goes with it.
      const from =
        first === 0 ? 0 : start - (/[+＋(（\s]*$/u.exec(run.slice(Math.max(kept, start - 4), start))?.[0].length ?? 0);
      result += `${run.slice(kept, from)}${gone}`;
      kept = groups[last]?.end ?? run.length;
      if (/^[)）]/u.test(run.slice(kept))) kept += 1;
      first = last;
    }
    return result + run.slice(kept);
  });
}

/** The last group of the longest telephone number that begins with a group; -1 if none does. */
function toLast(run: string, groups: readonly Group[], first: number, before: string, after: string): number {
  const start = groups[first]?.start ?? 0;
  const hasPlus = /[+＋][^\S\n]?[(（]?$/u.test(run.slice(Math.max(0, start - 3), start));
  let last = -1;
  let digits = 0;
  for (let at = first; at < groups.length && at < first + MOST_GROUPS; at += 1) {
    digits += groups[at]?.digits.length ?? 0;
    if (digits > MOST_DIGITS) break;
    const next = groups[at + 1];
    if (digits < LEAST_DIGITS || (next && !next.apart)) continue;
    const around = { hasPlus, before: first === 0 ? before : '', after: next ? '' : after };
    if (isPhone(groups.slice(first, at + 1), around)) last = at;
    // Two national numbers in a row: the second begins with its own 0.
    if (last >= 0 && digits >= 10 && groups[first]?.digits[0] === '0' && next?.digits[0] === '0') break;
  }
  return last;
}

function isPhone(
  groups: readonly Group[],
  { hasPlus, before, after }: { hasPlus: boolean; before: string; after: string },
): boolean {
  const all = groups.map((group) => group.digits).join('');
  const digits = all.length;
  const sizes = groups.map((group) => group.digits.length);
  const gaps = groups.slice(1).map(({ gap }) => gap);
  const [head] = groups;
  if (!head || isDate(groups) || AMOUNT_BEFORE.test(before)) return false;
  if (/^97[89]/.test(all) && digits === 13 && gaps.includes('-')) return false;
  // "0.123…", "12.5": a point behind the first group alone is a decimal's.
  if (groups.length === 2 && gaps[0] === '.' && !groups[1]?.apart) return false;
  if (hasPlus) return digits >= 8 && !/0{4}$/.test(all);
  if (CUE.test(before)) return true;
  if (gaps.some((gap) => /[)）(（]/u.test(gap)) && digits <= 13) return true;
  if (head.digits.startsWith('0') && sizes.length + digits > 8) return digits >= 8 && digits <= 14;
  if (AMOUNT_AFTER.test(after) || /000$/.test(all)) return false;
  if (groups.length === 1) return digits >= 10;
  if (groups.every((group) => isYear(group.digits))) return false;
  if (isGrouped(sizes, gaps)) return false;
  const twos = sizes.every((size) => size === 2);
  if (twos) return digits === 8 || digits === 10;
  if (groups.length === 2) return isTwoPart(groups, gaps[0] ?? '');
  return digits >= 9 && digits <= 13 && !isYear(head.digits) && sizes.slice(1).every((size) => size >= 2 && size <= 7);
}

/** "98765 43210", "170 1234567"; but a range is two numbers with a dash, and a year goes before a count. */
function isTwoPart([one, two]: readonly Group[], gap: string): boolean {
  if (!one || !two || isYear(one.digits)) return false;
  const sizes = `${one.digits.length}-${two.digits.length}`;
  if (sizes === '5-5') return /^[6-9]/.test(one.digits);
  return (gap === '' || gap === '/') && /^[2-5]-[678]$/.test(sizes) && one.digits.length + two.digits.length >= 10;
}

/** "1 234 567", "1.234.567,89": groups of three after the first, all with the same separator. */
function isGrouped(sizes: readonly number[], gaps: readonly string[]): boolean {
  const [gap] = gaps;
  if (gap !== '' && gap !== '.') return false;
  const [first = 0, ...others] = sizes;
  const whole = gap === '' && gaps.at(-1) === '.' ? others.slice(0, -1) : others;
  return first <= 3 && whole.length > 0 && whole.every((size, at) => size === 3 && gaps[at] === gap);
}

function isYear(digits: string): boolean {
  return /^(?:1\d|20)\d{2}$/.test(digits);
}

/** A day, in any order of its parts, perhaps with the hour behind it. */
function isDate(groups: readonly Group[]): boolean {
  const [one, two, three, hour] = groups;
  if (!one || !two || !three || groups.length > 4 || two.gap !== three.gap || !/^[-./–‑]$/u.test(two.gap)) return false;
  if (hour && !(hour.apart && hour.digits.length <= 2)) return false;
  const [a, b, c] = [one.digits, two.digits, three.digits];
  const isSmall = (digits: string, most: number) => digits.length <= 2 && Number(digits) >= 1 && Number(digits) <= most;
  if (isYear(a)) return isSmall(b, 12) && isSmall(c, 31);
  return isYear(c) && isSmall(a, 31) && isSmall(b, 31);
}

function toGroups(run: string): Group[] {
  const found = Array.from(run.matchAll(/\p{Nd}+/gu), ({ 0: raw, index }) => ({
    digits: toAsciiDigits(raw.normalize('NFKC')),
    start: index,
    end: index + raw.length,
  }));
  return found.map((group, at) => {
    const between = run.slice(found[at - 1]?.end ?? 0, group.start);
    return { ...group, gap: between.trim(), apart: /[\s/]/u.test(between) };
  });
}
