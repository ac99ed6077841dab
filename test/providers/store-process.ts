/**
 * A process of its own over a store file, for the tests that need several: `node store-process.ts TASK FILE NAME`.
 * Writes what it has done to standard output, a line each; an error as `{"code","message"}`, with exit code 1.
 */
import { randomUUID } from 'node:crypto';
import { readSync, writeSync } from 'node:fs';
import { DEFAULT_SETTINGS } from '../../src/chat/group-settings.ts';
import { createRateLimits } from '../../src/chat/rate-limits.ts';
import { createSavedResults } from '../../src/chat/saved-results.ts';
import { createBudget } from '../../src/checks/budget.ts';
import { type EmbeddedStore, openStore } from '../../src/providers/store/open-store.ts';
import { ClaimcheckError } from '../../src/shared/errors.ts';
import { toCheck, toPublicScope, toReview } from '../contracts/samples.ts';

const [task = '', file = '', name = ''] = process.argv.slice(2);
const scope = toPublicScope();
const NOON = new Date('2026-11-23T12:00:00.000Z');
// Synchronous: a line is out of the process before the next write begins.
const say = (line: string): void => void writeSync(1, `${line}\n`);

const tasks: Record<string, (store: EmbeddedStore) => Promise<void>> = {
  /** Opens, and that is all. */
  open: async () => say('opened'),
  /** Opens a new file for each byte that comes in, so that several can be made to do so at the same moment. */
  async starts() {
    for (let i = 0; readSync(0, new Uint8Array(1)) === 1; i += 1) {
      openStore({ file: `${file}-${i}` }).close();
      say('opened');
    }
  },
  /** Saves 500 checks and 500 reviews of its own. */
  async insert(store) {
    for (let i = 0; i < 500; i += 1) {
      await store.checks.save(toCheck(`${name}-${i}`), scope);
      await store.priors.addReviews([toReview(`${name}-${i}`)]);
    }
    say('done');
  },
  /** Saves the same 200 claims as everybody else, under ids of its own, and says which id each has. */
  async race(store) {
    for (let i = 0; i < 200; i += 1)
      say((await store.checks.save(toCheck(`${name}-${i}`, { text: `Claim ${i}` }), scope)).id);
  },
  /** Asks 100 times, as ever new people of one group, and says what was let in. */
  async admit(store) {
    const limits = { groupPerDay: 60, groupPerMinute: 0 };
    const rateLimits = createRateLimits({ atomically: store.atomically('manners'), now: () => NOON, limits });
    const chat = { id: 'c1', kind: 'group' } as const;
    for (let i = 0; i < 100; i += 1) {
      const id = `${name}-${i}`;
      const request = { id, platform: 'discord', command: 'check', text: 'x', actorId: id, chat };
      if (!(await rateLimits.admit(request, DEFAULT_SETTINGS))) say(id);
    }
  },
  /** Sets money aside 100 times, and says when it could. Every other time it spends half of it. */
  async reserve(store) {
    const common = { now: () => NOON, prices: { '*': { perSearch: 0.1 } }, limits: { moneyPerDay: 6 } };
    const budget = createBudget({ atomically: store.atomically('budget'), newId: randomUUID, ...common });
    const searches = (times: number) => ({
      modelCalls: 0,
      inputTokens: 0,
      outputTokens: 0,
      searches: { Brave: times },
    });
    for (let i = 0; i < 100; i += 1) {
      const reserved = await budget.reserve(scope, searches(2));
      if (reserved) say(`${name}-${i}`);
      if (i % 2 === 0) await reserved?.settle(searches(1));
    }
  },
  /** Keeps one result for the same person, and says when it is done. */
  async keep(store) {
    await createSavedResults(store.keyv('kept'), store.atomically('kept')).keep('discord', 'p1', [
      { checkId: name, chatId: 'c1' },
    ]);
    say('kept');
  },
  /** Saves until it is killed, and says each id after it was saved. */
  async stream(store) {
    for (let i = 0; ; i += 1) {
      const id = `${name}-${i}`;
      await store.checks.save(toCheck(id), scope, [`alias ${id}`]);
      await store.priors.addReviews([toReview(id), toReview(`${id}-b`)]);
      await store.keyv('kill').set(id, i);
      say(id);
    }
  },
  /** Adds batches of 1,000 reviews until it is killed, and says each batch. */
  async batches(store) {
    for (let i = 0; ; i += 1) {
      await store.priors.addReviews(Array.from({ length: 1000 }, (_, j) => toReview(`${name}-${i}-${j}`)));
      say(`${name}-${i}`);
    }
  },
};

try {
  const store = openStore({ file: task === 'starts' ? ':memory:' : file });
  if (task === 'starts') say('ready');
  await tasks[task]?.(store);
  store.close();
} catch (error) {
  if (!(error instanceof ClaimcheckError)) throw error;
  say(JSON.stringify({ code: error.code, message: error.message }));
  process.exitCode = 1;
}
