import type { SearchProvider, SearchQuery } from '../ports.ts';
import type { Failure } from '../types.ts';
import type { HitList } from './merge-hits.ts';
import { createStage, toWhy } from './stage.ts';

interface SearchAllOptions {
  limitMs: number;
  /** Once half of the calls are done and there is enough to read, how long the rest may still take. */
  graceMs: number;
  /** How many hits are enough to read. */
  enough: number;
}

interface SearchAnswers {
  lists: HitList[];
  /** One for each provider none of whose calls was answered. */
  failures: Failure[];
  /** How often each provider was asked. */
  searches: Record<string, number>;
  /** At least one call was answered. */
  reached: boolean;
}

/** What a question finds counts less than what the claim itself does. */
const QUESTION_WEIGHT = 0.7;

/**
 * Asks all providers all queries at once. A provider that does not answer in time is named, and waited for no longer than `graceMs` once there
 * is enough.
 *
 * @param queries the claim first
 * @throws the signal's reason once it is aborted
 */
export async function searchAll(
  searchers: readonly SearchProvider[],
  queries: readonly SearchQuery[],
  { limitMs, graceMs, enough }: SearchAllOptions,
  signal: AbortSignal,
): Promise<SearchAnswers> {
  const stage = createStage(limitMs, signal);
  const calls = queries.flatMap((query, at) =>
    searchers.map((searcher) => ({ searcher, query, weight: at === 0 ? 1 : QUESTION_WEIGHT })),
  );
  const answers = new Map<number, HitList>();
  const failures = new Map<string, Failure>();
  const answered = new Set<string>();
  let done = 0;
  let found = 0;
  let hurried = false;

  try {
    await Promise.all(
      calls.map(async ({ searcher, query, weight }, at) => {
        try {
          const hits = await stage.run((stop) => searcher.search(query, stop));
          answers.set(at, { hits, weight });
          answered.add(searcher.name);
          found += hits.length;
        } catch (error) {
          if (!failures.has(searcher.name)) failures.set(searcher.name, { name: searcher.name, why: toWhy(error) });
        }
        done += 1;
        if (hurried || 2 * done < calls.length || found < enough) return;
        hurried = true;
        stage.endIn(graceMs);
      }),
    );
  } finally {
    stage.close();
  }
  signal.throwIfAborted();

  const searches: Record<string, number> = {};
  for (const { searcher } of calls) searches[searcher.name] = (searches[searcher.name] ?? 0) + 1;
  return {
    lists: Array.from(answers.keys())
      .sort((one, other) => one - other)
      .flatMap((at) => answers.get(at) ?? []),
    failures: Object.keys(searches).flatMap((name) => (answered.has(name) ? [] : (failures.get(name) ?? []))),
    searches,
    reached: answered.size > 0,
  };
}
