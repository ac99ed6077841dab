import pairs from './data/look-alikes.json' with { type: 'json' };

/** Cyrillic and Greek letters to the Latin ones that they are mistaken for. */
export const LOOK_ALIKES: ReadonlyMap<string, string> = new Map(Object.entries(pairs));
const CYRILLIC: ReadonlyMap<string, string> = new Map(
  Array.from(LOOK_ALIKES)
    .filter(([letter]) => /\p{Script=Cyrillic}/u.test(letter))
    .map(([letter, latin]) => [latin, letter]),
);

const MAYBE = /[\p{Script=Cyrillic}\p{Script=Greek}]/u;
/** A word of mixed alphabets; a unit like "kΩ" or "μm" is shorter. */
const WORD = /[\p{Script=Latin}\p{Script=Cyrillic}]{2,}|[\p{Script=Latin}\p{Script=Greek}]{3,}/gu;

/**
 * Rewrites words of two alphabets in one of them: "Тhe еarth" with a Cyrillic T and e becomes "The earth". A word stays as it is if its letters do
 * not all have a form in one alphabet.
 */
export function foldLookAlikes(text: string): string {
  if (!MAYBE.test(text)) return text;
  return text.replace(WORD, (word) => {
    if (!/\p{Script=Latin}/u.test(word) || !MAYBE.test(word)) return word;
    const latin = Array.from(word, (letter) => LOOK_ALIKES.get(letter) ?? letter).join('');
    if (!MAYBE.test(latin)) return latin;
    const cyrillic = Array.from(word, (letter) => CYRILLIC.get(letter) ?? letter).join('');
    return /\p{Script=Latin}/u.test(cyrillic) ? word : cyrillic;
  });
}
