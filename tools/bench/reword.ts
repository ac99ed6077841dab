import type { BenchClaim } from './corpus.ts';

/** Synonyms that do not change the claim. */
const SYNONYMS: readonly (readonly [RegExp, string])[] = [
  [/\bkilled\b/g, 'murdered'],
  [/\bbought\b/g, 'purchased'],
  [/\bchildren\b/g, 'kids'],
  [/\bphotograph\b/g, 'photo'],
  [/\bphotos\b/g, 'pictures'],
  [/\bdoctors\b/g, 'physicians'],
  [/\bbecause of\b/g, 'due to'],
  [/\bsaid that\b/g, 'stated that'],
  [/\bcars\b/g, 'automobiles'],
  [/\billegal\b/g, 'unlawful'],
  [/\ban? /g, 'the '],
];

/** Phrases that people put around a claim. */
const WRAPPINGS: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `Is it true that ${text}?`,
  (text) => `BREAKING: ${text}!!! Please share with everyone`,
  (text) => `Forwarded message: ${text.toLowerCase()}`,
  (text) => `I heard that ${text} #news https://chat.example/p/1`,
];

/** A claim as somebody repeats it: reordered if possible, reworded, wrapped as in a chat. */
export function toReworded({ subject, predicate, circumstance }: BenchClaim, random: () => number): string {
  const inFront = circumstance !== '' && random() < 0.5;
  const told = inFront ? `${circumstance}, ${subject} ${predicate}` : `${subject} ${predicate} ${circumstance}`.trim();
  return wrap(
    SYNONYMS.reduce((text, [word, other]) => text.replace(word, other), told),
    random,
  );
}

/** A text wrapped as in a chat. */
export function wrap(text: string, random: () => number): string {
  return WRAPPINGS[Math.floor(random() * WRAPPINGS.length)]?.(text.replace(/[.?!]+$/, '')) ?? text;
}
