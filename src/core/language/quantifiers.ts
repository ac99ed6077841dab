import data from './data/quantifiers.json' with { type: 'json' };
import { type Facts, onceForFacts } from './facts.ts';
import { LIGHT_WORDS } from './lexicon.ts';
import { fold, type Token } from './tokens.ts';
import { hasWord } from './word-similarity.ts';

/** Quantifiers by how many they mean. */
const QUANTIFIERS: ReadonlyMap<string, string> = new Map(
  Object.entries(data).flatMap(([many, words]) => words.split(' ').map((word) => [fold(word), many])),
);
/** How many words behind a quantifier its noun may stand: "most of the grown bears". */
const NOUN_REACH = 4;

interface Quantified {
  quantifier: Token;
  many: string;
  /** The noun it is said of, and a word before it. */
  nouns: readonly Token[];
}

/** Two quantifiers that differ: "all swans", "some swans"; or whose nouns are swapped: "most patients are women", "most women are patients". Pure. */
export function findOtherQuantifier(asked: Facts, prior: Facts): Record<'asked' | 'prior', string> | undefined {
  const [here, there] = [toQuantified(asked), toQuantified(prior)];
  for (const mine of here) {
    const same = there.filter(({ nouns }) => nouns.some((noun) => says(mine.nouns, noun)));
    // "Half of all marriages" has two of them.
    if (same[0] && same.every(({ many }) => many !== mine.many)) return toShown(mine, same[0], () => '');
  }
  const [mine, theirs] = [here[0], there[0]];
  if (!mine || !theirs || here.length + there.length > 2 || mine.many !== theirs.many) return undefined;
  const isTurned = says(prior.tokens, mine.nouns[0]) || says(asked.tokens, theirs.nouns[0]);
  return isTurned && !mine.nouns.some((noun) => says(theirs.nouns, noun))
    ? toShown(mine, theirs, ({ nouns }) => ` ${nouns[0]?.shown}`)
    : undefined;
}

const toQuantified = onceForFacts(({ tokens, content }): Quantified[] =>
  tokens.flatMap((quantifier, at) => {
    const many = QUANTIFIERS.get(quantifier.word);
    const nouns = tokens
      .slice(at + 1, at + 1 + NOUN_REACH)
      .filter(
        (token) => token.sentence === quantifier.sentence && content.includes(token) && !LIGHT_WORDS.has(token.stem),
      )
      .slice(0, 2);
    return many === undefined || nouns.length === 0 ? [] : [{ quantifier, many, nouns }];
  }),
);

const says = (tokens: readonly Token[], word: Token | undefined) => word !== undefined && hasWord(tokens, word);

const toShown = (mine: Quantified, theirs: Quantified, rest: (of: Quantified) => string) => ({
  asked: mine.quantifier.shown + rest(mine),
  prior: theirs.quantifier.shown + rest(theirs),
});
