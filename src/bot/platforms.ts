import { orAfter, watchClock } from '../shared/async.ts';
import type { BotService, ChatAdapter } from './chat-adapter.ts';
import type { JobStore } from './job.ts';
import type { JobRunner } from './job-runner.ts';

/**
 * What the adapters get to say goodbye, in ms. Ten seconds after SIGTERM comes SIGKILL in most places (docker's own default): with the
 * runner's grace, and what `npm start` lets connections linger, this is less.
 */
const ADAPTERS_MS = 3_500;

/** The chat platforms that are started, by name. */
export interface Platforms {
  get(platform: string): ChatAdapter | undefined;
  /** Whether it was started, and is reached at this moment. */
  isConnected(platform: string): boolean;
  /**
   * Starts a platform, then takes up what was left unanswered on it.
   * @returns the adapter's line for the operator
   * @throws what the adapter's `start` throws
   */
  start(adapter: ChatAdapter, service: BotService, begin: JobRunner['begin']): Promise<string>;
  /** Stops them all, and waits for `others` with them. Within 3.5 s, whatever hangs. */
  stop(others: Iterable<Promise<void>>): Promise<void>;
}

/** Makes it; nothing is started yet. */
export function createPlatforms(jobs: Pick<JobStore, 'unfinished'>): Platforms {
  const started = new Map<string, ChatAdapter>();
  const connected = new Set<ChatAdapter>();
  const endWatch = watchClock(() => {
    for (const adapter of started.values()) adapter.clockSetBack?.();
  });
  return {
    get: (platform) => started.get(platform),
    isConnected(platform) {
      const adapter = started.get(platform);
      return adapter !== undefined && connected.has(adapter) && (adapter.isConnected?.() ?? true);
    },
    async start(adapter, service, begin) {
      const { platform } = adapter;
      started.set(platform, adapter);
      try {
        // Before the start: what comes in from then on is begun by the adapter, once it has acknowledged it.
        const left = (await jobs.unfinished()).filter(({ request }) => request.platform === platform);
        const line = await adapter.start(service);
        connected.add(adapter);
        for (const job of left) if (adapter.owns?.(job) ?? true) begin(job);
        return line;
      } catch (error) {
        started.delete(platform);
        throw error;
      }
    },
    async stop(others) {
      endWatch();
      const stopped = [...started.values()].map((adapter) => adapter.stop());
      await orAfter(ADAPTERS_MS, Promise.allSettled([...others, ...stopped]));
    },
  };
}
