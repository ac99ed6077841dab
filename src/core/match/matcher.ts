import { toClaimKey } from '../claim/claim-key.ts';
import type { PriorIndex, PriorSurface } from '../ports.ts';
import type { Difference, Scope } from '../types.ts';
import { toCorrection } from './correction.ts';
import { findDifferences, type NearWording } from './differences.ts';
import { PROBABILITY_FEATURES, toSamenessFeatures } from './evidence-of-sameness.ts';
import { type Facts, toFacts } from './facts.ts';
import { PAIR_FEATURES, toPairFeatures, withListFeatures } from './features.ts';
import { toKnownWordings } from './known-wordings.ts';
import type { MatchingModel } from './model.ts';
import { createRarity } from './rarity.ts';
import { type AskedReading, type Reading, type ReadSurface, toReading } from './reading.ts';
import { nearestWindow, overlap, toWindows, type Window } from './window.ts';

export type Tier = 'same' | 'related' | 'none';

/** A prior check next to the claim asked about. */
export interface Match {
  surface: PriorSurface;
  tier: Tier;
  /** Calibrated probability that it is the same claim. */
  probability: number;
  /** The same, if the differences found did not count: how alike the two are. */
  likeness: number;
  differences: Difference[];
  /** For `--verbose` and training: the features behind the probability. */
  features: readonly number[];
}

/** A claim with what is known of who said it: that finds prior checks, but is no part of the claim. */
export interface AskedClaim {
  text: string;
  claimant?: string;
  saidOn?: string;
}

/** Finds prior checks of a claim. */
export interface Matcher {
  /** The nearest prior checks, best first, at most `MOST_JUDGED`, each with its tier; fewer where the first ones settle it. */
  match(message: AskedClaim, scope: Scope): Promise<Match[]>;
  /** All candidates in the order of the learned rank, best first; one entry a prior check. */
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
  read: ReadSurface;
}

/** How many of a message's rarest words are asked for: a claim has fewer, and the index bounds what a search may cost. */
const MOST_TERMS = 40;
/** How many wordings are fetched and ranked where the order itself is wanted: for training and measuring. */
const MOST_SURFACES = 50;
/** How many are enough to find what is judged: the right one stands among the first dozen, or is no hit. */
const MOST_LOOKED_AT = 10;
/** How many of the best are judged; a card shows at most three. */
const MOST_JUDGED = 4;
/** From this probability on a published review is the answer, and what ranks below it is no longer judged. */
const SETTLED = 0.97;
/** How far two wordings at least have the same words if they have the same claim key: contractions and signs may differ. */
const TWIN = 0.7;
/** A claim is a sentence; a longer text is matched by its beginning. UTF-16 units. */
const LONGEST = 2_000;

export interface MatcherOptions {
  priors: PriorIndex;
  model: MatchingModel;
}

