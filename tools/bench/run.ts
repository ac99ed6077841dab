/** What every part of the bench is given. */
export interface BenchRun {
  sizes: readonly number[];
  samples: number;
  runs: number;
  records: number;
  /** For all files; it is removed afterwards. */
  folder: string;
  /** Folder of the starter pack. */
  starter: string;
  /** Tells whoever waits what is going on. */
  say(line: string): void;
  signal: AbortSignal;
}
