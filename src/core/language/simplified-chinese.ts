import pairs from './data/simplified-chinese.json' with { type: 'json' };

const SIMPLIFIED: ReadonlyMap<string, string> = new Map(
  Array.from(pairs.traditional, (sign, at) => [sign, pairs.simplified.charAt(at)]),
);
const HAN = /\p{Script=Han}/gu;

/** The text with the common traditional Chinese signs as simplified ones, so that both ways to write a word are one. Its length stays. */
export function toSimplified(text: string): string {
  return text.replace(HAN, (sign) => SIMPLIFIED.get(sign) ?? sign);
}
