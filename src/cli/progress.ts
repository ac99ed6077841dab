import type { Writable } from 'node:stream';

/** A terminal is redrawn often; a log gets a line now and then. */
const DRAW_EVERY_MS = 100;
const LINE_EVERY_MS = 5_000;
const BAR_WIDTH = 24;

/** Shows the progress of an import or an indexing. */
export interface Progress {
  /** Reports the progress; draws only when it is due. */
  at(bytes: number, records: number): void;
  /** Clears the bar, so that the next output starts on its own line. */
  end(): void;
}

/** Where progress is shown. */
export interface ProgressOptions {
  stream: Writable & { isTTY?: boolean };
  /** Absent if unknown. */
  totalBytes: number | undefined;
  now(): Date;
}

const toSize = (bytes: number): string =>
  bytes < 1e6
    ? `${Math.ceil(bytes / 1e3)} kB`
    : bytes < 1e9
      ? `${(bytes / 1e6).toFixed(1)} MB`
      : `${(bytes / 1e9).toFixed(2)} GB`;

/** A bar on a terminal; elsewhere a line every few seconds. */
export function createProgress({ stream, totalBytes, now }: ProgressOptions): Progress {
  const isTerminal = stream.isTTY === true;
  let last = isTerminal ? 0 : now().getTime();
  let isDrawn = false;

  const toText = (bytes: number, records: number): string => {
    const read = `${records.toLocaleString('en-GB')} records, ${toSize(bytes)}`;
    if (!totalBytes) return read;
    const share = Math.min(1, bytes / totalBytes);
    const filled = Math.round(share * BAR_WIDTH);
    const bar = isTerminal ? `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ` : '';
    return `${bar}${Math.floor(share * 100)} %  ${read} of ${toSize(totalBytes)}`;
  };

  return {
    at(bytes, records) {
      const time = now().getTime();
      if (time - last < (isTerminal ? DRAW_EVERY_MS : LINE_EVERY_MS)) return;
      last = time;
      isDrawn = isTerminal;
      stream.write(isTerminal ? `\r\x1b[2K${toText(bytes, records)}` : `${toText(bytes, records)}\n`);
    },
    end() {
      if (isDrawn) stream.write('\r\x1b[2K');
      isDrawn = false;
    },
  };
}
