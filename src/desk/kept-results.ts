import type { Keyv } from 'keyv';
import { z } from 'zod';
import { createLock } from './lock.ts';

/** After a week a result that nobody came for is let go; the check itself stays. */
const KEPT_MS = 7 * 24 * 60 * 60_000;
/** So many are given at once, the newest. */
const MOST_KEPT = 5;

const IDS = z.array(z.string()).catch([]);

/** Private results that could not be brought, until their person comes by. */
export interface KeptResults {
  keep(platform: string, personId: string, checkIds: readonly string[]): Promise<void>;
  /** @returns the ids of the checks, oldest first */
  of(platform: string, personId: string): Promise<string[]>;
  /** They were given. What was kept since then stays. */
  given(platform: string, personId: string, checkIds: readonly string[]): Promise<void>;
  forget(platform: string, personId: string): Promise<void>;
}

/** Makes the place where they are kept. */
export function createKeptResults(keyv: Keyv): KeptResults {
  const exclusive = createLock();
  const of = async (platform: string, personId: string) =>
    IDS.parse((await keyv.get(`${platform}:${personId}`)) ?? []).slice(-MOST_KEPT);
  const set = async (platform: string, personId: string, ids: string[]) => {
    const key = `${platform}:${personId}`;
    if (ids.length === 0) await keyv.delete(key);
    else await keyv.set(key, ids.slice(-MOST_KEPT), KEPT_MS);
  };
  return {
    of,
    keep: (platform, personId, checkIds) =>
      exclusive(async () => {
        const before = await of(platform, personId);
        await set(platform, personId, [...before.filter((id) => !checkIds.includes(id)), ...checkIds]);
      }),
    given: (platform, personId, checkIds) =>
      exclusive(async () => {
        const before = await of(platform, personId);
        await set(
          platform,
          personId,
          before.filter((id) => !checkIds.includes(id)),
        );
      }),
    forget: (platform, personId) => exclusive(() => set(platform, personId, [])),
  };
}
