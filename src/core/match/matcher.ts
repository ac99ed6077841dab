import { toClaimKey } from '../language/canonical-form.ts';
import type { Facts } from '../language/facts.ts';
import { createMemo } from '../language/memo.ts';
import type { PriorIndex, PriorSurface } from '../ports.ts';
import type { Difference, Grade, Scope } from '../types.ts';
import { findDifferences, findVetoAgainst } from './differences.ts';
import { PROBABILITY_FEATURES, saysLittle, toPairFeatures, toSamenessFeatures, withListFeatures } from './features.ts';
import type { MatchingModel } from './model.ts';
import { isDenialTold, nearestWordings, toReading, toWindows } from './reading.ts';
import { MANY_WORDINGS, toCorrection, toToldIn, toWordingFeatures } from './wordings.ts';

/** How near a prior claim is. Whether it is the very same (`identical`, `confirmed`) is not decided here. */
export type MatchGrade = Extract<Grade, 'likely' | 'related' | 'none'>;

/** A prior check next to the claim asked about. */
export interface Match {
  surface: PriorSurface;
  grade: MatchGrade;
  /** The nearest known wording: the message was measured against it. */
  wording: string;
  /** The asked claim's number, quantifier, date, place or negation contradicts that wording, or the prior claim itself: see `findVeto`. */
  vetoed: boolean;
  /** Calibrated probability that it is the same claim. */
  probability: number;
  /** The probability if the differences found did not count: how alike the two are. */
  likeness: number;
  differences: Difference[];
  /** For `--verbose` and training: the features behind the probability. */
  features: readonly number[];
}

/** A claim, and who said it when: that helps to find prior checks, but is not part of the claim. */
export interface AskedClaim {
  text: string;
  claimant?: string;
  saidOn?: string;
}

/** Finds prior checks of a claim. */
export interface Matcher {
  /** The nearest prior checks, best first, at most `MOST_JUDGED`, each with its grade; fewer if the first ones settle it. */
  match(message: AskedClaim, scope: Scope): Promise<Match[]>;
  /** All candidates in the order of the learned rank, best first; one entry per prior check. */
  rank(message: AskedClaim, scope: Scope): Promise<Candidate[]>;
  /** The probability and the differences for one candidate. */
  judge(message: AskedClaim, candidate: Candidate): Promise<Match>;
}

/** One candidate with its best wording. */
export interface Candidate {
  surface: PriorSurface;
  score: number;
  /** Pair and list features. */
  features: readonly number[];
}

/** How many of a message's rarest words are searched for: a claim has fewer, and the index bounds what a search may cost. */
const MOST_TERMS = 40;
/** How many wordings are fetched if the ranking itself is wanted: for training and measuring. */
const MOST_SURFACES = 50;
/** How many wordings are fetched to find what is judged: the right one is among these, or is not found at all. */
const MOST_LOOKED_AT = 10;
/** How many of the best are judged; a card shows at most three. */
const MOST_JUDGED = 4;
/** From this probability, a published review is the answer, and what ranks below it is not judged. */
const SETTLED = 0.97;
/** The share of a wording, by weight, that the message must say: one shared name makes no claim likely. */
const LEAST_COVER = 0.5 - 1e-9;
/**
 * A sentence of more words than this, and this many times as long as the wording, says too much else for a difference to be certain: none is named.
 */
const LONG_SENTENCE = 16;
const LONGER = 1.4;
/** A claim is a sentence; a longer text is matched by its beginning. UTF-16 units. */
const LONGEST = 2_000;
/** Wordings recur from query to query: this many readings are kept, at some 30 KB each. */
const MOST_READ = 1_000;

