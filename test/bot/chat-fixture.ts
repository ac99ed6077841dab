import { randomUUID } from 'node:crypto';
import type { Reply } from '../../commands/reply.ts';
import type { CommandRequest } from '../../commands/request.ts';
import type { RightsCheck } from '../../commands/router.ts';
import type { BotService, ChatAdapter } from '../../src/bot/chat-adapter.ts';
import type { Job } from '../../src/bot/job.ts';
import type { Delivered } from '../../src/chat/posting.ts';
import { newCheckId } from '../../src/checks/check-service.ts';
import { createSqliteJobs } from '../../src/providers/store/sqlite/sqlite-jobs.ts';
import { createSqlitePostings } from '../../src/providers/store/sqlite/sqlite-postings.ts';
import { createSqliteRetention } from '../../src/providers/store/sqlite/sqlite-retention.ts';
import { type ChatOptions, createChat } from '../../src/wiring/chat.ts';
import { type Core, NEVER } from '../core/checker-fixture.ts';

export const NO = async () => false;
export const YES = async () => true;

/** A platform in the test itself: what was delivered, and how. */
export function createTestAdapter(rest: Partial<ChatAdapter> = {}) {
  const sent: { job: Job; reply: Reply }[] = [];
  const updated: string[] = [];
  const waiting: { count: number; resolve(): void }[] = [];
  let fixture: BotService | undefined;
  const adapter: ChatAdapter = {
    platform: 'discord',
    async start(given: BotService) {
      fixture = given;
      return 'connected';
    },
    stop: async () => undefined,
    can: async () => true,
    async deliver(job, reply): Promise<Delivered> {
      sent.push({ job, reply });
      for (const one of waiting) if (sent.length >= one.count) one.resolve();
      if (reply.kind !== 'cards') return [];
      const visible = reply.private ? 'asker' : 'chat';
      const messageId = typeof job.placeholder === 'string' ? job.placeholder : `m-${job.request.id}`;
      return [{ chatId: job.request.chat.id, messageId, checkIds: reply.checkIds ?? [], locale: 'en', visible }];
    },
    async update(posting) {
      updated.push(posting.messageId);
      return 'done';
    },
    ...rest,
  };
  return {
    adapter,
    sent,
    updated,
    get fixture(): BotService {
      if (!fixture) throw new Error('not started');
      return fixture;
    },
    /** Until so many answers were delivered. */
    delivered(count: number): Promise<void> {
      if (sent.length >= count) return Promise.resolve();
      return new Promise((resolve) => waiting.push({ count, resolve }));
    },
    /** Accepts and begins, as an adapter does. */
    async take(request: CommandRequest, can = NO): Promise<Job> {
      if (!fixture) throw new Error('not started');
      const job = await fixture.accept(request, { to: request.id }, can);
      if (!job) throw new Error('handled before');
      fixture.begin(job);
      return job;
    },
    ask: (request: CommandRequest, can: RightsCheck = NO) => fixture?.answerNow(request, can, NEVER),
  };
}

/** Everything that answers on chat platforms, over a real core and its store. Pauses take no time. */
export function openChat(core: Core, rest: Partial<ChatOptions> = {}) {
  const { store, checkService, words, faults } = core;
  const jobs = createSqliteJobs(store.db);
  const postings = createSqlitePostings(store.db);
  const retention = createSqliteRetention(store.db);
  const pauses: number[] = [];
  const chat = createChat({
    checkService,
    checks: store.checks,
    archives: store.archives,
    meta: store.meta,
    confirmations: store.confirmations,
    words,
    jobs,
    postings,
    retention,
    spending: store.spending,
    keyv: store.keyv,
    atomically: store.atomically,
    onFault: (error, where) => void faults.push({ error, where }),
    now: () => new Date('2026-11-23T12:00:00.000Z'),
    newCheckId,
    newJobId: randomUUID,
    newToken: () => randomUUID(),
    random: () => 0,
    graceMs: 200,
    async pause(ms, signal) {
      pauses.push(ms);
      await new Promise(setImmediate);
      signal.throwIfAborted();
    },
    limits: { personPerMinute: 0, groupPerMinute: 0 },
    ...rest,
  });
  return { chat, jobs, postings, retention, pauses };
}
