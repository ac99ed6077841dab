import { isVerbLike } from '../claim/verbs.ts';
import type { Facts } from './facts.ts';
import { LIGHT_WORDS } from './lexicon.ts';
import { likeness, SAID } from './likeness.ts';
import { STOP_WORDS } from './terms.ts';
import type { Token } from './tokens.ts';

/** Between who does it and whom it is done to stand a verb and little else. */
const BETWEEN =
  /^(?:the|an?|its|their|his|her|our|your|all|any|around|round|over|on|can|could|will|would|did|does|do|have|has|had|also)$/;
/** So far may the first be from the beginning: a subject opens its statement. */
const SUBJECT_BY = 3;
const MOST_BETWEEN = 4;
/** Whoever meets, equals or borders is met, equalled and bordered. */
const MUTUAL = /^(?:meet|met|equal|border|marr|touch|resembl|match|join|mix|is|are|was|were|be|becom|becam)/;

/**
 * Whether two statements exchange two things: who does it and whom it is done to ("the Earth orbits the Sun"), also where the verbs differ, or what
 * something comes or is seen from ("coal is made from diamonds").
 *
 * @returns what stands first, or behind "from", in each
 */
export function findExchanged(asked: Facts, prior: Facts): { asked: string; prior: string } | undefined {
  return findTurnedDoer(asked, prior) ?? findTurnedOrigin(asked, prior);
}

function findTurnedDoer(asked: Facts, prior: Facts) {
  const here = toDoing(asked);
  const there = toDoing(prior);
  if (!here || !there || (isSame(there.doer, here.doer) && isSame(there.done, here.done))) return undefined;
  return isSame(there.doer, here.done) && isSame(there.done, here.doer)
    ? { asked: here.doer.shown, prior: here.done.shown }
    : undefined;
}

/** "X does Y", with nothing else between that could hold them apart. */
function toDoing(facts: Facts): { doer: Token; done: Token } | undefined {
  const { tokens } = facts;
  if (isPassive(facts) || /[:;]/.test(facts.text)) return undefined;
  for (const [at, token] of tokens.entries()) {
    if (!isDoing(token) || at === 0) continue;
    const before = tokens.findLastIndex((word, place) => place < at && isThing(word));
    const after = tokens.findIndex((word, place) => place > at && isThing(word));
    if (before < 0 || after < 0 || before > SUBJECT_BY || after - before - 1 > MOST_BETWEEN) continue;
    const rest = tokens.slice(before + 1, after).filter((word) => word !== token);
    const [doer, done] = [tokens[before], tokens[after]];
    if (doer && done && rest.every(({ word }) => BETWEEN.test(word))) return { doer, done };
  }
  return undefined;
}

function findTurnedOrigin(asked: Facts, prior: Facts) {
  const here = toOrigin(asked);
  const there = toOrigin(prior);
  return here && there && !isSame(there, here) && findIn(prior.tokens, here) >= 0 && findIn(asked.tokens, there) >= 0
    ? { asked: here.shown, prior: there.shown }
    : undefined;
}

/** What stands behind "from": its last word before the phrase ends. */
function toOrigin({ tokens }: Facts): Token | undefined {
  const at = tokens.findIndex(({ word }) => word === 'from');
  const end = tokens.findIndex(
    ({ word }, place) => place > at + 1 && STOP_WORDS.has(word) && !/^(?:the|an?)$/.test(word),
  );
  return at < 0 ? undefined : tokens.slice(at + 1, end < 0 ? at + 4 : end).find(isThing);
}

/** "Was bitten by a dog"; "by refusing" is how it is done. */
function isPassive({ tokens }: Facts): boolean {
  return tokens.some(({ word }, at) => word === 'by' && !/ing$/.test(tokens[at + 1]?.word ?? ''));
}

function isDoing({ word, stem }: Token): boolean {
  return isVerbLike(word) && !LIGHT_WORDS.has(stem) && !MUTUAL.test(word) && !STOP_WORDS.has(word);
}

function isThing(token: Token): boolean {
  return (
    !STOP_WORDS.has(token.word) && !isDoing(token) && !/(?:ly|ing)$/.test(token.word) && !/^\p{N}/u.test(token.word)
  );
}

function isSame(one: Token, other: Token): boolean {
  return likeness(one.stem, other.stem) >= SAID;
}

function findIn(tokens: readonly Token[], token: Token): number {
  return tokens.findIndex((other) => isSame(other, token));
}
