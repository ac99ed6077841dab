import { expect } from 'vitest';
import { openStore } from '../../src/providers/store/open-store.ts';
import type { ErrorCode } from '../../src/shared/errors.ts';
import { toPublicScope, toReview } from '../contracts/samples.ts';

/** Makes a closed store with `count` reviews in it, at this path. */
export async function makeFile(file: string, count = 3): Promise<string> {
  const store = openStore({ file });
  await store.priors.addReviews(Array.from({ length: count }, (_, i) => toReview(`r${i}`)));
  store.close();
  return file;
}

/** Opens the store and reads all of it. */
export async function readAll(file: string): Promise<void> {
  const store = openStore({ file });
  try {
    store.db.prepare('SELECT * FROM reviews').all();
    await store.priors.search(['headlin'], toPublicScope(), 1000);
    store.db.prepare('SELECT * FROM surfaces').all();
  } finally {
    store.close();
  }
}

/** One sentence, with the file's name and no stack in it. */
export const asRefusal = (code: ErrorCode, file: string) =>
  expect.objectContaining({
    name: 'ClaimcheckError',
    code,
    message: expect.stringMatching(
      new RegExp(`^The (store|file) ${file.replaceAll(/[.\\]/g, '\\$&')} [^\\n]*[:,] [^\\n]+\\.$`),
    ),
  });
