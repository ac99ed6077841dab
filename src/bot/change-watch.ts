const LOOK_MS = 30_000;
/** The key of the time up to which changes were seen. */
const SEEN = 'changes-seen-until';

export interface ChangeWatchOptions {
  /** Checks whose verdict changed after that time, oldest first. */
  changedSince(moment: string): Promise<{ id: string; checkedAt: string }[]>;
  meta: { get(key: string): Promise<string | undefined>; set(key: string, value: string): Promise<void> };
  follow(checkId: string, checkedAt: string): void;
  now(): Date;
  onFault(error: unknown): void;
}

/** Notices changes by other processes: a manual import, or a start with other trusted publishers. */
export interface ChangeWatch {
  /** Looks once. Rejects with the store's errors. */
  look(): Promise<void>;
  /** Looks every half a minute from now on; further calls do nothing. */
  begin(): void;
  end(): void;
}

/** Creates the watch. Changes made while no bot was running are noticed at the next start. */
export function createChangeWatch({ changedSince, meta, follow, now, onFault }: ChangeWatchOptions): ChangeWatch {
  let timer: NodeJS.Timeout | undefined;
  async function look() {
    const since = await meta.get(SEEN);
    // On a new store the bot has posted nothing yet.
    if (since === undefined) return meta.set(SEEN, now().toISOString());
    const changed = await changedSince(since);
    for (const { id, checkedAt } of changed) follow(id, checkedAt);
    const last = changed.at(-1);
    if (last) await meta.set(SEEN, last.checkedAt);
  }
  return {
    look,
    begin() {
      timer ??= setInterval(() => look().catch(onFault), LOOK_MS).unref();
    },
    end() {
      clearInterval(timer);
      timer = undefined;
    },
  };
}
