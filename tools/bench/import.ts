import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { importCommand } from '../../src/cli/import.ts';
import { type EmbeddedStore, openStore } from '../../src/providers/store/open-store.ts';
import { createBenchCorpus, toClaimReviewRecord } from './corpus.ts';
import { type BenchRun, type Figure, toFigure } from './figures.ts';

/** Source: issue 2, "Speed and memory". */
const IMPORT_TARGET = 5_000;

/** Times the import of a made-up JSON Lines archive into a new store file, and a second import of the same archive. */
export async function benchImport(run: BenchRun): Promise<Figure[]> {
  const { records, folder, say, signal } = run;
  const archive = join(folder, 'archive.jsonl');
  const shown = records.toLocaleString('en-GB');
  say(`import: writes an archive of ${shown} records …`);
  const lines = Iterator.from(toLines(records));
  await pipeline(Readable.from(lines), createWriteStream(archive), { signal });
  say('import: reads it …');
  const store = openStore({ file: join(folder, 'import.db') });
  try {
    const first = await time();
    const found = await store.reviewCount();
    if (found !== records) throw new Error(`Only ${found} of ${records} records were imported.`);
    return [
      toFigure(`import of ${shown} records`, 'records/s', [first], IMPORT_TARGET),
      toFigure(`import of the same ${shown} again`, 'records/s', [await time()]),
    ];
  } finally {
    store.close();
  }

  async function time(): Promise<number> {
    return records / (await timeImport([archive], { store, signal }));
  }
}

/** Imports in this process. @returns seconds @throws Error if the import fails; the signal's reason */
export async function timeImport(
  args: string[],
  { store, signal, now = () => new Date() }: { store: EmbeddedStore; signal: AbortSignal; now?(): Date },
): Promise<number> {
  const printed: string[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      printed.push(String(chunk));
      done();
    },
  });
  const start = performance.now();
  const code = await importCommand(args, { store, stdout: sink, stderr: sink, fetch, now, signal });
  const seconds = (performance.now() - start) / 1000;
  signal.throwIfAborted();
  if (code !== 0) throw new Error(`The import ended with ${code}: ${printed.join('')}`);
  return seconds;
}

function* toLines(records: number): Generator<string> {
  const corpus = createBenchCorpus(records);
  for (let place = 0; place < records; place += 1)
    yield `${JSON.stringify(toClaimReviewRecord(corpus.next(), place))}\n`;
}
