import { setTimeout as sleep } from 'node:timers/promises';
import type { Keyv } from 'keyv';
import { createChatCommands } from '../../commands/index.ts';
import type { PassedOn } from '../../commands/privacy.ts';
import type { CommandRequest } from '../../commands/request.ts';
import { createRouter, type RouterOptions } from '../../commands/router.ts';
import { createAnswering } from '../bot/answer-jobs.ts';
import { createBotService } from '../bot/bot-service.ts';
import { createCardFollower } from '../bot/card-follower.ts';
import type { BotService, ChatAdapter } from '../bot/chat-adapter.ts';
import { createForget } from '../bot/forget.ts';
import { createHousekeeping } from '../bot/housekeeping.ts';
import type { JobDispatch, JobStore } from '../bot/job.ts';
import { createJobRunner, type JobRunner } from '../bot/job-runner.ts';
import type { LeaseStore } from '../bot/leases.ts';
import { createPlatforms } from '../bot/platforms.ts';
import { createSharing, type Role } from '../bot/share-jobs.ts';
import { createSharedEvents } from '../bot/shared-events.ts';
import { createGroupSettings, type GroupKey } from '../chat/group-settings.ts';
import { createLinkTokens } from '../chat/links.ts';
import type { Atomically, PostingStore, RetentionStore, SpendingStore } from '../chat/ports.ts';
import { createRateLimits, type RateLimitOptions } from '../chat/rate-limits.ts';
import { createSavedResults } from '../chat/saved-results.ts';
import type { CheckService } from '../checks/check-service.ts';
import type { Confirmations } from '../checks/confirmations.ts';
import { createShare } from '../checks/share-check.ts';
import { defined } from '../core/defined.ts';
import type { CheckStore, ConfirmationStore, ImageReader } from '../core/ports.ts';
import type { ArchiveStore, StoreMeta } from '../providers/store/ports.ts';
import type { Posted } from '../status/metrics.ts';

export interface ChatOptions {
  checkService: CheckService;
  checks: CheckStore;
  archives: Pick<ArchiveStore, 'changedSince'>;
  meta: Pick<StoreMeta, 'get' | 'set'>;
  confirmations: ConfirmationStore;
  words: Confirmations;
  jobs: JobStore;
  /** Distributes jobs over processes. Absent: this process runs every job that it accepts. */
  dispatch?: JobDispatch;
  /** `all` by default. */
  role?: Role;
  /** Decides which of several processes purges, and follows changes. Absent: there is only this process. */
  leases?: LeaseStore;
  postings: PostingStore;
  retention: RetentionStore;
  spending: Pick<SpendingStore, 'ofGroup'>;
  /** Durable caches by namespace. `coded`: the file contains no readable keys. */
  keyv(namespace: string, options?: { coded?: boolean }): Keyv;
  /** The same caches, for atomic changes. */
  atomically(namespace: string, options?: { coded?: boolean; unhurried?: boolean }): Atomically;
  /** Absent: text in pictures cannot be read, and the sender is told so. */
  images?: ImageReader;
  /** What is passed on, for /privacy; nothing by default. */
  passedOn?: PassedOn;
  limits?: Partial<RateLimitOptions>;
  /** Moderators named by the operator, as `platform:id`: their word on claims counts everywhere. */
  operators?: readonly string[];
  onFault: RouterOptions['onFault'];
  /** Called with the outcome of an answer, or of an updated card. */
  onPosted?(platform: string, what: Posted): void;
  now(): Date;
  /** Makes a check id. */
  newCheckId(): string;
  /** Makes a globally unique job id. */
  newJobId(): string;
  /** Makes a token with at least 96 random bits, of at most 64 letters, digits, `_` and `-`. */
  newToken(): string;
  random(): number;
  /** How long running checks may continue after `stop`, in ms; 3,500 by default. */
  graceMs?: number;
  /** Waits between attempts; tests pass a faster one. */
  pause?(ms: number, signal: AbortSignal): Promise<void>;
}

/** The check service, the commands and the platforms, connected. */
export interface Chat {
  /** Starts a platform, then resumes its unanswered jobs. @returns the adapter's line for the operator. @throws as the adapter's `start` */
  start(adapter: ChatAdapter): Promise<string>;
  /** Whether a platform is started and connected now. */
  isConnected(platform: string): boolean;
  /** Lets running checks end, then stops every started platform; at most 7.5 s, whatever hangs. */
  stop(): Promise<void>;
  /** Edits the posted cards of checks that changed without a request; runs by itself every half a minute. */
  followChanges(): Promise<void>;
  /** Deletes what has expired; runs by itself once a day, the first time soon after the start. */
  purge(): Promise<{ checks: number; jobs: number; postings: number }>;
}

