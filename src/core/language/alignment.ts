import type { Token } from './tokens.ts';

/** A place where two aligned texts say different words; one of the two sides may be empty. */
export interface Gap {
  asked: readonly Token[];
  prior: readonly Token[];
}

/** Longer texts are not aligned: the work grows with the product of both. In tokens. */
const LONGEST = 80;

/**
 * Aligns two texts by their longest common subsequence of stems. @returns the gaps in order, and how many words are shared; none if a text is too
 * long
 */
export function align(asked: readonly Token[], prior: readonly Token[]): { gaps: Gap[]; shared: number } {
  if (Math.max(asked.length, prior.length) > LONGEST) return { gaps: [], shared: 0 };
  const width = prior.length + 1;
  const row = new Uint8Array((asked.length + 1) * width);
  const at = (one: number, other: number) => row[one * width + other] ?? 0;
  const areOne = (one: number, other: number) => asked[one]?.stem === prior[other]?.stem;
  for (let one = asked.length - 1; one >= 0; one -= 1)
    for (let other = prior.length - 1; other >= 0; other -= 1)
      row[one * width + other] = areOne(one, other)
        ? at(one + 1, other + 1) + 1
        : Math.max(at(one + 1, other), at(one, other + 1));
  const gaps: Gap[] = [];
  let [from, to] = [0, 0];
  for (let [one, other] = [0, 0]; one <= asked.length && other <= prior.length; ) {
    const isEnd = one === asked.length && other === prior.length;
    if (isEnd || (one < asked.length && other < prior.length && areOne(one, other))) {
      if (one > from || other > to) gaps.push({ asked: asked.slice(from, one), prior: prior.slice(to, other) });
      [from, to] = [one + 1, other + 1];
      [one, other] = [from, to];
    } else if (other === prior.length || (one < asked.length && at(one + 1, other) >= at(one, other + 1))) one += 1;
    else other += 1;
  }
  return { gaps, shared: at(0, 0) };
}
