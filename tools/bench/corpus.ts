import {
  ADJECTIVES,
  ARRIVED,
  BESIDE,
  CODAS,
  DEEDS,
  EFFECTS,
  EVENTS,
  FIRST_NAMES,
  HOUSES,
  ILLNESSES,
  MONTHS,
  NAME_ENDS,
  NOUNS,
  ONSETS,
  PLACES,
  PRICED,
  PUBLISHERS,
  RATINGS,
  REASONS,
  SAID,
  SHARES,
  SHOWN,
  SOURCES,
  SUFFERED,
  TIMES,
  VOWELS,
  WORD_ENDS,
} from './words.ts';

/** One made-up claim, in parts from which it can be reworded. */
export interface BenchClaim {
  subject: string;
  predicate: string;
  /** When, where or why; it can also come first. */
  circumstance: string;
  text: string;
}

/** An endless sequence of made-up claims with distinct texts; the same seed gives the same claims. */
export interface BenchCorpus {
  next(): BenchClaim;
  /** A number in [0, 1). */
  random(): number;
}

/** The number of made-up words; the vocabulary still grows at 100,000 claims, as that of real claims does. */
const MADE_WORDS = 50_000;
/**
 * The offset of the Zipf-Mandelbrot law: a word's frequency is proportional to 1 / (place + offset). With these and the shares below, 10,375 made-up
 * claims cost about as much to search as the 10,375 of CheckThat! 2020: 11.2 terms a claim (there 11.0), 15,400 stems (14,100), 2,280 index entries for a
 * claim's terms (2,010).
 */
const LIST_OFFSET = 15;
const MADE_OFFSET = 60;
/** How often a made-up word replaces a listed one. */
const MADE_SHARE = 0.27;
/** About one in seven fact-checked claims is about what a picture shows. */
const SHOWN_SHARE = 0.18;

/** @param seed a 32-bit whole number */
export function createBenchCorpus(seed: number): BenchCorpus {
  const random = createRandom(seed);
  const said = new Set<string>();
  const zipf = (count: number, offset: number) => Math.floor(offset * ((1 + count / offset) ** random() - 1));
  const pick = (words: readonly string[]) => words[zipf(words.length, LIST_OFFSET)] ?? '';
  const evenly = (words: readonly string[]) => words[Math.floor(random() * words.length)] ?? '';
  const made = () => toMadeWord(zipf(MADE_WORDS, MADE_OFFSET));
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
  const surname = () => capital(toMadeWord(zipf(MADE_WORDS / 4, MADE_OFFSET), NAME_ENDS));
  const number = () => {
    const digits = 10 ** (1 + random() * 5);
    return random() < 0.5 ? String(Math.ceil(digits)) : Math.ceil(digits).toLocaleString('en-US');
  };

  const place = () => (random() < 0.6 ? pick(PLACES) : capital(made()));
  const things = () => {
    const noun = random() < MADE_SHARE ? `${made()} ${pick(NOUNS)}` : pick(NOUNS);
    return random() < 0.4 ? `${pick(ADJECTIVES)} ${noun}` : noun;
  };
  const person = () => `${pick(FIRST_NAMES)} ${surname()}`;
  const service = () => (random() < 0.5 ? `the ${pick(HOUSES)}` : `the ${pick(HOUSES)} of ${place()}`);
  const month = () => `${evenly(MONTHS)} ${1990 + Math.floor(36 * Math.sqrt(random()))}`;

  const subjects: readonly (() => [string, 'who' | 'what'])[] = [
    () => [person(), 'who'],
    () => [service(), 'who'],
    () => [`${things()} from ${place()}`, 'what'],
    () => [`${capital(made())} ${things()}`, 'what'],
    () => [`${person()} of ${place()}`, 'who'],
    () => [`${number()} ${things()} in ${place()}`, 'what'],
  ];
  const deeds: readonly (() => string)[] = [
    () => `${pick(DEEDS)} ${number()} ${things()} in ${place()}`,
    () => `${pick(DEEDS)} ${things()} with ${made()} ${pick(NOUNS)}`,
    () => `${evenly(SAID)} that ${things()} ${pick(EFFECTS)} ${pick(ILLNESSES)} in ${place()}`,
    () => `${pick(DEEDS)} the ${things()} of ${person()}`,
    () => `${pick(DEEDS)} ${things()} ${evenly(PRICED)} $${number()} for ${things()}`,
  ];
  const effects: readonly (() => string)[] = [
    () => `${pick(EFFECTS)} ${pick(ILLNESSES)} ${evenly(SHARES)} ${Math.ceil(random() * 99)} ${things()}`,
    () => `were ${evenly(SUFFERED)} by ${service()} ${evenly(BESIDE)} ${made()} ${pick(NOUNS)}`,
    () => `${pick(EFFECTS)} ${made()} and ${pick(ILLNESSES)} ${evenly(REASONS)} ${things()}`,
  ];
  const circumstances: readonly (() => string)[] = [
    () => `in ${month()}`,
    () => `${evenly(TIMES)} ${things()} ${evenly(ARRIVED)} ${place()}`,
    () => '',
    () => `during the ${capital(made())} ${evenly(EVENTS)}`,
    () => `${evenly(REASONS)} ${made()} ${pick(NOUNS)}`,
    () => `${evenly(SOURCES)} ${service()}`,
  ];
  const oneOf = <T>(ways: readonly (() => T)[]): T => (ways[Math.floor(random() * ways.length)] as () => T)();

  return {
    random,
    next() {
      for (;;) {
        const [who, kind] = oneOf(subjects);
        const subject = random() < SHOWN_SHARE ? `${evenly(SHOWN)} ${who}` : who;
        const predicate = oneOf(kind === 'who' ? deeds : effects);
        const circumstance = oneOf(circumstances);
        const text = `${capital([subject, predicate, circumstance].join(' ').trim())}.`;
        if (said.has(text)) continue;
        said.add(text);
        return { subject, predicate, circumstance, text };
      }
    },
  };
}

