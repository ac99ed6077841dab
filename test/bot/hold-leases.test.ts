import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createHolding, type Holding, type LeaseTimes } from '../../src/bot/hold-leases.ts';
import type { Lease, LeaseStore } from '../../src/bot/leases.ts';
import { openPostgres } from '../../src/providers/store/postgres/open-postgres.ts';
import { createPostgresLeases } from '../../src/providers/store/postgres/postgres-leases.ts';
import { sharePostgres, WHY_NO_POSTGRES } from '../peers/postgres/start-postgres.ts';
import { createWire, type Wire } from '../peers/wire.ts';

const TIMES: LeaseTimes = { leaseMs: 1_500, everyMs: 30, endingMs: 600 };
/** For machines that are busy. */
const PATIENT = { timeout: 15_000, interval: 10 };

describe.skipIf(WHY_NO_POSTGRES !== undefined)(`leases (${WHY_NO_POSTGRES ?? 'in a real PostgreSQL'})`, () => {
  let url: string;
  let port: number;
  const stores: (LeaseStore & { close(): Promise<void> })[] = [];
  const wires: Wire[] = [];
  const holdings: Holding[] = [];
  beforeAll(async () => {
    const server = await sharePostgres();
    ({ port } = server);
    url = await server.newDatabase();
    await (await openPostgres(url)).db.close();
  });
  afterEach(async () => {
    for (const wire of wires) wire.mend();
    await Promise.all(holdings.splice(0).map((holding) => holding.end()));
  });
  afterAll(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await Promise.all(wires.map((wire) => wire.close()));
  });

  const open = (at = url) => {
    const store = createPostgresLeases(at);
    stores.push(store);
    return store;
  };

  let names = 0;
  const newName = () => {
    names += 1;
    return `parts-${names}`;
  };

  /** One process of several: what it has now, and when it gained and lost what. */
  function join(name: string, count: number, leases: LeaseStore = open()) {
    const parts = new Set<number>();
    const log: { at: number; what: 'gained' | 'lost'; part: number }[] = [];
    const faults: unknown[] = [];
    const note = (what: 'gained' | 'lost', { part }: Lease) => log.push({ at: performance.now(), what, part });
    const holding = createHolding({
      ...{ leases, name, count, times: TIMES },
      gain(lease) {
        note('gained', lease);
        parts.add(lease.part);
      },
      async lose(lease) {
        note('lost', lease);
        parts.delete(lease.part);
      },
      onFault: (error) => void faults.push(error),
    });
    holdings.push(holding);
    return { ...holding, parts, log, faults };
  }
  const partsOf = (of: readonly { parts: Set<number> }[]) => of.map(({ parts }) => [...parts].sort());

  it('are shared out fairly among whoever is there, and whoever leaves hands over at once', async () => {
    const name = newName();
    const [one, other, third] = [join(name, 5), join(name, 5), join(name, 5)];
    await one.begin();
    expect(partsOf([one])).toEqual([[0, 1, 2, 3, 4]]);
    await Promise.all([other.begin(), third.begin()]);
    const sizes = () => partsOf([one, other, third]).map(({ length }) => length);
    await expect.poll(() => sizes().sort(), PATIENT).toEqual([1, 2, 2]);
    expect(partsOf([one, other, third]).flat().sort()).toEqual([0, 1, 2, 3, 4]);
    const at = performance.now();
    await one.end();
    await expect.poll(() => partsOf([other, third]).flat().sort(), PATIENT).toEqual([0, 1, 2, 3, 4]);
    expect(performance.now() - at).toBeLessThan(TIMES.leaseMs);
  });

  it('keep their count while somebody has one', async () => {
    const name = newName();
    await join(name, 2).begin();
    const late = join(name, 8);
    await late.begin();
    await expect.poll(() => late.log.length, PATIENT).toBe(1);
    expect(partsOf([late])).toEqual([[1]]);
  });

  it('are given up by whoever is cut off before another has them, and come back when it can be reached', async () => {
    const name = newName();
    const wire = await createWire(port);
    wires.push(wire);
    const cutOff = join(name, 1, open(wire.over(url)));
    await cutOff.begin();
    const other = join(name, 1);
    await other.begin();
    expect(cutOff.isSure()).toBe(true);
    wire.cut();
    await expect.poll(() => other.log, PATIENT).toMatchObject([{ what: 'gained' }]);
    const lost = cutOff.log.find(({ what }) => what === 'lost');
    expect(lost?.at).toBeLessThan((other.log[0]?.at ?? 0) - TIMES.endingMs / 2);
    expect([cutOff.isSure(), partsOf([cutOff])]).toEqual([false, [[]]]);
    wire.mend();
    await other.end();
    await expect.poll(() => partsOf([cutOff]), PATIENT).toEqual([[0]]);
    expect([...cutOff.faults, ...other.faults]).toEqual([]);
  });

  it('that cannot be renewed are told of once, however long it lasts', async () => {
    const leases = open();
    let asked = 0;
    const counted: LeaseStore = {
      ...leases,
      hold(...hold) {
        asked += 1;
        return leases.hold(...hold);
      },
    };
    const one = join(newName(), 1, counted);
    await one.begin();
    await leases.close();
    await expect.poll(() => asked, PATIENT).toBeGreaterThan(5);
    expect(one.faults).toMatchObject([{ code: 'store-unavailable' }]);
  });

  it('that have run out cannot be let go by whoever had them', async () => {
    const [name, leases] = [newName(), open()];
    const [old] = await leases.hold(name, 'one', 1, 0);
    const [now] = await leases.hold(name, 'other', 1, 60_000);
    await leases.letGo([old?.id ?? '']);
    expect(await leases.hold(name, 'third', 1, 60_000)).toEqual([]);
    await leases.letGo([now?.id ?? '']);
    expect(await leases.hold(name, 'third', 1, 60_000)).toMatchObject([{ part: 0, count: 1 }]);
  });

  it('turns of one name are so far apart, whoever asks', async () => {
    const name = newName();
    const given = await Promise.all([open(), open(), open()].map((leases) => leases.nextTurn(name, 5_000)));
    const sorted = given.sort((one, other) => one - other);
    expect(sorted.map((ms) => Math.round(ms / 5_000))).toEqual([0, 1, 2]);
    expect(await open().nextTurn(newName(), 5_000)).toBe(0);
  });
});
