import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of its own for the store files of one test file. */
export function createStoreFolder() {
  const path = mkdtempSync(join(tmpdir(), 'claimcheck-store-'));
  chmodSync(path, 0o755);
  let made = 0;
  return {
    path,
    /** A path at which there is nothing yet. */
    newFile() {
      made += 1;
      return join(path, `store-${made}.db`);
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
