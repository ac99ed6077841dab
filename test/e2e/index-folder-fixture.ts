import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Writable } from 'node:stream';
import { indexFolderCommand } from '../../src/cli/index-folder.ts';
import type { ToText } from '../../src/providers/documents/document-file.ts';
import { createPageToText } from '../../src/providers/documents/page-to-text.ts';
import { createDocumentFolder } from '../../src/providers/search/document-folder.ts';
import { type EmbeddedStore, openStore } from '../../src/providers/store/open-store.ts';

const now = () => new Date();

/** The figures of a printed report: added, changed, unchanged, removed, refused. */
export const toCounts = (out: string): number[] =>
  ['added', 'changed', 'unchanged', 'removed', 'refused'].map((name) =>
    Number(new RegExp(`^ {2}${name} +([\\d,]+)$`, 'm').exec(out)?.[1]?.replaceAll(',', '')),
  );

/** A folder of documents beside a store, and the index command over both. */
export function createIndexFixture() {
  const base = mkdtempSync(join(tmpdir(), 'claimcheck-index-'));
  const folder = join(base, 'docs');
  const file = join(base, 'store.db');
  mkdirSync(folder);
  const store = openStore({ file });
  const toText = createPageToText(now);
  return {
    base,
    folder,
    file,
    store,
    toText,
    write(name: string, content: string | Uint8Array): string {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      return path;
    },
    async run(
      args: string[],
      options: { signal?: AbortSignal; toText?: ToText; tty?: boolean; documents?: EmbeddedStore['documents'] } = {},
    ) {
      const texts = { out: '', err: '' };
      const toStream = (key: 'out' | 'err') =>
        new Writable({
          write(chunk, _encoding, done) {
            texts[key] += chunk;
            done();
          },
        });
      const code = await indexFolderCommand(args, {
        store: { ...store, documents: options.documents ?? store.documents },
        toText: options.toText ?? toText,
        stdout: toStream('out'),
        stderr: Object.assign(toStream('err'), { isTTY: options.tty ?? false }),
        now,
        signal: options.signal ?? new AbortController().signal,
      });
      return { code, ...texts };
    },
    find: async (text: string) =>
      createDocumentFolder({ documents: store.documents }).search(
        { text, language: 'en', limit: 10 },
        new AbortController().signal,
      ),
    async remove(): Promise<void> {
      store.close();
      await toText.close();
      rmSync(base, { recursive: true, force: true });
    },
  };
}
