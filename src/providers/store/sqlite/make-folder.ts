import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it that are missing, one by one. Node's own `recursive` never returns where a file system
 * refuses a new folder with ENOENT, as Linux does below /proc: it goes up to the parent, finds it there, and tries again.
 *
 * @param path absolute
 * @param mode of each folder that is made
 * @throws the file system's error, ENOENT where nothing can be made
 */
export function makeFolder(path: string, mode: number): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent, mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    // Another process may have made it in between.
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}
