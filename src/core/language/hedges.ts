import { UNSEEN } from './characters.ts';
import words from './data/hedges.json' with { type: 'json' };
import { fold } from './tokens.ts';

/** No spaces between words: a cue is found within a longer run there. */
const JOINED = /\p{Script=Han}/u;
/** Arabic writes "and", "so", "by", "to" and "the" together with the next word. */
const ARABIC = /\p{Script=Arabic}/u;

/** One spelling for cues and texts: folded letters, straight marks, single spaces. */
export function toCueText(text: string): string {
  return fold(text.normalize('NFKC').replace(UNSEEN, ''))
    .replace(/[‘’ʼ`´]/gu, "'")
    .replace(/\s+/gu, ' ');
}

const BEFORE = '(?<![\\p{L}\\p{M}\\p{N}])';
const BEHIND = '(?![\\p{L}\\p{M}\\p{N}])';

/** One expression for all phrases of a list; a star stands for any ending. Its word ends are written once a kind: each costs a class of a thousand letters to compile. */
function toPattern(lists: readonly string[]): RegExp {
  const phrases = toCueText(lists.join('|')).split('|');
  const kinds = Map.groupBy(phrases, (phrase) => {
    if (JOINED.test(phrase)) return 'joined';
    if (phrase.startsWith("n'")) return 'hung';
    return phrase.endsWith('*') ? 'begun' : 'whole';
  });
  const patterns = Array.from(kinds, ([kind, each]) => {
    const words = each.map((phrase) => {
      const plain = phrase.replace(/\*$/, '').replace(/[.*+?^${}()[\]\\]/gu, '\\$&');
      return ARABIC.test(phrase) ? `[وفبلك]?(?:ال)?${plain}` : plain;
    });
    const [before, behind] = [
      /^(?:whole|begun)$/.test(kind) ? BEFORE : '',
      /^(?:whole|hung)$/.test(kind) ? BEHIND : '',
    ];
    return `${before}(?:${words.join('|')})${behind}`;
  });
  return new RegExp(patterns.join('|'), 'u');
}

/** What stands beside it is said not to be so. */
const DENIAL = toPattern(words.denial);
const EACH_DENIAL = new RegExp(DENIAL, 'gu');
/** It is told by somebody for whom nobody stands, or held to be unproven. */
const RUMOUR = toPattern(words.rumour);
/** Somebody says it; whether that counts hangs on who. */
const SAYING = toPattern(words.saying);
/** Who measures, counts, registers or decides: their word is evidence. */
const OFFICIAL = toPattern(words.official);
const CONDITION = toPattern(words.condition);
const SATIRE = toPattern(words.satire);
/** A party's own denial, which is no finding. */
const DENIED = toPattern(words.denied);
const NEGATION = toPattern(words.negation);

/** What makes of a sentence something else than a plain statement. */
export interface Cues {
  denial: boolean;
  /** It says "not" somewhere. */
  negated: boolean;
  /** A denial of something that itself says "not". */
  deniesNegation: boolean;
  rumour: boolean;
  /** Somebody says it who neither measured, counted nor decided it. */
  hearsay: boolean;
  condition: boolean;
  startsWithCondition: boolean;
  satire: boolean;
  /** A party's own denial. */
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
  const headline = DEBUNK_HEADLINE.test(plain);
  const denial = DENIAL.exec(plain);
  const condition = CONDITION.exec(plain);
  return {
    denial: denial !== null || headline,
    negated: NEGATION.test(plain),
    deniesNegation: denial !== null && NEGATION.test(plain.replaceAll(EACH_DENIAL, ' ').replace(/\bno,/gu, ' ')),
    rumour: RUMOUR.test(plain),
    hearsay: SAYING.test(plain) && !OFFICIAL.test(plain),
    condition: condition !== null,
    startsWithCondition: condition !== null && /^\W*$/u.test(plain.slice(0, condition.index)),
    satire: SATIRE.test(plain),
    denied: DENIED.test(plain),
    question: /[?？؟]/u.test(text) || /^\s*[¿]/u.test(text),
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
