import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { importCommand } from '../../src/cli/import.ts';
import { openStore } from '../../src/providers/store/open-store.ts';

export const toReview = (n: number, changes: object = {}) => ({
  '@type': 'ClaimReview',
  url: `https://example.org/${n}`,
  claimReviewed: `Claim number ${n} says something about ${n} things`,
  author: { name: 'Checkers' },
  reviewRating: { alternateName: 'False' },
  ...changes,
});

export const toReviews = (count: number): object[] => Array.from({ length: count }, (_, n) => toReview(n));

/** An archive of so many reviews as JSON Lines, each line ended. */
export const toLines = (count: number): string =>
  toReviews(count)
    .map((review) => `${JSON.stringify(review)}\n`)
    .join('');

/** The figures of a printed report. */
export const toCounts = (out: string) =>
  Object.fromEntries(
    ['added', 'changed', 'unchanged', 'refused'].map((name) => [
      name,
      Number(new RegExp(`^ {2}${name} +([\\d,]+)$`, 'm').exec(out)?.[1]?.replaceAll(',', '')),
    ]),
  );

export interface RunOptions {
  signal?: AbortSignal;
  tty?: boolean;
  stallMs?: number;
  /** Its clock; without it, the machine's. */
  now?(): Date;
  /** Told after each batch that is in the store. */
  onBatch?(): void;
}

/** A folder with a store, and the import command over it. */
export function createImportFixture() {
  const folder = mkdtempSync(join(tmpdir(), 'claimcheck-import-'));
  const file = join(folder, 'store.db');
  const store = openStore({ file });
  let server: Server | undefined;
  return {
    folder,
    file,
    store,
    write(name: string, content: string | Uint8Array): string {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
    async serve(answer: (path: string, response: ServerResponse) => void): Promise<string> {
      const listening = createServer((request, response) => answer(request.url ?? '', response));
      server = listening;
      await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
      return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
    },
    async run(args: string[], { signal, tty = false, stallMs, onBatch, now = () => new Date() }: RunOptions = {}) {
      const texts = { out: '', err: '' };
      const toStream = (key: 'out' | 'err') =>
        new Writable({
          write(chunk, _encoding, done) {
            texts[key] += chunk;
            done();
          },
        });
      const addReviews: typeof store.priors.addReviews = async (reviews) => {
        const counts = await store.priors.addReviews(reviews);
        onBatch?.();
        return counts;
      };
      const code = await importCommand(args, {
        store: { ...store, priors: { ...store.priors, addReviews } },
        stdout: toStream('out'),
        stderr: Object.assign(toStream('err'), { isTTY: tty }),
        fetch,
        now,
        signal: signal ?? new AbortController().signal,
        ...(stallMs === undefined ? {} : { stallMs }),
      });
      return { code, ...texts };
    },
    async remove(): Promise<void> {
      store.close();
      server?.closeAllConnections();
      await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
