import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { type Core, createCoreFolder } from './checker-fixture.ts';

/** The core of the test that runs: each test of the file has its own, over a copy of a store with the starter pack. */
export function useCore(): Core {
  let folder: Awaited<ReturnType<typeof createCoreFolder>>;
  const core = {} as Core;
  beforeAll(async () => {
    folder = await createCoreFolder();
  });
  beforeEach(() => {
    Object.assign(core, folder.open());
  });
  afterEach(() => folder.closeAll());
  afterAll(() => folder.remove());
  return core;
}
