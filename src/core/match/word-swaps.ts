import type { Facts } from '../language/facts.ts';
import { areOpposites, TITLES } from '../language/lexicon.ts';
import { STOP_WORDS, type Token } from '../language/tokens.ts';
import { isVerbLike } from '../language/verbs.ts';
import { likeness, SAID } from '../language/word-similarity.ts';
import type { Difference, DifferenceKind } from '../types.ts';

/** Two statements, and the words that only one of them has. */
export type Unshared = Readonly<Record<'asked' | 'prior', Facts> & Record<'here' | 'there', readonly Token[]>>;

/** How two things that have changed places are told in the message, and in the wording. */
type Swap = readonly [{ shown: string }, { shown: string }] | undefined;

/** What makes another claim of much the same words: one word exchanged, or two that have changed places. */
export function findWordSwap(pair: Unshared): Difference | undefined {
  const exchanged = findExchangedWord(pair);
  if (exchanged) return exchanged;
  // A text that says its words twice, the other way round, is still itself.
  const [asked, prior] = [pair.asked, pair.prior].map(({ tokens }) => tokens.map(({ stem }) => stem).join(' '));
  if (asked === prior) return undefined;
  for (const find of [findTurnedComparison, findTurnedDirection, findTurnedRoles]) {
    const [here, there] = find(pair.asked, pair.prior) ?? [];
    if (here && there) return { kind: 'other', asked: here.shown, prior: there.shown };
  }
  return undefined;
}

/** A reworded claim seldom keeps all but one word: then the one word is what is claimed. Capitals are not needed to find "elon musk". */
function findExchangedWord(pair: Unshared): Difference | undefined {
  const { here, there, asked, prior } = pair;
  if (here.length > 4 || there.length > 2) return undefined;
  for (const old of there) {
    const fresh = here.find((token) => !areOpposites(token.stem, old.stem) && standAlike(token, old, pair));
    if (fresh) return { kind: kindOf(fresh, old, asked, prior), asked: fresh.shown, prior: old.shown };
  }
  return undefined;
}

/** The nearest shared words before and after are the same in both. For the only word that is not shared, one neighbour is enough. */
function standAlike(fresh: Token, old: Token, { asked, prior, here, there }: Unshared): boolean {
  const alike = (step: -1 | 1) => {
    const mine = nextShared(asked.tokens, fresh, prior.tokens, step);
    const theirs = nextShared(prior.tokens, old, asked.tokens, step);
    return mine && theirs ? isSame(mine, theirs) : mine === theirs;
  };
  return here.length === 1 && there.length === 1 ? alike(-1) || alike(1) : alike(-1) && alike(1);
}

function nextShared(tokens: readonly Token[], from: Token, others: readonly Token[], step: -1 | 1): Token | undefined {
  const at = tokens.indexOf(from);
  const ahead = step === 1 ? tokens.slice(at + 1) : tokens.slice(0, at).reverse();
  return ahead.find((token) => !STOP_WORDS.has(token.word) && others.some((other) => isSame(other, token)));
}

const BEFORE_PLACES = new Set(['in', 'at', 'near', 'outside', 'across', 'mount', 'mt', 'lake', 'river', 'city']);

/** Of which sort the thing is that two rival words name. */
function kindOf(fresh: Token, old: Token, asked: Facts, prior: Facts): DifferenceKind {
  if ([old, fresh].every(({ word }) => /^(?:mon|tues|wednes|thurs|fri|satur|sun)day$/.test(word))) return 'date';
  const before = [prior.tokens[prior.tokens.indexOf(old) - 1], asked.tokens[asked.tokens.indexOf(fresh) - 1]];
  if (before.some((token) => TITLES.has(token?.word ?? ''))) return 'person';
  // "Serena Williams", "Venus Williams": a first word before a name is a name, even where a sentence begins.
  const after = prior.tokens[prior.tokens.indexOf(old) + 1];
  if (after?.name && (old.name || old === prior.tokens[0])) return 'person';
  return before.some((token) => BEFORE_PLACES.has(token?.word ?? '')) ? 'place' : 'other';
}

/** After these a word is neither the doer nor the one it is done to, so its place in the sentence says little. */
const ASIDE = new Set(['in', 'at', 'on', 'near', 'from', 'during', 'since', 'for', 'about', 'with', 'and', 'or']);
/** How many words before and after the verb can be the doer and the one it is done to. */
const VERB_REACH = 3;

