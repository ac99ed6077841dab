import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inOneProcess } from '../../src/bot/in-one-process.ts';
import { openPostgres } from '../../src/providers/store/postgres/open-postgres.ts';
import { createPostgresLeases } from '../../src/providers/store/postgres/postgres-leases.ts';
import { sharePostgres, WHY_NO_POSTGRES } from '../peers/postgres/start-postgres.ts';

const PATIENT = { timeout: 15_000, interval: 10 };
const times = { leaseMs: 3_000, everyMs: 30, endingMs: 600 };

describe.skipIf(WHY_NO_POSTGRES !== undefined)(
  `what one process does for all (${WHY_NO_POSTGRES ?? 'over a real PostgreSQL'})`,
  () => {
    let url: string;
    const closing: (() => Promise<void>)[] = [];
    beforeAll(async () => {
      url = await (await sharePostgres()).newDatabase();
      await (await openPostgres(url)).db.close();
    });
    afterAll(() => Promise.all(closing.map((close) => close())));

    /** Processes that all want to do the same. */
    function startMany(name: string, count: number, work: (signal: AbortSignal) => Promise<void>) {
      let atWork = 0;
      let most = 0;
      const faults: unknown[] = [];
      const processes = Array.from({ length: count }, () => {
        const leases = createPostgresLeases(url);
        closing.push(leases.close);
        const stop = new AbortController();
        const one = { begun: 0, stop, end: Promise.resolve() };
        const options = { leases, name, times, onFault: (error: unknown) => void faults.push(error) };
        const counted = async (signal: AbortSignal) => {
          one.begun += 1;
          atWork += 1;
          most = Math.max(most, atWork);
          await work(signal).finally(() => {
            atWork -= 1;
          });
        };
        one.end = inOneProcess(options, counted, stop.signal);
        return one;
      });
      const working = () => processes.filter(({ begun }) => begun > 0);
      return { processes, faults, working, most: () => most };
    }

    it('is done by one, and by another as soon as that one stops', async () => {
      const { processes, faults, working, most } = startMany(
        'feed',
        3,
        async (signal) => void (await once(signal, 'abort')),
      );
      for (let done = 1; done <= 3; done += 1) {
        await expect.poll(() => working().length, PATIENT).toBe(done);
        const now = processes.find(({ begun, stop }) => begun > 0 && !stop.signal.aborted);
        now?.stop.abort();
        await now?.end;
      }
      expect([most(), faults]).toEqual([1, []]);
    });

    it('is not begun again by the process in which it failed, and the fault is told', async () => {
      const { processes, faults, working } = startMany('failing', 1, () => Promise.reject(new Error('unread')));
      await expect.poll(() => faults, PATIENT).toEqual([new Error('unread')]);
      processes[0]?.stop.abort();
      await processes[0]?.end;
      expect(working()).toMatchObject([{ begun: 1 }]);
    });
  },
);

it('is done at once where there is only one process, until it is told to stop', async () => {
  const stop = new AbortController();
  const onFault = () => undefined;
  let done = false;
  const work = async (signal: AbortSignal) => {
    await once(signal, 'abort');
    done = true;
  };
  const end = inOneProcess({ leases: undefined, name: 'feed', onFault }, work, stop.signal);
  stop.abort();
  await end;
  expect(done).toBe(true);
});
