import { afterAll, afterEach, beforeEach, describe, vi } from 'vitest';
import { type EmbeddedStore, openStore } from '../../src/providers/store/open-store.ts';
import { describeAtomically } from '../contracts/atomically.ts';
import { createStoreFolder } from './store-folder.ts';

const folder = createStoreFolder();
let store: EmbeddedStore;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-23T08:00:00.000Z') });
  store = openStore({ file: folder.newFile() });
});
afterEach(() => {
  vi.useRealTimers();
  store.close();
});
afterAll(() => folder.remove());

describe('a change of the embedded cache in one step', () => {
  describeAtomically(() => ({
    ...{ atomically: store.atomically, keyv: store.keyv },
    later: async (ms) => void vi.setSystemTime(Date.now() + ms),
  }));
});
