import { orAfter, watchClock } from '../shared/async.ts';
import type { BotService, ChatAdapter } from './chat-adapter.ts';
import type { JobStore } from './job.ts';
import type { JobRunner } from './job-runner.ts';

/**
 * How long adapters have to stop, in ms. Most systems send SIGKILL ten seconds after SIGTERM (docker's default): together with the runner's grace
 * period, and the time `npm start` lets connections linger, this is less.
 */
const ADAPTERS_MS = 3_500;

/** The started chat platforms, by name. */
export interface Platforms {
  get(platform: string): ChatAdapter | undefined;
  /** Whether it is started and connected now. */
  isConnected(platform: string): boolean;
  /**
   * Starts a platform, then resumes its unanswered jobs.
   * @returns the adapter's line for the operator
   * @throws the errors of the adapter's `start`
   */
  start(adapter: ChatAdapter, service: BotService, begin: JobRunner['begin']): Promise<string>;
  /** Stops all of them, and waits for `others` too; at most 3.5 s, whatever hangs. */
  stop(others: Iterable<Promise<void>>): Promise<void>;
}

/** Creates the registry; nothing is started yet. */
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
        // Read before the start: later jobs are begun by the adapter, once it has acknowledged them.
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
