/** Runs work one after another within this process, in the order of the calls; one that fails does not stop the next. */
export type Lock = <T>(work: () => Promise<T>) => Promise<T>;

/** Makes a lock of its own. */
export function createLock(): Lock {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
}
