import { isAscii, toAsciiDigits } from './characters.ts';
import amounts from './data/amounts.json' with { type: 'json' };
import { fold } from './tokens.ts';

/** A date, as far as a text tells it. */
export interface NamedDate {
  year?: number;
  /** 1 to 12. */
  month?: number;
  /** 1 to 31. */
  day?: number;
  /** `year` begins a decade: "the 1970s". */
  decade?: boolean;
  /** Two numbers, either of which may be the month: `month` and `day` are then absent. */
  either?: readonly [number, number];
  raw: string;
}

/** Months by their English names, January first. */
export const MONTHS: readonly string[] = amounts.months.split(' ');
const SHORT = amounts.shortMonths.split(' ');
const MONTH = `(?:${[...MONTHS, 'sept', ...SHORT].join('|')})`;
const DAY = '(?:0?[1-9]|[12]\\d|3[01])(?:st|nd|rd|th)?';
const YEAR = '(?:1\\d{3}|20\\d{2})';

/** What follows a count and never a date. */
const COUNTED =
  ' ?(?:percent|per cent|hundred|thousand|million|billion|trillion|people|persons|dead|cases|deaths|jobs|votes|seats|times|soldiers|troops|men|women|children|dollars|euros|pounds|bucks|cents|miles|km|kilo\\w+|metres|meters|feet|tons?|tonnes|grams?|kg|lit\\w+|calories|seconds|minutes|hours|days|weeks|months|years)';
/** After these words four digits are a year, whatever follows: "in 2020 protests began", "the 2019 floods". */
const BEFORE_YEAR =
  'the|in|since|until|till|by|before|after|of|from|to|during|around|circa|for|this|that|early|late|mid|year|and|or|between|spring|summer|autumn|fall|winter|its|their|his|her|en|de|del|desde|año|em|ano|depuis|jahr|seit|im|tahun';
/** "1500 employees", "2000 Mules": a plural says that it is counted; a few verbs and pronouns end like one. */
const PLURAL = ' (?!does\\b|this\\b|goes\\b|says\\b|claims\\b|shows\\b|always\\b|across\\b)\\p{L}{3,}s\\b';

const FORMS: readonly RegExp[] = [
  new RegExp(`\\b(?<decade>${YEAR})'?s\\b`, 'giu'),
  new RegExp(`\\b(?<year>${YEAR})[-/.](?<month>0?[1-9]|1[0-2])[-/.](?<day>${DAY})\\b`, 'giu'),
  // A day beyond the twelfth tells which of the two is the month.
  new RegExp(`(?<![\\d./-])(?<day>1[3-9]|2\\d|3[01])([/.-])(?<month>0?[1-9]|1[0-2])\\2(?<year>${YEAR})\\b`, 'giu'),
  new RegExp(`(?<![\\d./-])(?<month>0?[1-9]|1[0-2])([/.-])(?<day>1[3-9]|2\\d|3[01])\\2(?<year>${YEAR})\\b`, 'giu'),
  // "12/11/2025" is one of two days.
  new RegExp(`(?<![\\d./-])(?<either>(?:0?[1-9]|1[0-2])([/.-])(?:0?[1-9]|1[0-2]))\\2(?<year>${YEAR})\\b`, 'giu'),
  new RegExp(`\\b(?<day>${DAY})(?: of)?[ -](?<month>${MONTH})\\b\\.?(?:,? (?<year>${YEAR})\\b)?`, 'giu'),
  new RegExp(`\\b(?<month>${MONTH})\\b\\.? (?<day>${DAY})\\b(?!${COUNTED}\\b)(?:,? (?<year>${YEAR})\\b)?`, 'giu'),
  new RegExp(`\\b(?<month>${MONTH})\\b\\.?,? (?:of )?(?<year>${YEAR})\\b`, 'giu'),
  // A month alone counts only if it can be nothing else: "may" and "march" are verbs.
  new RegExp(`\\b(?:in|since|until|by|last|this|next|early|late|mid|during) (?<month>${MONTH})\\b`, 'giu'),
  new RegExp(
    `(?<![\\d$€£¥.,])\\b(?<year>${YEAR})\\b(?!(?:[.,]\\d|%|${COUNTED}\\b))(?:(?<=\\b(?:${BEFORE_YEAR}) \\d{4})|(?<=^[^\\p{L}\\d]{0,5}\\d{4})|(?!${PLURAL}))`,
    'giu',
  ),
];

/** Languages whose months are read besides the English ones; the Levant has names of its own. */
const OTHERS = ['es', 'pt', 'fr', 'de', 'id', 'uk', 'hi', 'ar', 'ar-SY', 'de-AT'];

/**
 * Folded names of months in those languages, as they stand in a date and alone. Short names are also words ("3 out of 5" is no October), so they are
 * kept apart.
 */
const OTHER_MONTHS: ReadonlyMap<string, number> = new Map([
  ...toNames('long'),
  ...amounts.otherMonths.flatMap((names, month) => names.split(' ').map((name) => [fold(name), month + 1] as const)),
]);
const OTHER_SHORT: ReadonlyMap<string, number> = new Map(toNames('short'));

function toNames(style: 'long' | 'short'): (readonly [string, number])[] {
  const formats = OTHERS.flatMap((language) => [
    new Intl.DateTimeFormat(language, { month: style, timeZone: 'UTC' }),
    new Intl.DateTimeFormat(language, { month: style, day: 'numeric', timeZone: 'UTC' }),
  ]);
  return Array.from({ length: 12 }, (_, month) => month).flatMap((month) =>
    formats.map((format) => {
      const parts = format.formatToParts(Date.UTC(2025, month, 15));
      const name = parts.find(({ type }) => type === 'month')?.value ?? '';
      return [fold(name).replace(/[.॰]$/u, ''), month + 1] as const;
    }),
  );
}

