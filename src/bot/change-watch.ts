const LOOK_MS = 30_000;
/** Where it is kept up to which moment changes were seen. */
const SEEN = 'changes-seen-until';

export interface ChangeWatchOptions {
  /** Checks whose verdict has changed after that moment, oldest first. */
  changedSince(moment: string): Promise<{ id: string; checkedAt: string }[]>;
  meta: { get(key: string): Promise<string | undefined>; set(key: string, value: string): Promise<void> };
  follow(checkId: string, checkedAt: string): void;
  now(): Date;
  onFault(error: unknown): void;
}

/** Sees what other processes change: an import by hand, or a start with other publishers trusted. */
export interface ChangeWatch {
  /** Looks once. Rejects with the store's errors. */
  look(): Promise<void>;
  /** Looks every half a minute from now on; a second call changes nothing. */
  begin(): void;
  end(): void;
}

/** Makes the watch. What was changed while no bot was running is seen at its next start. */
export function createChangeWatch({ changedSince, meta, follow, now, onFault }: ChangeWatchOptions): ChangeWatch {
  let timer: NodeJS.Timeout | undefined;
  async function look() {
    const since = await meta.get(SEEN);
    // The first bot on a store has posted nothing yet.
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
