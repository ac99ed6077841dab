import { Worker } from 'node:worker_threads';
import { OutOfReach } from '../../core/out-of-reach.ts';
import type { FailureKind, Page } from '../../core/types.ts';
import { orAbort } from '../../shared/async.ts';
import type { RawPage } from './parse-page.ts';
import { watchMemory } from './thread-memory.ts';

/** What the thread sends back to a page; `ready` comes once, before. */
export type ParseAnswer = { page: Page } | { why: FailureKind; message?: string };

/** Parses pages in threads of its own: a page that is made to be slow holds up neither the chat nor for ever. */
export interface ParsePool {
  /** Starts a thread if there is none, so that it is ready when the page has come. */
  warm(): void;
  /** @throws OutOfReach `not-a-page`, `too-large` for what takes too long, or the signal's reason */
  parse(raw: RawPage, signal: AbortSignal): Promise<Page>;
  close(): Promise<void>;
}

/** MB of a thread's heap: a page of 6 MB needs about 200. */
const MAX_HEAP_MB = 512;

interface Job {
  raw: RawPage;
  signal: AbortSignal;
  resolve(page: Page): void;
  reject(error: unknown): void;
}

interface Thread {
  worker: Worker;
  /** Loading its modules takes longer than most pages, and is not the page's fault. */
  ready: boolean;
  job?: Job | undefined;
  /** Ends the limits of time and memory that hold for its job. */
  unlimit?: (() => void) | undefined;
}

/**
 * @param size how many threads at most
 * @param parseMs after this a thread is ended, together with its page
 */
export function createParsePool(size: number, parseMs: number): ParsePool {
  const threads = new Set<Thread>();
  const waiting: Job[] = [];

  function finish(thread: Thread): Job | undefined {
    const { job } = thread;
    thread.unlimit?.();
    thread.job = undefined;
    thread.worker.unref();
    return job;
  }

  function end(thread: Thread, error: OutOfReach): void {
    threads.delete(thread);
    finish(thread)?.reject(error);
    void thread.worker.terminate();
    next();
  }

  function setLimit(thread: Thread): void {
    if (!thread.ready || !thread.job) return;
    const endWith = (why: string) => end(thread, new OutOfReach('too-large', why));
    const timer = setTimeout(() => endWith('the page takes too long to read'), parseMs);
    const unwatch = watchMemory(thread.worker, () => endWith('the page takes too much memory to read'));
    thread.unlimit = () => {
      clearTimeout(timer);
      unwatch();
    };
  }

  function start(): Thread {
    const worker = new Worker(new URL('./parse-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
      // The thread needs no setting, and a page that took it over would find none.
      env: {},
      stdout: true,
      stderr: true,
    });
    const thread: Thread = { worker, ready: false };
    threads.add(thread);
    worker.unref();
    // What libraries print about a page is hostile text: it goes nowhere, and does not pile up.
    worker.stdout.resume();
    worker.stderr.resume();
    worker.on('message', (answer: ParseAnswer | 'ready') => {
      if (answer === 'ready') {
        thread.ready = true;
        setLimit(thread);
        return;
      }
      const job = finish(thread);
      if ('page' in answer) job?.resolve(answer.page);
      else job?.reject(new OutOfReach(answer.why, answer.message ?? 'the page cannot be read'));
      next();
    });
    worker.on('error', (error) =>
      end(thread, new OutOfReach('not-a-page', 'the page cannot be read', { cause: error })),
    );
    return thread;
  }

  function next(): void {
    const idle = [...threads].find((thread) => !thread.job);
    if (waiting.length === 0 || (!idle && threads.size >= size)) return;
    const job = waiting.shift();
    if (!job) return;
    if (job.signal.aborted) {
      next();
      return;
    }
    const thread = idle ?? start();
    thread.job = job;
    thread.worker.ref();
    setLimit(thread);
    thread.worker.postMessage(job.raw);
  }

  return {
    warm() {
      if (threads.size === 0) start();
    },
    parse(raw, signal) {
      const parsed = new Promise<Page>((resolve, reject) => {
        waiting.push({ raw, signal, resolve, reject });
        next();
      });
      return orAbort(parsed, signal);
    },
    async close() {
      for (const job of waiting.splice(0)) job.reject(new OutOfReach('unreachable', 'the reader is closed'));
      await Promise.all(
        [...threads].map(async (thread) => {
          finish(thread)?.reject(new OutOfReach('unreachable', 'the reader is closed'));
          threads.delete(thread);
          await thread.worker.terminate();
        }),
      );
    },
  };
}
