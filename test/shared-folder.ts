import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Makes a folder for what is made once a run, whichever test file needs it first. @returns what removes it in the end */
export default function openSharedFolder(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'claimcheck-shared-'));
  // Test processes get it, and what they start with their own environment.
  process.env.CLAIMCHECK_SHARED = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
