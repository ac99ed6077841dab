import { Api } from 'grammy';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMessageSender } from '../../adapters/telegram/message-sender.ts';
import { createPlaceholders } from '../../adapters/telegram/progress.ts';
import { TIMES } from '../../adapters/telegram/times.ts';
import type { Job } from '../../src/bot/job.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const NEVER = new AbortController().signal;
const STAGES = ['Looking …', 'Finding …', 'Searching …', 'Weighing …'];
const JOB: Job = {
  id: 'job',
  request: {
    ...{ id: '1', platform: 'telegram', command: 'check', text: 'Bats are blind', actorId: '7' },
    chat: { id: '-100', kind: 'group' },
  },
  address: { chatId: -100, messageId: 5 },
  acceptedAt: '2026-01-01T00:00:00.000Z',
  attempts: 1,
};

/** Placeholders as they are in a chat, by the times of every day; `shown` is what stands there, one after the other. */
function open(hasRoom = () => true) {
  const api = new Api('1:AAE-loopback_token_loopback_token_0');
  const shown: string[] = [];
  api.config.use(async (_call, method, payload) => {
    if (/^(?:send|edit)Message/.test(method))
      shown.push(String((payload as { text?: string }).text).split('\n')[1] ?? '');
    return { ok: true, result: { message_id: 6 } } as never;
  });
  const placeholders = createPlaceholders({
    ...{ api, sender: createMessageSender(api, async () => undefined), hasRoom, signal: NEVER },
    note: async () => undefined,
    ...{
      typingAfterMs: TIMES.typingAfterMs,
      afterMs: TIMES.placeholderAfterMs,
      progressEveryMs: TIMES.progressEveryMs,
    },
  });
  return { placeholders, shown };
}

/** A check that takes so long for each of its stages. */
async function goThrough({ placeholders }: ReturnType<typeof open>, stageMs = 2000): Promise<void> {
  for (const line of STAGES) {
    placeholders.progress(JOB, line);
    await vi.advanceTimersByTimeAsync(stageMs);
  }
}

describe('the placeholder of a check', () => {
  it('moves through the stages of one that takes eight seconds', async () => {
    const opened = open();
    opened.placeholders.open(JOB);
    await goThrough(opened);
    expect(opened.shown).toEqual(STAGES);
  });

  it('leaves out what is over before it could be read', async () => {
    const opened = open();
    opened.placeholders.open(JOB);
    await goThrough(opened, 400);
    await vi.advanceTimersByTimeAsync(5000);
    expect(opened.shown).toEqual(['Searching …', 'Weighing …']);
  });

  it('shows how far it is as soon as there is room again, and nothing once the answer is there', async () => {
    let room = true;
    const opened = open(() => room);
    opened.placeholders.open(JOB);
    await vi.advanceTimersByTimeAsync(1500);
    room = false;
    await goThrough(opened);
    expect(opened.shown).toEqual(['']);
    room = true;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(opened.shown).toEqual(['', 'Weighing …']);
    room = false;
    opened.placeholders.progress(JOB, 'Looking …');
    await vi.advanceTimersByTimeAsync(3000);
    await opened.placeholders.close(JOB);
    room = true;
    await vi.advanceTimersByTimeAsync(30_000);
    expect([opened.shown.length, vi.getTimerCount()]).toEqual([2, 0]);
  });
});
