import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { cleanMessage } from '../src/core/claim/clean.ts';
import { toAskedForms, toClaimKey } from '../src/core/language/canonical-form.ts';
import { toStatements } from '../src/core/language/sentences.ts';
import { toOwnText } from '../src/core/match/wordings.ts';
import type { PriorIndex, PriorSurface } from '../src/core/ports.ts';
import type { ClaimReview, Scope } from '../src/core/types.ts';
import { readStarterPack } from '../src/providers/claim-reviews/starter-pack.ts';
import { type EmbeddedStore, openStore } from '../src/providers/store/open-store.ts';

/** One line of a corpus file: a prior claim, its headline, and its other wordings, if any. */
const corpusLine = z.object({
  id: z.coerce.string(),
  claim: z.string(),
  title: z.string().default(''),
  forms: z.array(z.string()).default([]),
  label: z.enum(['true', 'mostly-true', 'partially-true', 'misleading', 'false']).default('false'),
  /** The fact check's summary. */
  summary: z.string().default(''),
});
const queryLine = z.object({ id: z.coerce.string(), text: z.string() });

export type CorpusClaim = z.infer<typeof corpusLine>;
export type Query = z.infer<typeof queryLine>;

/** A message on the subject of a corpus claim that makes a different claim. */
export interface Counterclaim {
  /** The claim's id. */
  id: string;
  text: string;
}

/** Claims, messages, and which message repeats which claim. */
export interface MatchingSet {
  name: string;
  corpus: CorpusClaim[];
  queries: Query[];
  /** Query id to the ids of its right claims. */
  right: Map<string, Set<string>>;
  counterclaims: Counterclaim[];
}

/** Everything in an evaluation is public. */
export const EVERYONE: Scope = {
  platform: 'tools',
  chatId: 'tools',
  personId: 'tools',
  visibility: { kind: 'public' },
};

async function* lines(file: string): AsyncGenerator<[number, string]> {
  let number = 0;
  for await (const line of createInterface({
    input: createReadStream(file, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    number += 1;
    if (line.trim() !== '') yield [number, line];
  }
}

/** @throws Error that names the file and the line that does not match */
export async function readJsonLines<T>(file: string, schema: z.ZodType<T>): Promise<T[]> {
  const rows: T[] = [];
  for await (const [number, line] of lines(file)) {
    try {
      rows.push(schema.parse(JSON.parse(line)));
    } catch (error) {
      throw new Error(
        `${file}, line ${number}: not in the expected format (${error instanceof Error ? error.message.slice(0, 200) : error})`,
      );
    }
  }
  return rows;
}

/** Reads a set: two JSON Lines files, and the pairs `query-id TAB claim-id` (TREC's four-column form is accepted too). */
export async function readMatchingSet(corpus: string, queries: string, qrels: string): Promise<MatchingSet> {
  const right = new Map<string, Set<string>>();
  for await (const [, line] of lines(qrels)) {
    const columns = line.trim().split(/\s+/);
    const [query, claim] = columns.length >= 4 ? [columns[0], columns[2]] : columns;
    if (query === undefined || claim === undefined) continue;
    right.set(query, (right.get(query) ?? new Set()).add(claim));
  }
  return {
    name: corpus,
    corpus: await readJsonLines(corpus, corpusLine),
    queries: await readJsonLines(queries, queryLine),
    right,
    counterclaims: [],
  };
}

/**
 * The right claims of a query with their twins: claims of the corpus that differ only in spelling. CheckThat! 2020 has 184 such groups (one review
 * crawled twice, with other quotation marks), and its pairs name only one of each.
 */
export function rightWithTwins(set: MatchingSet): (query: string) => Set<string> {
  const keys = new Map(set.corpus.map(({ id, claim }) => [id, toClaimKey(cleanMessage(claim).text)]));
  const byKey = Map.groupBy(keys.keys(), (id) => keys.get(id));
  return (query) => new Set(Array.from(set.right.get(query) ?? []).flatMap((id) => byKey.get(keys.get(id)) ?? [id]));
}

/** Reads queries alone. */
export function readQueries(file: string): Promise<Query[]> {
  return readJsonLines(file, queryLine);
}

/** A corpus claim as a review that can be indexed. */
export function toReview({ id, claim, title, forms, label, summary }: CorpusClaim): ClaimReview {
  return {
    id,
    claimReviewed: claim,
    title,
    forms,
    textualRating: label,
    label,
    publisher: 'corpus',
    language: 'en',
    summary,
    known: '',
    citations: [],
  };
}

/** The known wordings that a cleaned message contains verbatim, as the core looks them up. */
export function findIdentical(priors: PriorIndex, text: string): Promise<PriorSurface[]> {
  return priors.identical(toStatements(text).flatMap(toAskedForms), EVERYONE);
}

/** An in-memory store that contains a corpus. */
export async function indexCorpus(corpus: readonly CorpusClaim[]): Promise<EmbeddedStore> {
  const store = openStore({ file: ':memory:' });
  await store.priors.addReviews(corpus.map(toReview));
  return store;
}

/** The starter pack as a corpus: ids without the pack's prefix. */
export async function readStarterCorpus(folder: string): Promise<CorpusClaim[]> {
  const { reviews } = await readStarterPack(folder);
  return reviews.map((review) => ({
    id: review.id.replace(/^urn:claimcheck:starter:/, ''),
    claim: review.claimReviewed,
    title: review.title,
    forms: review.forms,
    label: review.label ?? 'false',
    summary: toOwnText(review),
  }));
}
