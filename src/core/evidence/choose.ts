import { isOwnVerdict } from '../card/own-cards.ts';
import { toTokenCount } from '../prompting/token-count.ts';
import { createShingler, isCopy } from './copies.ts';
import type { RankedPassage, ReadPage, ReadPassage } from './rank.ts';
import { type Surroundings, toSurroundings } from './surroundings.ts';
import type { WordReader } from './terms.ts';

export interface PassageLimits {
  /** How many passages at most. */
  passages: number;
  /** How many of one page. */
  perPage: number;
  /** All passages with their surroundings, in tokens by `toTokenCount`. */
  tokens: number;
}

export interface ChosenPassage extends Surroundings {
  passage: ReadPassage;
}

/** The share of relevance in a passage's worth; the rest is variety. Both count alike. */
const RELEVANCE = 0.5;
/** Each passage of a publisher makes its next ones less new by this share: a verdict needs several voices. */
const SAME_VOICE = 0.15;
/** Lower-ranked passages of a page are ignored: the four shown are among these, unless most are copies. */
const MOST_OF_PAGE = 12;

interface Candidate {
  passage: ReadPassage;
  /** Its score as a share of the best one's. */
  relevance: number;
  /** The largest share of words in common with a chosen passage, as far as they were compared (`toOverlap`). */
  overlap: number;
  /** How many of the chosen passages it was compared with. */
  compared: number;
  content?: { words: ReadonlySet<number>; shingles: readonly number[] };
}

/**
 * Chooses passages by maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998): next comes the one that bears most on the claim and is
 * least like those chosen, in its words and its publisher. Copies are left out, and our own verdicts.
 *
 * @param ranked best first
 */
export function choosePassages(
  ranked: readonly RankedPassage[],
  pages: readonly ReadPage[],
  read: WordReader,
  limits: PassageLimits,
): ChosenPassage[] {
  const best = ranked[0]?.score || 1;
  const rest = new Set<Candidate>();
  for (const ofPage of Map.groupBy(ranked, ({ passage }) => passage.page).values())
    for (const { passage, score } of ofPage.slice(0, MOST_OF_PAGE))
      rest.add({ passage, relevance: score / best, overlap: 0, compared: 0 });
  const toContent = (candidate: Candidate) => {
    candidate.content ??= readContent(candidate.passage, read);
    return candidate.content;
  };
  const heard: Candidate[] = [];
  const compare = (candidate: Candidate) => {
    const { words } = toContent(candidate);
    for (const other of heard.slice(candidate.compared))
      candidate.overlap = Math.max(candidate.overlap, toOverlap(words, toContent(other).words));
    candidate.compared = heard.length;
  };
  const toWorth = ({ passage: { page }, relevance, overlap }: Candidate) => {
    const voices = heard.filter(({ passage }) => passage.page.publisherKey === page.publisherKey).length;
    const likeness = 1 - (1 - overlap) * (1 - SAME_VOICE) ** voices;
    return RELEVANCE * relevance - (1 - RELEVANCE) * likeness;
  };
  const takeNext = () => {
    let next: Candidate | undefined;
    let most = Number.NEGATIVE_INFINITY;
    for (const candidate of rest) {
      // Comparing can only show that it is worth less.
      if (toWorth(candidate) <= most) continue;
      compare(candidate);
      const worth = toWorth(candidate);
      if (worth > most) [next, most] = [candidate, worth];
    }
    if (next) rest.delete(next);
    return next;
  };

  const chosen: ChosenPassage[] = [];
  const taken = new Set<number>();
  let room = limits.tokens;
  for (let next = takeNext(); next && chosen.length < limits.passages; next = takeNext()) {
    const { passage } = next;
    const { page, start, end } = passage;
    const { text } = page.page;
    if (heard.filter((other) => other.passage.page === page).length >= limits.perPage) continue;
    if (isOwnVerdict(text, start, end)) continue;
    const { shingles } = toContent(next);
    const originals = pages.filter((other) => isOriginal(other, page)).map(({ sketch }) => sketch);
    if ([taken, ...originals].some((known) => isCopy(shingles, (shingle) => known.has(shingle)))) continue;
    const around = toSurroundings(text, passage);
    const { before, after, heading = '' } = around;
    const tokens = toTokenCount(text.slice(start, end) + before + after + heading);
    if (tokens > room) continue;
    room -= tokens;
    for (const shingle of shingles) taken.add(shingle);
    heard.push(next);
    chosen.push({ passage, ...around });
  }
  return chosen;
}

function readContent({ page, start, end }: ReadPassage, read: WordReader): NonNullable<Candidate['content']> {
  const words = new Set<number>();
  const shingles: number[] = [];
  const addToShingles = createShingler((shingle) => shingles.push(shingle));
  read(page.page.text, start, end, (word) => {
    words.add(word);
    addToShingles(word);
  });
  return { words, shingles };
}

/** The share of the shorter one's words that the other has too. */
function toOverlap(one: ReadonlySet<number>, other: ReadonlySet<number>): number {
  return one.intersection(other).size / Math.min(one.size, other.size);
}

/** Whether one of two pages with the same text is the original: published first, or else found first. A dated page goes before one without a date. */
function isOriginal(one: ReadPage, other: ReadPage): boolean {
  const [mine, theirs] = [toDay(one), toDay(other)];
  return mine === theirs ? one.rank < other.rank : mine < theirs;
}

/** As text, so that any dates have one order, and no three pages can each be the copy of another. */
function toDay({ page }: ReadPage): string {
  return page.publishedAt?.slice(0, 10) ?? '~';
}
