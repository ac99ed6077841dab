import { Worker } from 'node:worker_threads';
import { OutOfReach } from '../../core/out-of-reach.ts';
import type { FailureKind, Page } from '../../core/types.ts';
import { orAbort } from '../../shared/async.ts';
import type { RawPage } from './parse-page.ts';
import { watchMemory } from './thread-memory.ts';

/** A thread's answer for a page. The thread sends `ready` once before its first answer. */
export type ParseAnswer = { page: Page } | { why: FailureKind; message?: string };

/** Parses pages in worker threads, so that a page made to be slow does not block the chat and can be stopped. */
export interface ParsePool {
  /** Starts a thread if there is none, so that it is ready when the page arrives. */
  warm(): void;
  /** @throws OutOfReach as `parsePage`, `too-large` if it takes too much time or memory, `unreachable` once closed; or the signal's reason */
  parse(raw: RawPage, signal: AbortSignal): Promise<Page>;
  close(): Promise<void>;
}

/** The limit of a thread's heap in MB; a page of 6 MB needs about 200. */
const MAX_HEAP_MB = 512;

interface Job {
  raw: RawPage;
  signal: AbortSignal;
  resolve(page: Page): void;
  reject(error: unknown): void;
}

interface Thread {
  worker: Worker;
  /** Whether its modules are loaded. Loading takes longer than most pages and does not count towards a page's time limit. */
  ready: boolean;
  job?: Job | undefined;
  /** Lifts the time and memory limits of its job. */
  unlimit?: (() => void) | undefined;
}

/**
 * @param size the most threads
 * @param parseMs the time limit for a page in ms; then its thread is terminated
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
      // The thread needs no environment variables, and a page that took it over must find no secrets.
      env: {},
      stdout: true,
      stderr: true,
    });
    const thread: Thread = { worker, ready: false };
    threads.add(thread);
    worker.unref();
    // What libraries print about a page is untrusted: it is drained and discarded.
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