/** "Germany invaded Poland", "Poland invaded Germany". A `by` in only one of them ("was invaded by") explains the other order. */
export function findTurnedRoles(asked: Facts, prior: Facts): Swap {
  const [isPassive, other] = [asked, prior].map(({ tokens }) => tokens.some(({ word }) => word === 'by'));
  if (isPassive !== other) return undefined;
  const [here, there] = [toWords(asked), toWords(prior)];
  for (const [at, pivot] of there.entries()) {
    const mine = here.findIndex(({ stem }) => stem === pivot.stem);
    if (mine < 0 || !isVerbLike(pivot.word)) continue;
    const moved = (from: readonly Word[], to: readonly Word[]) =>
      from.filter((word) => !word.aside && to.some((other) => !other.aside && other.stem === word.stem));
    const doers = moved(there.slice(Math.max(0, at - VERB_REACH), at), here.slice(mine + 1, mine + 1 + VERB_REACH));
    const done = moved(there.slice(at + 1, at + 1 + VERB_REACH), here.slice(Math.max(0, mine - VERB_REACH), mine));
    if (!doers[0] || !done[0] || doers[0].stem === done[0].stem) continue;
    const swapped = new Set([...doers, ...done].map(({ stem }) => stem));
    if (inCommon(here, there, swapped) === inCommon(there, here, swapped)) return [done[0], doers[0]];
  }
  return undefined;
}

/** The words that both have and that have not changed places. */
const inCommon = (words: readonly Word[], others: readonly Word[], swapped: ReadonlySet<string>) =>
  words.flatMap(({ stem }) => (!swapped.has(stem) && others.some((other) => other.stem === stem) ? [stem] : [])).join();

type Word = Token & { aside: boolean };

const toWords = ({ tokens }: Facts): Word[] =>
  tokens
    .map((token, at) => ({ ...token, aside: ASIDE.has(tokens[at - 1]?.word ?? '') }))
    .filter(({ word }) => !STOP_WORDS.has(word) && !/^\p{N}/u.test(word));

const DEGREE = /^(?:more|less|fewer|better|worse|greater|further|farther|closer|(?!over|under)\p{L}{2,}er|rather)$/u;

/** "Adults have more bones than babies" where the other has the babies first. "Older" against "younger" turns it back, and is left alone. */
export function findTurnedComparison(asked: Facts, prior: Facts): Swap {
  const [here, there] = [toComparison(asked), toComparison(prior)];
  if (!here || !there) return undefined;
  if (here.degree.some(({ stem }) => there.degree.some((word) => areOpposites(stem, word.stem)))) return undefined;
  // A word on both sides of one of them ("electric cars", "petrol cars") tells neither from the other.
  const mine = shared(onlyIn(here.before, here.after), onlyIn(there.after, there.before));
  const theirs = shared(onlyIn(here.after, here.before), onlyIn(there.before, there.after));
  return mine && theirs && [mine, theirs];
}

function toComparison({ tokens }: Facts) {
  const at = tokens.findLastIndex(({ word }) => word === 'than');
  // "More than 100 times": a bound, and no comparison of two things.
  if (at < 2 || (DEGREE.test(tokens[at - 1]?.word ?? '') && /^\p{N}/u.test(tokens[at + 1]?.word ?? '')))
    return undefined;
  const isTelling = ({ word }: Token) => !STOP_WORDS.has(word) && !DEGREE.test(word);
  const degree = tokens.slice(0, at).filter(({ word }) => DEGREE.test(word));
  // What is compared stands near "than".
  const after = tokens
    .slice(at + 1)
    .filter(isTelling)
    .slice(0, 5);
  return { before: tokens.slice(0, at).filter(isTelling), after, degree };
}

/** One goes to where the other comes from: "taken to hospital", "released from hospital". */
function findTurnedDirection(asked: Facts, prior: Facts): Swap {
  const there = toDirections(prior);
  for (const mine of toDirections(asked)) {
    const [theirs, ...more] = there.filter(({ stem }) => stem === mine.stem);
    if (theirs && more.length === 0 && theirs.isTowards !== mine.isTowards) return [mine, theirs];
  }
  return undefined;
}

function toDirections({ tokens }: Facts) {
  return tokens.flatMap(({ stem, shown }, at) => {
    const before = tokens[/^(?:the|an?)$/.test(tokens[at - 1]?.word ?? '') ? at - 2 : at - 1];
    const [, towards] = /^(?:(to|into|onto|towards?)|from|off)$/.exec(before?.word ?? '') ?? [undefined, null];
    return towards === null ? [] : [{ stem, shown: `${before?.shown} ${shown}`, isTowards: towards !== undefined }];
  });
}

const onlyIn = (side: readonly Token[], other: readonly Token[]) => side.filter((token) => !shared([token], other));
const shared = (side: readonly Token[], other: readonly Token[]) =>
  side.find((token) => other.some((one) => isSame(one, token)));
const isSame = (one: Token, other: Token) => likeness(one.stem, other.stem) >= SAID;
