import { orAfter } from '../../src/shared/async.ts';
import { toUnreachableError } from './errors.ts';

/** @throws ClaimcheckError `platform-unreachable` if the work takes longer than `limitMs` */
export function within(limitMs: number, work: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(toUnreachableError('no answer in time')), limitMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Until all have ended, or so many ms have passed. */
export function settled(running: Iterable<Promise<void>>, limitMs: number): Promise<void> {
  return orAfter(limitMs, Promise.allSettled(running));
}
