import { redact } from '../claim/redact.ts';
import { toClaimKey } from '../language/canonical-form.ts';
import type { PageReader, SearchProvider, SearchQuery } from '../ports.ts';
import type { Failure, Page } from '../types.ts';
import type { PassageLimits } from './choose.ts';
import { createPassagePicker, isAfterDay, PASSAGE_LIMITS, type Passage, type ResearchClaim } from './passages.ts';
import { readPages } from './read-pages.ts';
import { searchAll } from './search-all.ts';

/** How much is looked for, and how long. */
export interface GatherLimits extends PassageLimits {
  /** The claim and its questions. */
  queries: number;
  hitsPerQuery: number;
  /** How many pages are read, and of one publisher. */
  pages: number;
  pagesPerPublisher: number;
  searchMs: number;
  readMs: number;
  /** How long the slow half may still take once the quick half has brought enough. */
  graceMs: number;
}

/** Searches and pages take one or two seconds each: these time limits are for when something has gone wrong. */
export const LIMITS: GatherLimits = {
  ...PASSAGE_LIMITS,
  queries: 3,
  hitsPerQuery: 8,
  pages: 8,
  pagesPerPublisher: 2,
  searchMs: 6_000,
  readMs: 6_000,
  graceMs: 1_500,
};
/** The limit of `SearchQuery.text`. */
const LONGEST_QUERY = 300;
/** A verdict needs two independent publishers: if that many were read, failed pages have cost nothing and are not reported. */
const PUBLISHERS_NEEDED = 2;
const MOST_PAGE_FAILURES = 3;

export interface GatherOptions {
  searchers: readonly SearchProvider[];
  /** Without it only pages that a searcher brings itself are used. */
  reader?: PageReader | undefined;
  /** An address's publisher key (`Research.toPublisherKey`). */
  toPublisherKey(url: string): string;
  /** Whether an address (a hit's or a page's) holds our own verdicts, or the claim itself: it is no evidence. */
  isOwn(source: { url: string }): boolean;
  limits?: Partial<GatherLimits> | undefined;
  /** ISO day. Only for dataset runs: what was published after it, or has no date, is left out. */
  until?: string | undefined;
}

/** Everything found out about a claim. */
export interface Gathered {
  /** Best first, near-copies left out. */
  passages: Passage[];
  failures: Failure[];
  /** Whether any search was answered: false means "could not search", not "nothing found". */
  reached: boolean;
  /** Requests by provider's name. */
  searches: Record<string, number>;
}

/**
 * Looks for evidence: all searchers at once, then the best pages at once, then the passages that bear on the claim. What a search engine shows of a page is
 * never evidence, only the page is.
 *
 * @throws only the signal's reason, within 100 ms of its abort, even where a provider does not heed it
 * @example const { passages } = await gatherEvidence(claim, { searchers, reader, toPublisherKey, isOwn: () => false }, signal);
 */
export async function gatherEvidence(
  claim: ResearchClaim,
  options: GatherOptions,
  signal: AbortSignal,
): Promise<Gathered> {
  signal.throwIfAborted();
  const limits = { ...LIMITS, ...options.limits };
  const { toPublisherKey, isOwn, until } = options;
  const isUsable = (source: { url: string; publishedAt?: string }, undated: boolean) =>
    !isOwn(source) && (until === undefined || (isAfterDay(source.publishedAt, until) ?? !undated) === false);

  const queries = toQueries(claim, limits);
  const { hits, failures, searches, reached } = await searchAll(options.searchers, queries, limits, signal);

  const picker = createPassagePicker(claim, toPublisherKey);
  const publishers = new Set<string>();
  const onPage = (page: Page, rank: number) => {
    const by = { ...page, url: page.original ?? page.url };
    if (!isUsable(by, false) || page.text.trim() === '') return false;
    picker.add(page, rank);
    publishers.add(toPublisherKey(by.url));
    return true;
  };
  // A hit without a date is kept: its page may have one.
  const usable = hits.filter((hit) => isUsable(hit, true));
  const unread = await readPages(usable, { ...options, limits, onPage }, signal);
  const firsts = unread.filter(({ name }, at) => unread.findIndex((other) => other.name === name) === at);
  return {
    passages: picker.pick(limits),
    failures: publishers.size >= PUBLISHERS_NEEDED ? failures : [...failures, ...firsts.slice(0, MOST_PAGE_FAILURES)],
    reached,
    searches,
  };
}

/** The claim, then its questions, each once and without anybody's address or number. */
function toQueries({ text, questions, language }: ResearchClaim, limits: GatherLimits): SearchQuery[] {
  const queries = new Map<string, SearchQuery>();
  for (const wanted of [text, ...questions]) {
    const short = toShort(redact(wanted));
    const key = toClaimKey(short);
    if (key === '' || queries.has(key) || queries.size >= limits.queries) continue;
    queries.set(key, { text: short, language, limit: limits.hitsPerQuery });
  }
  return Array.from(queries.values());
}

/** At most `LONGEST_QUERY` units, cut at a word if possible. */
function toShort(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  if (flat.length <= LONGEST_QUERY) return flat;
  const space = flat.lastIndexOf(' ', LONGEST_QUERY);
  const end = space > LONGEST_QUERY / 2 ? space : LONGEST_QUERY;
  return flat
    .slice(0, end)
    .toWellFormed()
    .replace(/\ufffd$/, '');
}
