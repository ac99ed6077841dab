import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { EXIT } from './command-line.ts';
import { type ImportDeps, importCommand } from './import.ts';

/** The interval between two readings of an archive. */
const DAY_MS = 24 * 60 * 60 * 1000;
/** How often to check whether one is due. */
const LOOK_MS = 60 * 60 * 1000;
/** Small enough that no card waits noticeably: a hundred records take some 50 ms. */
const BATCH_RECORDS = 100;

export interface KeepArchivesOptions extends Pick<ImportDeps, 'store' | 'fetch' | 'now' | 'signal'> {
  /** Names and addresses, as `npm run import` accepts them. */
  archives: readonly string[];
  /** Called after each archive. */
  onRead?(): Promise<void>;
  /** Receives a line of a report, or a fault that a person can act on. */
  say(line: string, isFault: boolean): void;
  pause?(ms: number, signal: AbortSignal): Promise<unknown>;
}

/** Reads archives again every day, in sequence, until aborted. Never rejects for faults that a person can act on. */
export async function keepArchives(options: KeepArchivesOptions): Promise<void> {
  const { archives, store, now, signal, say, pause = (ms) => sleep(ms, undefined, { signal }) } = options;
  while (!signal.aborted && archives.length > 0) {
    const read = new Map((await store.archives.list()).map(({ name, readAt }) => [name, readAt]));
    for (const name of archives) {
      const last = Date.parse(read.get(name) ?? '');
      if (signal.aborted || now().getTime() - last < DAY_MS) continue;
      const [out, err] = [toLines(), toLines()];
      const code = await importCommand([name], {
        ...options,
        ...{ stdout: out.stream, stderr: err.stream, batchRecords: BATCH_RECORDS },
      });
      // Progress output matters only if the import failed.
      const isFault = code !== EXIT.done;
      await options.onRead?.();
      for (const line of [...out.lines(), ...(isFault ? err.lines() : [])]) say(`${name}: ${line}`, isFault);
    }
    await pause(LOOK_MS, signal).catch(() => {});
  }
}

/** A stream that collects lines. */
function toLines() {
  let text = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += chunk;
      done();
    },
  });
  return {
    stream,
    lines: () =>
      text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
  };
}