const HEADLINES: readonly ((subject: string) => string)[] = [
  (subject) => `What we know about ${subject}`,
  (subject) => `${subject}: fact or fiction?`,
  () => 'An old rumour is back',
  (subject) => `Did ${subject} really do it?`,
];

/** A made-up claim as a publisher's schema.org ClaimReview. */
export function toClaimReviewRecord({ text, subject }: BenchClaim, place: number): object {
  const day = new Date(Date.UTC(2015, 0, 1 + (place % 4_000))).toISOString().slice(0, 10);
  const publisher = PUBLISHERS[place % PUBLISHERS.length];
  const rating = RATINGS[place % RATINGS.length];
  return {
    '@context': 'https://schema.org',
    '@type': 'ClaimReview',
    url: `https://facts.example/${place}`,
    claimReviewed: text,
    name: HEADLINES[place % HEADLINES.length]?.(subject) ?? '',
    author: { '@type': 'Organization', name: publisher, url: 'https://facts.example/' },
    datePublished: day,
    inLanguage: 'en',
    itemReviewed: { '@type': 'Claim', datePublished: day, author: { '@type': 'Person', name: 'Social media users' } },
    reviewRating: { '@type': 'Rating', alternateName: rating },
    abstract: `Nothing that was published supports it in this form. The records about ${subject} say otherwise.`,
  };
}

/** The made-up word with this number: always the same; two are alike only by chance. */
function toMadeWord(number: number, ends: readonly string[] = WORD_ENDS): string {
  // Words of neighbouring frequency must not be similar in spelling, or the matcher would take them for typing errors.
  let rest = Math.imul(number + 1, 0x9e3779b1) >>> 0;
  const take = (parts: readonly string[]): string => {
    const part = parts[rest % parts.length] ?? '';
    rest = Math.floor(rest / parts.length);
    return part;
  };
  return take(ONSETS) + take(VOWELS) + take(CODAS) + take(VOWELS) + take(CODAS) + take(ends);
}

/** Mulberry32: 32 bits of state, the same numbers on every machine. @returns a function that draws numbers in [0, 1) */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
