import { UNSEEN } from './characters.ts';
import words from './data/hedges.json' with { type: 'json' };
import { fold } from './tokens.ts';

/** One spelling for cues and texts: folded letters, straight marks, single spaces. */
export function toCueText(text: string): string {
  return fold(text.normalize('NFKC').replace(UNSEEN, ''))
    .replace(/[‘’ʼ`´]/gu, "'")
    .replace(/\s+/gu, ' ');
}

/** Arabic writes "and", "so", "by", "to" and "the" together with the next word. */
const ARABIC = /\p{Script=Arabic}/u;
/** Chinese puts no space between words, and "n't" hangs on one: these are found within a longer run. */
const JOINED = /\p{Script=Han}|^n't/u;

/** One expression for all phrases of a list; a star stands for any ending. Word ends stand in it once: each costs a class of a thousand letters to compile. */
function toPattern(lists: readonly string[]): RegExp {
  const phrases = toCueText(lists.join('|'))
    .replace(/[.+?^${}()[\]\\]/gu, '\\$&')
    .replaceAll('*', '\\S*')
    .split('|');
  const words = phrases
    .filter((phrase) => !JOINED.test(phrase))
    .map((phrase) => (ARABIC.test(phrase) ? `[وفبلك]?(?:ال)?${phrase}` : phrase));
  const whole = `(?<![\\p{L}\\p{M}\\p{N}])(?:${words.join('|')})(?![\\p{L}\\p{M}\\p{N}])`;
  return new RegExp([whole, ...phrases.filter((phrase) => JOINED.test(phrase))].join('|'), 'u');
}

const DENIAL = toPattern(words.denial);
const RUMOUR = toPattern(words.rumour);
const SAYING = toPattern(words.saying);
/** Who measures, counts, registers or decides: their word is evidence. */
const OFFICIAL = toPattern(words.official);
const CONDITION = toPattern(words.condition);
const SATIRE = toPattern(words.satire);
const DENIED = toPattern(words.denied);
const NEGATION = toPattern(words.negation);

/** What makes of a sentence something else than a plain statement. */
export interface Cues {
  /** What stands beside it is said not to be so. */
  denial: boolean;
  /** It says "not" somewhere. */
  negated: boolean;
  /** A denial of something that itself says "not". */
  deniesNegation: boolean;
  /** Somebody tells it for whom nobody stands, or it is held to be unproven. */
  rumour: boolean;
  /** Somebody says it who neither measured, counted nor decided it. */
  hearsay: boolean;
  condition: boolean;
  opensWithCondition: boolean;
  satire: boolean;
  /** A party's own denial, which is no finding. */
  denied: boolean;
  question: boolean;
  hedged: boolean;
}

/** "Fact check: No, …", "FALSE: …", "Myth 3: …", "Fact vs. fiction: …". */
const DEBUNK_HEADLINE =
  /^\W*(?:(?:fact[- ]?check\w*|verificacion|faktencheck|verificamos|cek fakta|factuel)\b.{0,30}?[:|–-]\s*no\b|(?:claim|myth|rumor|rumour|hoax|bulo|mito|mythos|mythe|fiction|no)\b[^:.]{0,12}[:,–-])/u;

/** Reads the cues of a sentence. Pure. */
export function toCues(text: string): Cues {
  const plain = toCueText(text);
  const isDenial = DENIAL.test(plain);
  return {
    denial: isDenial || DEBUNK_HEADLINE.test(plain),
    negated: NEGATION.test(plain),
    deniesNegation: isDenial && NEGATION.test(plain.split(DENIAL).join(' ').replace(/\bno,/gu, ' ')),
    rumour: RUMOUR.test(plain),
    hearsay: SAYING.test(plain) && !OFFICIAL.test(plain),
    condition: CONDITION.test(plain),
    opensWithCondition: /^[^\p{L}]*$/u.test(plain.split(CONDITION, 1)[0] ?? ''),
    satire: SATIRE.test(plain),
    denied: DENIED.test(plain),
    question: /[?？؟]/u.test(text),
    hedged: /(?<!\p{L})(?:may|might|perhaps|possibly|maybe)(?=,? \p{Ll})/u.test(text),
  };
}

/** What follows a statement to take it back: "This is false.", "No.", "That claim is wrong." */
const TAKEN_BACK =
  /^\W*(?:(?:but )?(?:this|that|it|these|those|the|such|esto|eso|isso|isto|c'est|cela|das|dies|ini|itu|це|यह|هذا|这|這)(?!\p{L}).{0,40}|false|wrong|no|nope|not true|not so|untrue|fake|incorrect|falso|faux|falsch|salah|неправда)/u;

/** Whether a sentence says of the one before it that it is not so. */
export function takesBack(after: string): boolean {
  const plain = toCueText(after).slice(0, 90);
  return (
    TAKEN_BACK.test(plain) &&
    (DENIAL.test(plain) || SATIRE.test(plain) || /^\W*(?:no|nope|wrong|not so)(?!\p{L})/u.test(plain))
  );
}

/** A line that announces what is not said as a fact: "The following is false:", "Claim", "Myth 3", "What was claimed". */
export function announces(before: string): boolean {
  const plain = toCueText(before).trim();
  const isHeading = plain.split(' ').length <= 6 && !/[.!。।]["')]?$/u.test(plain);
  if (!isHeading && !/[:：]["']?$/u.test(plain)) return false;
  return (
    DENIAL.test(plain) || RUMOUR.test(plain) || SATIRE.test(plain) || (/[:：]["']?$/u.test(plain) && SAYING.test(plain))
  );
}