/** Makes the matcher over an index of prior checks and a trained model. @example createMatcher({ priors, model: createMatchingModel(weights) }) */
export function createMatcher({ priors, model }: { priors: PriorIndex; model: MatchingModel }): Matcher {
  const { rarity } = model;
  const readings = createMemo(MOST_READ, (text) => toReading(text, rarity));

  async function rankFirst(
    most: number,
    { text, claimant = '', saidOn = '' }: AskedClaim,
    scope: Scope,
  ): Promise<Candidate[]> {
    const asked = {
      text: toReading(text.slice(0, LONGEST), rarity),
      claimant: toReading(claimant, rarity),
      saidOn: toReading(saidOn, rarity),
    };
    const terms = Object.values(asked)
      .flatMap((reading) => Array.from(reading.terms.values()))
      .sort((one, other) => other.weight - one.weight)
      .slice(0, MOST_TERMS)
      .map(({ stem }) => stem);
    const surfaces = terms.length === 0 ? [] : await priors.search(terms, scope, most);
    const rows = surfaces.map((surface) =>
      toPairFeatures(asked, { claim: readings(surface.claim), title: readings(surface.title) }, surface.rank),
    );
    const candidates = withListFeatures(rows).flatMap((features, at): Candidate[] => {
      const surface = surfaces[at];
      return surface ? [{ surface, features, score: model.rankScore(features) }] : [];
    });
    return inOrder(candidates);
  }

  /** Reads a message once for all candidates. */
  function read(text: string) {
    const windows = toWindows(text.slice(0, LONGEST), rarity);
    return { windows, canTellDenial: isDenialTold(text, windows, rarity) };
  }

  async function judgeIn({ windows, canTellDenial }: ReturnType<typeof read>, { surface }: Candidate): Promise<Match> {
    const review = surface.kind === 'review' ? await priors.review(surface.id) : undefined;
    const told = review && toToldIn(review, surface.claim);
    const known = (told ? [told.claimReviewed, ...told.forms] : [surface.claim]).map(readings);
    const correction = told && toCorrection(told);
    const matches = nearestWordings(windows, known).map(({ wording, window }): Match => {
      const input = {
        asked: window,
        prior: wording,
        askedLength: windows[0]?.length ?? 0,
        wordings: toWordingFeatures(window, known, correction === undefined ? undefined : readings(correction)),
      };
      const features = toSamenessFeatures(input);
      const [asked, prior] = [window.facts(), wording.facts()];
      const differences = findDifferences(asked, prior);
      const likeness = model.probability(features, known.length);
      const probability = differences.length > 0 ? likeness * model.weights.differing : likeness;
      const { likely, related } = model.thresholds(known.length, isEnglish(prior));
      const covered = features[PROBABILITY_FEATURES.indexOf('claimCovered')] ?? 0;
      const vetoed = [wording, ...known.slice(0, 1)].some((one) => findVetoAgainst(asked, one.facts(), [prior]));
      const isSlight = known.length < MANY_WORDINGS && windows.length === 1 && saysLittle(input, features);
      const isOut = differences.length > 0 || vetoed || isSlight || !canTellDenial || covered < LEAST_COVER;
      const grade = !isOut && likeness >= likely ? 'likely' : likeness >= related ? 'related' : 'none';
      const words = window.tokens.length;
      const named = words <= LONG_SENTENCE || words < LONGER * wording.tokens.length ? differences : [];
      return { surface, wording: wording.text, likeness, probability, differences: named, features, vetoed, grade };
    });
    return matches.reduce((best, match) => (isBetter(match, best) ? match : best));
  }

  return {
    rank: (message, scope) => rankFirst(MOST_SURFACES, message, scope),
    judge: ({ text }, candidate) => judgeIn(read(text), candidate),
    async match(message, scope) {
      const ranked = await rankFirst(MOST_LOOKED_AT, message, scope);
      // An unverified check is offered only to people who type its own words, and says nothing of another claim.
      const candidates = ranked.filter(({ surface }) => surface.label !== 'unverified').slice(0, MOST_JUDGED);
      if (candidates.length === 0) return [];
      const asked = read(message.text);
      const matches: Match[] = [];
      let settled: string | undefined;
      for (const candidate of candidates) {
        const key = toClaimKey(candidate.surface.claim);
        // Only a review of the very same claim could still rank before it.
        if (settled !== undefined && settled !== key) break;
        const match = await judgeIn(asked, candidate);
        matches.push(match);
        // A check of our own, or a review without a verdict, settles nothing.
        const isPublished = candidate.surface.kind === 'review' && candidate.surface.label !== undefined;
        if (match.grade === 'likely' && isPublished && match.probability >= SETTLED) settled ??= key;
      }
      matches.sort((one, other) => other.probability - one.probability || other.likeness - one.likeness);
      return withTwinsTogether(matches);
    },
  };
}

/** English, as far as can be told. */
const isEnglish = ({ languages }: Facts) => languages.length === 0 || languages.includes('en');

/** A likely match comes first, then the higher probability: the wording that fits best decides alone. */
function isBetter(one: Match, other: Match): boolean {
  const likely = ({ grade }: Match) => (grade === 'likely' ? 1 : 0);
  return (likely(one) - likely(other) || one.probability - other.probability) > 0;
}

/** One candidate per prior check, with its best wording, best first. */
function inOrder(candidates: readonly Candidate[]): Candidate[] {
  const sorted = candidates.toSorted((one, other) => other.score - one.score);
  const first = Map.groupBy(sorted, ({ surface }) => `${surface.kind} ${surface.id}`);
  return withTwinsTogether(Array.from(first.values()).flatMap(([best]) => best ?? []));
}

/**
 * Groups reviews of the very same claim at the place of the best of them, the one known first at their head, whatever their headlines: one claim, one
 * verdict.
 */
function withTwinsTogether<T extends { surface: PriorSurface }>(sorted: readonly T[]): T[] {
  const twins = Map.groupBy(sorted, ({ surface }) => toClaimKey(surface.claim));
  return Array.from(twins.values(), (group) =>
    group.sort((one, other) => one.surface.arrival - other.surface.arrival),
  ).flat();
}
