import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CheckOptions, createChecker } from '../../src/core/checker.ts';
import { createMatcher } from '../../src/core/match/matcher.ts';
import type { Budget, PriorIndex } from '../../src/core/ports.ts';
import type { Research } from '../../src/core/run.ts';
import type { Trace } from '../../src/core/trace.ts';
import type { Check, Scope } from '../../src/core/types.ts';
import { openStore } from '../../src/providers/store/open-store.ts';
import { openResearch } from '../../src/wiring/research.ts';
import { sharedPool } from '../peers/pages/index.ts';
import type { World } from '../peers/world/index.ts';
import { NEVER, NOON, toChecks } from './checker-fixture.ts';
import { model } from './match/matching-fixture.ts';

export const GROUP: Scope = {
  platform: 'test',
  chatId: 'c1',
  personId: '',
  visibility: { kind: 'chat', platform: 'test', chatId: 'c1' },
};

/** A busy machine fails no test: only what is about these times shortens them. In ms. */
const PATIENT = { searchMs: 60_000, readMs: 60_000, graceMs: 15_000 };

export interface ResearchCoreOptions {
  file: string;
  now?: () => Date;
  budget?: Budget;
  /** Changes what the world's settings give: leaves the model out, adds a look-up. */
  change?: (research: Research) => Research | undefined;
  /** Stands round the store's own index: counts what it is asked. */
  around?: (priors: PriorIndex) => PriorIndex;
}

/** The real core with the real providers, over a world on loopback and a store file. */
export async function openResearchCore(
  world: World,
  { file, now = () => NOON, budget, change, around }: ResearchCoreOptions,
) {
  const store = openStore({ file });
  const { checks, confirmations } = store;
  const priors = around?.(store.priors) ?? store.priors;
  const { research, close } = await openResearch({
    config: world.research,
    store,
    now,
    fetch,
    places: { ...world.places, pool: sharedPool() },
    ...(budget ? { budget } : {}),
  });
  if (!research) throw new Error('the world gives nothing to look into');
  const patient = { ...research, limits: PATIENT };
  const used = change ? change(patient) : patient;
  const matcher = createMatcher({ priors, model });
  let made = 0;
  const newId = () => `R${String(++made).padStart(7, '0')}`;
  const checker = createChecker({
    checks,
    priors,
    confirmations,
    matcher,
    surroundings: { now, newId },
    ...(used ? { research: used } : {}),
  });
  return {
    store,
    checker,
    /** The only check of a message, and what it cost. */
    async one(
      text: string,
      { signal = NEVER, ...how }: CheckOptions & { signal?: AbortSignal } = {},
    ): Promise<{ check: Check; trace: Trace }> {
      let trace: Trace | undefined;
      const onTrace = (told: Trace) => {
        trace = told;
      };
      const [check, ...more] = toChecks(await checker.check(text, GROUP, signal, { ...how, onTrace }));
      if (!check || !trace || more.length > 0) throw new Error(`${more.length + 1} checks`);
      return { check, trace };
    },
    async close() {
      await close();
      store.close();
    },
  };
}

/** A folder whose files are gone when the tests are. */
export function createFolder() {
  const path = mkdtempSync(join(tmpdir(), 'claimcheck-research-'));
  let count = 0;
  return {
    newFile: () => join(path, `${++count}.sqlite`),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
