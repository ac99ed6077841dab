import type { Keyv } from 'keyv';
import { z } from 'zod';
import { createLock } from './lock.ts';

/** After a week a result that nobody came for is let go; the check itself stays. */
const KEPT_MS = 7 * 24 * 60 * 60_000;
/** So many are given at once, the newest. */
const MOST_KEPT = 5;

/** A check, and the chat it was asked for in: what belongs to a group is only to be found from there. */
const RESULT = z.object({ checkId: z.string(), chatId: z.string() });
const RESULTS = z.array(RESULT).catch([]);

export type KeptResult = z.output<typeof RESULT>;

/** Results that could not be brought, until their person comes by. */
export interface KeptResults {
  keep(platform: string, personId: string, results: readonly KeptResult[]): Promise<void>;
  /** @returns oldest first */
  of(platform: string, personId: string): Promise<KeptResult[]>;
  /** They were given. What was kept since then stays. */
  given(platform: string, personId: string, checkIds: readonly string[]): Promise<void>;
  forget(platform: string, personId: string): Promise<void>;
}

/** Makes the place where they are kept. */
export function createKeptResults(keyv: Keyv): KeptResults {
  const exclusive = createLock();
  const of = async (platform: string, personId: string) =>
    RESULTS.parse((await keyv.get(`${platform}:${personId}`)) ?? []).slice(-MOST_KEPT);
  const set = async (platform: string, personId: string, results: KeptResult[]) => {
    const key = `${platform}:${personId}`;
    if (results.length === 0) await keyv.delete(key);
    else await keyv.set(key, results.slice(-MOST_KEPT), KEPT_MS);
  };
  return {
    of,
    keep: (platform, personId, results) =>
      exclusive(async () => {
        const before = await of(platform, personId);
        const isNew = (checkId: string) => results.every((result) => result.checkId !== checkId);
        await set(platform, personId, [...before.filter(({ checkId }) => isNew(checkId)), ...results]);
      }),
    given: (platform, personId, checkIds) =>
      exclusive(async () => {
        const before = await of(platform, personId);
        await set(
          platform,
          personId,
          before.filter(({ checkId }) => !checkIds.includes(checkId)),
        );
      }),
    forget: (platform, personId) => exclusive(() => set(platform, personId, [])),
  };
}
