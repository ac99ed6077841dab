import type { Keyv } from 'keyv';
import { z } from 'zod';
import type { Atomically, Entries } from './ports.ts';

/** How long an undelivered result is kept; the check itself stays. */
const KEPT_MS = 7 * 24 * 60 * 60_000;
/** The most results of one person; the newest are kept. */
const MOST_KEPT = 5;

/** A check, the chat it was asked in, and its asker's own words. A group's check can be found only from its chat. */
const RESULT = z.object({
  checkId: z.string(),
  chatId: z.string(),
  asked: z.string().optional(),
  word: z.enum(['same', 'different']).optional(),
});
const RESULTS = z.array(RESULT).catch([]);

export type KeptResult = z.output<typeof RESULT>;

/** Results that could not be delivered, until their person writes again. */
export interface SavedResults {
  keep(platform: string, personId: string, results: readonly KeptResult[]): Promise<void>;
  /** @returns oldest first */
  of(platform: string, personId: string): Promise<KeptResult[]>;
  /** These were delivered. Results kept since then stay. */
  given(platform: string, personId: string, checkIds: readonly string[]): Promise<void>;
  forget(platform: string, personId: string): Promise<void>;
}

/** Creates the store. @param atomically of the same cache: several processes may keep a person's results at once */
export function createSavedResults(keyv: Keyv, atomically: Atomically): SavedResults {
  const read = (kept: unknown) => RESULTS.parse(kept ?? []).slice(-MOST_KEPT);
  const toKey = (platform: string, personId: string) => `${platform}:${personId}`;
  const change = (platform: string, personId: string, toResults: (before: KeptResult[]) => KeptResult[]) => {
    const key = toKey(platform, personId);
    return atomically([key], (entries: Entries) => {
      const results = toResults(read(entries.get(key)));
      if (results.length === 0) entries.delete(key);
      else entries.set(key, results.slice(-MOST_KEPT), KEPT_MS);
    });
  };
  return {
    of: async (platform, personId) => read(await keyv.get(toKey(platform, personId))),
    keep: (platform, personId, results) =>
      change(platform, personId, (before) => {
        const isNew = (checkId: string) => results.every((result) => result.checkId !== checkId);
        return [...before.filter(({ checkId }) => isNew(checkId)), ...results];
      }),
    given: (platform, personId, checkIds) =>
      change(platform, personId, (before) => before.filter(({ checkId }) => !checkIds.includes(checkId))),
    forget: (platform, personId) => change(platform, personId, () => []),
  };
}