/** Makes the matcher over an index of prior checks and a trained model. */
export function createMatcher({ priors, model }: MatcherOptions): Matcher {
  const rarity = createRarity(model.weights.background);
  const readings = createCache((text) => toReading(text, rarity));
  const factsOf = createCache(toFacts);

  async function rankFirst(
    most: number,
    { text, claimant = '', saidOn = '' }: AskedClaim,
    scope: Scope,
  ): Promise<Candidate[]> {
    const asked: AskedReading = {
      text: toReading(text.slice(0, LONGEST), rarity),
      claimant: toReading(claimant, rarity),
      saidOn: toReading(saidOn, rarity),
    };
    const all = [asked.text, asked.claimant, asked.saidOn].flatMap(({ terms }) => Array.from(terms.values()));
    const terms = all
      .sort((one, other) => other.weight - one.weight)
      .slice(0, MOST_TERMS)
      .map(({ stem }) => stem);
    const surfaces = terms.length === 0 ? [] : await priors.search(terms, scope, most);
    const read = surfaces.map((surface) => ({ claim: readings(surface.claim), title: readings(surface.title) }));
    const rows = withListFeatures(
      surfaces.map((surface, at) => toPairFeatures(asked, read[at] as ReadSurface, surface.rank)),
    );
    return inOrder(
      surfaces.map((surface, at) => {
        const features = rows[at] ?? [];
        return { surface, score: model.rankScore(features), features, read: read[at] as ReadSurface };
      }),
    );
  }

  async function judgeIn(
    windows: readonly Window[],
    askedFactsOf: typeof toFacts,
    candidate: Candidate,
  ): Promise<Match> {
    const { surface, read, features } = candidate;
    const review = surface.kind === 'review' ? await priors.review(surface.id) : undefined;
    const texts = review ? toKnownWordings(review) : [surface.claim, surface.title];
    const wordings = texts
      .filter((text, at) => at === 0 || text !== '')
      .map((text) => ({ facts: factsOf(text), reading: readings(text) }));
    const correction = review && toCorrection(review);
    const asked = nearestWindow(windows, read.claim);
    const askedFacts = askedFactsOf(asked.text);
    const pick = (name: (typeof PAIR_FEATURES)[number]) => features[PAIR_FEATURES.indexOf(name)] ?? 0;
    const sameness = toSamenessFeatures({
      asked: askedFacts,
      askedReading: asked.reading,
      prior: factsOf(surface.claim),
      priorReading: read.claim,
      forms: wordings.map(({ facts }) => facts),
      formReadings: wordings.map(({ reading }) => reading),
      askedLength: windows[0]?.reading.sequence.length ?? 0,
      correction: correction === undefined ? undefined : readings(correction),
      taken: {
        pairScore: model.pairScore(features),
        grams: pick('gramsClaim'),
        pairsShared: pick('pairsShared'),
        windowF1: pick('windowF1'),
        sharedWeight: pick('sharedWeight'),
      },
    });
    const all = wordings.map(({ facts }) => facts);
    return toMatch(surface, sameness, findDifferences(askedFacts, nearestWordings(asked, wordings), all));
  }

  function toMatch(surface: PriorSurface, features: readonly number[], differences: Difference[]): Match {
    const { differing } = model.weights;
    const likeness = model.probability(features);
    const probability = differences.length > 0 ? likeness * differing : likeness;
    const covered = features[PROBABILITY_FEATURES.indexOf('coverProduct')] ?? 0;
    const { same, related, leastCover } = model.thresholds(features);
    const isSame = probability >= same && covered >= leastCover && differences.length === 0;
    const tier = isSame ? 'same' : likeness >= related ? 'related' : 'none';
    return { surface, tier, probability, likeness, differences, features };
  }

  return {
    rank: (message, scope) => rankFirst(MOST_SURFACES, message, scope),
    judge: ({ text }, candidate) => judgeIn(toWindows(text.slice(0, LONGEST), rarity), toFacts, candidate),
    async match(message, scope) {
      const candidates = (await rankFirst(MOST_LOOKED_AT, message, scope)).slice(0, MOST_JUDGED);
      if (candidates.length === 0) return [];
      const windows = toWindows(message.text.slice(0, LONGEST), rarity);
      // A message's own facts are kept no longer than this.
      const askedFactsOf = createCache(toFacts);
      const matches: Match[] = [];
      let settled: Candidate | undefined;
      for (const candidate of candidates) {
        // Only a review of the very same wording could still stand before it.
        if (settled && overlap(settled.read.claim, candidate.read.claim) < TWIN) break;
        const match = await judgeIn(windows, askedFactsOf, candidate);
        matches.push(match);
        if (match.tier === 'same' && isPublished(match.surface) && match.probability >= SETTLED) {
          settled ??= candidate;
        }
      }
      const sorted = matches.sort((one, other) => other.probability - one.probability || other.likeness - one.likeness);
      return withTwinsTogether(sorted);
    },
  };
}

/** A check of our own, or a review without a verdict, settles nothing. */
function isPublished({ kind, label }: PriorSurface): boolean {
  return kind === 'review' && label !== undefined;
}

/** Beyond these, nobody looks at who stands before whom. */
const MOST_TWINNED = 12;

/** One candidate a prior check, with its best wording, best first. */
function inOrder(candidates: readonly Candidate[]): Candidate[] {
  const best = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const id = `${candidate.surface.kind} ${candidate.surface.id}`;
    const known = best.get(id);
    if (!known || known.score < candidate.score) best.set(id, candidate);
  }
  const sorted = Array.from(best.values()).sort((one, other) => other.score - one.score);
  return [...withTwinsTogether(sorted.slice(0, MOST_TWINNED)), ...sorted.slice(MOST_TWINNED)];
}

/**
 * Puts several reviews of the very same claim together, where the best of them stands, the one known first at their head, whatever their headlines: one
 * claim, one verdict.
 */
function withTwinsTogether<T extends { surface: PriorSurface }>(sorted: readonly T[]): T[] {
  const twins = Map.groupBy(sorted, ({ surface }) => toClaimKey(surface.claim));
  return Array.from(twins.values(), (group) =>
    group.sort((one, other) => one.surface.arrival - other.surface.arrival),
  ).flat();
}

/** How near to the nearest wording others must be to be asked as well, and how many. */
const NEAR = 0.7;
const MOST_NEAR = 4;

/** The wordings nearest to the message, the nearest first. */
function nearestWordings(asked: Window, wordings: readonly { facts: Facts; reading: Reading }[]): NearWording[] {
  const scored = wordings
    .map(({ facts, reading }) => ({ facts, nearness: overlap(asked.reading, reading) }))
    .sort((one, other) => other.nearness - one.nearness);
  const least = NEAR * (scored[0]?.nearness ?? 0);
  return scored.slice(0, MOST_NEAR).filter(({ nearness }) => nearness >= least);
}

/** Wordings come back from query to query; the newest thousand stay read, at some 10 KB each. */
function createCache<T>(read: (text: string) => T): (text: string) => T {
  const most = 1_000;
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found) return found;
    const fresh = read(text);
    if (known.size >= most) known.delete(known.keys().next().value ?? '');
    known.set(text, fresh);
    return fresh;
  };
}