/** Connects everything that answers on chat platforms. */
export function createChat(options: ChatOptions): Chat {
  const {
    checkService,
    checks,
    confirmations,
    words,
    jobs,
    postings,
    retention,
    keyv,
    atomically,
    onFault,
    now,
    random,
    onPosted = () => {},
  } = options;
  const operators = new Set(options.operators);
  const pause = options.pause ?? ((ms, signal) => sleep(ms, undefined, { signal }));
  const platforms = createPlatforms({ unfinished: () => sharing.unfinished() });
  const stopping = new AbortController();
  const kept = createSavedResults(keyv('kept', { coded: true }), atomically('kept', { coded: true }));
  const following = new Set<Promise<void>>();
  const follow = (work: Promise<void>) => {
    const end = work.finally(() => following.delete(end));
    following.add(end);
  };
  /** The same work, with failures counted. */
  const counted = async <T>(platform: string, work: T | Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      onPosted(platform, 'failed');
      throw error;
    }
  };
  const stores = {
    settings: createGroupSettings(keyv('settings'), atomically('settings')),
    rateLimits: createRateLimits({
      // Every request is counted; its acknowledgement does not wait for the counter to reach the disk.
      atomically: atomically('manners', { coded: true, unhurried: true }),
      now,
      ...defined({ limits: options.limits }),
    }),
    kept,
    links: createLinkTokens(keyv('links'), options.newToken),
    postings,
    retention,
    spentThisMonth: (group: GroupKey) => options.spending.ofGroup(group, `${now().toISOString().slice(0, 7)}-01`),
    share: createShare({ checks, confirmations, words, newId: options.newCheckId, now }),
    maySee: async (platform: string, personId: string, chatId: string) =>
      (await platforms.get(platform)?.can(personId, 'see', chatId)) ?? false,
    addressOf: (platform: string, chat: CommandRequest['chat'], messageId: string) =>
      platforms.get(platform)?.addressOf?.(chat, messageId),
    forget: createForget({
      retention,
      kept,
      postings,
      rewrite: (standing) => follower.rewrite(standing),
      ended: (platform, personId) => runner.ended(platform, personId),
      later: follow,
      onFault: (error) => onFault(error, { platform: '', command: 'forget', id: '' }),
    }),
  };
  const commands = createChatCommands(stores, options.passedOn ?? { searches: false, models: [] });
  const router = createRouter({ commands, checkService, onFault });
  const answering = createAnswering({
    router,
    stores,
    checks,
    priorChecks: checkService,
    now,
    ...defined({ images: options.images }),
    mayPin: async ({ platform, actorId, chat }) =>
      (await platforms.get(platform)?.can(actorId, 'pin', chat.id)) ?? false,
    pictureOf: (platform) => platforms.get(platform)?.fetchPicture?.bind(platforms.get(platform)),
  });
  const follower = createCardFollower({
    postings,
    updaterOf(platform) {
      const adapter = platforms.get(platform);
      const update = adapter?.update?.bind(adapter);
      if (!update) return undefined;
      return async (...asked) => {
        const outcome = await counted(platform, update(...asked));
        onPosted(platform, outcome === 'done' ? 'edited' : 'failed');
        return outcome;
      };
    },
    toReply: answering.toPostingReply,
    onFault,
    now,
    pause,
    signal: stopping.signal,
  });
  const runner: JobRunner = createJobRunner({
    jobs,
    postings,
    isOpen: (platform) => platforms.get(platform)?.deliver !== undefined,
    async deliver(job, reply, signal) {
      const { platform } = job.request;
      const made = platforms.get(platform)?.deliver?.(job, reply, signal);
      if (!made) throw new Error(`${platform} is not started`);
      const delivered = await counted(platform, made);
      onPosted(platform, delivered === 'keep' ? 'kept' : 'sent');
      return delivered;
    },
    begun: (job) => platforms.get(job.request.platform)?.begun?.(job),
    progress: (job, stage) => platforms.get(job.request.platform)?.progress?.(job, answering.toProgress(job, stage)),
    answer: answering.answerJob,
    toApology: answering.toApology,
    async onDelivered(job, reply, made) {
      await answering.noteDelivered(job, reply, made);
      for (const [id, checkedAt] of await answering.toChanged(job, reply)) follow(follower.follow(id, checkedAt));
    },
    onFault,
    now,
    random,
    pause,
    ...defined({ graceMs: options.graceMs }),
  });
  const { role = 'all', dispatch, leases } = options;
  const house = createHousekeeping({
    ...{ retention, leases, now, meta: options.meta, changedSince: options.archives.changedSince },
    follow: (id, checkedAt) => follow(follower.follow(id, checkedAt)),
    onFault: (error, command) => onFault(error, { platform: '', command, id: '' }),
  });
  const sharing = createSharing({ role, dispatch, jobs, runner, forget: stores.forget, onFault });

  const serviceOf = (platform: string): BotService =>
    createBotService({
      ...{ platform, router, runner: sharing, answering, stores, jobs, operators, now, pause },
      ...defined({ isFirst: dispatch && createSharedEvents(atomically('events', { coded: true, unhurried: true })) }),
      priorChecks: checkService,
      rewrite: (posting) => follow(follower.rewrite([posting])),
      newJobId: options.newJobId,
    });

  return {
    async start(adapter) {
      const line = await platforms.start(adapter, serviceOf(adapter.platform), sharing.begin);
      await sharing.work(adapter.platform);
      if (role !== 'gateway') house.begin();
      return line;
    },
    async stop() {
      const left = house.end();
      sharing.end();
      await runner.stop();
      stopping.abort(new Error('the bot stops'));
      await left;
      await platforms.stop(following);
    },
    isConnected: platforms.isConnected,
    followChanges: house.look,
    purge: house.purge,
  };
}