const NAMED = `(?<named>[\\p{L}\\p{M}]{2,12}(?: (?:الثاني|الأول|الاول)(?:/[\\p{L}]+)?)?)`;
const BEFORE = '(?<![\\p{L}\\p{M}\\p{N}])';
const AFTER = '(?![\\p{L}\\p{M}\\p{N}])';
const OF = '(?: (?:de|del|d|dari|من))?';
/** Dates in other languages: "3 de abril de 2025", "1er avril", "3. April", "في نيسان", "2025年4月3日". Words that name no month are left. */
const OTHER_FORMS: readonly RegExp[] = [
  new RegExp(
    `${BEFORE}(?<day>0?[1-9]|[12]\\d|3[01])(?:\\.?[ºª°]|\\.|er)?${OF} ${NAMED}${AFTER}[.॰]?(?:,?${OF} (?<year>${YEAR})${AFTER})?`,
    'giu',
  ),
  new RegExp(`${BEFORE}${NAMED}\\.?,?${OF} (?:tahun )?(?<year>${YEAR})${AFTER}`, 'giu'),
  new RegExp(`${BEFORE}(?:${amounts.beforeMonth}) ${NAMED}${AFTER}`, 'giu'),
  new RegExp(`${BEFORE}${NAMED} (?=में)`, 'giu'),
  /民[國国] ?(?<republic>\d{2,3}) ?年(?: ?(?<month>1[0-2]|0?[1-9]) ?月(?: ?(?<day>3[01]|[12]\d|0?[1-9]) ?[日号號])?)?/gu,
  /(?<year>[12]\d{3}) ?年(?: ?(?<month>1[0-2]|0?[1-9]) ?月(?: ?(?<day>3[01]|[12]\d|0?[1-9]) ?[日号號])?)?/gu,
  /(?<!\d)(?<month>1[0-2]|0?[1-9]) ?月(?: ?(?<day>3[01]|[12]\d|0?[1-9]) ?[日号號])?/gu,
];

/** Taiwan counts its years from 1912 on. */
const BEFORE_REPUBLIC = 1911;

/** @param languages those the text may be in @returns the dates it names, and the text without them. Pure. */
export function takeDates(text: string, languages: readonly string[] = []): { dates: NamedDate[]; rest: string } {
  const dates: NamedDate[] = [];
  let rest = isAscii(text) ? text : toAsciiDigits(text);
  // In English text, "5 Mars bars" is not a French March.
  for (const form of languages.includes('en') ? FORMS : [...OTHER_FORMS, ...FORMS]) {
    rest = rest.replace(form, (raw: string, ...found: unknown[]) => {
      const groups = found.at(-1) as Record<string, string | undefined>;
      const named = groups.named && toOtherMonth(fold(groups.named.replace(/\/.*/u, '')), groups);
      if (groups.named && named === undefined) return raw;
      const date: NamedDate = { raw };
      if (groups.year) date.year = Number(groups.year);
      if (groups.republic) date.year = Number(groups.republic) + BEFORE_REPUBLIC;
      if (groups.decade) Object.assign(date, { year: Number(groups.decade), decade: true });
      const [one = 0, other = 0] = groups.either?.split(/[/.-]/).map(Number) ?? [];
      if (one > 0 && one === other) Object.assign(date, { month: one, day: one });
      else if (one > 0) date.either = [one, other];
      if (named) date.month = named;
      if (groups.month) date.month = toMonth(groups.month);
      if (groups.day) date.day = Number.parseInt(groups.day, 10);
      dates.push(date);
      return ' ; ';
    });
  }
  return { dates, rest };
}

const toOtherMonth = (name: string, { day, year }: Record<string, string | undefined>) =>
  OTHER_MONTHS.get(name) ?? (day && (year || name.length > 3) ? OTHER_SHORT.get(name) : undefined);

/** Whether a text begins with a month's name, in any language that dates are read in. */
export function beginsWithMonth(text: string): boolean {
  const [word = ''] = /^[\p{L}\p{M}]+/u.exec(text) ?? [];
  return OTHER_MONTHS.has(fold(word)) || MONTHS.includes(fold(word));
}

/** 1 to 12 for a month's name or number. */
export function toMonth(text: string): number {
  return Number(text) || SHORT.indexOf(text.slice(0, 3).toLowerCase()) + 1;
}

const FIELDS = ['year', 'month', 'day'] as const;

/** Whether two dates can be the same, in all fields that both have. */
export function datesAgree(one: NamedDate, other: NamedDate): boolean {
  if ((one.decade || other.decade) && one.year !== undefined && other.year !== undefined) {
    return Math.floor(one.year / 10) === Math.floor(other.year / 10);
  }
  return toReadings(one).some((mine) => toReadings(other).some((theirs) => haveSameFields(mine, theirs)));
}

const haveSameFields = (one: NamedDate, other: NamedDate): boolean =>
  FIELDS.every((field) => one[field] === undefined || other[field] === undefined || one[field] === other[field]);

function toReadings(date: NamedDate): NamedDate[] {
  if (!date.either) return [date];
  const [one, other] = date.either;
  return [
    { ...date, month: one, day: other },
    { ...date, month: other, day: one },
  ];
}

/** Whether one date says everything that the other says: "April 2025" covers "2025", but not the other way round. */
export function dateCovers(whole: NamedDate, part: NamedDate): boolean {
  const [known = whole] = toReadings(whole);
  const [asked = part] = toReadings(part);
  return datesAgree(whole, part) && FIELDS.every((field) => asked[field] === undefined || known[field] !== undefined);
}
