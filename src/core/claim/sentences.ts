import { withoutAbbreviationDots } from '../match/tokens.ts';

/** Sentence ends: marks with a space or the end behind them, so that "3.5", "U.S." and "example.org" stay whole. */
const END = /(?<=[.!?…]["')\]]?)\s+(?=\S)|(?<=[。！？])|\n+/u;
/** A dot after a single capital belongs to a name or an abbreviation: "J. Smith", "U.S. troops". */
const INITIAL = /(?:^|[\s.])\p{Lu}\.$/u;

/** A text's sentences, trimmed, none empty. Pure. */
export function splitSentences(text: string): string[] {
  const sentences: string[] = [];
  for (const piece of withoutAbbreviationDots(text).split(END)) {
    const sentence = piece.trim();
    if (sentence === '') continue;
    const before = sentences.at(-1);
    if (before !== undefined && INITIAL.test(before)) sentences[sentences.length - 1] = `${before} ${sentence}`;
    else sentences.push(sentence);
  }
  return sentences;
}
