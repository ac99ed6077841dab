import { afterAll, afterEach, beforeEach } from 'vitest';
import { type EmbeddedStore, openStore } from '../../src/providers/store/open-store.ts';
import { createStoreFolder } from './store-folder.ts';

/** A store file of its own for each test of a file; what is opened is closed behind it. */
export function useStoreFile() {
  const folder = createStoreFolder();
  const opened: EmbeddedStore[] = [];
  let path: string;
  beforeEach(() => {
    path = folder.newFile();
  });
  afterEach(() => {
    for (const store of opened.splice(0)) store.close();
  });
  afterAll(() => folder.remove());
  return {
    /** The running test's file. */
    path: () => path,
    /** Opens it, once more where it is open already. */
    open(): EmbeddedStore {
      const store = openStore({ file: path });
      opened.push(store);
      return store;
    },
  };
}
