import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { createTelegramAdapter, type TelegramOptions } from '../../adapters/telegram/index.ts';
import type { ChatAdapter } from '../../src/bot/chat-adapter.ts';
import type { Job } from '../../src/bot/job.ts';
import type { VerdictCard } from '../../src/core/card/verdict-card.ts';
import { createSqliteJobs } from '../../src/providers/store/sqlite/sqlite-jobs.ts';
import type { Chat, ChatOptions } from '../../src/wiring/chat.ts';
import { openChat } from '../bot/chat-fixture.ts';
import { type Core, createCoreFolder, NOON } from '../core/checker-fixture.ts';
import {
  createTelegramPeer,
  type PeerChat,
  type PeerUser,
  type TelegramPeer,
  type TelegramPeerOptions,
} from '../peers/telegram/index.ts';
import { breachesOf } from '../peers/telegram/spec.ts';

/** A card with everything on it. */
export const SAMPLE_CARD: VerdictCard = {
  checkId: '7K3M9Q2A',
  label: 'false',
  symbol: '❌',
  heading: 'False',
  attribution: 'Rated “Wrong” by Example Checks, checked 26 Apr 2025',
  claim: 'The Great Wall of China can be seen from the Moon',
  why: 'From the Moon no building on Earth can be seen. The wall is long, but narrow.',
  sources: [
    {
      number: 1,
      title: 'Great Wall of China',
      publisher: 'Wikipedia',
      date: '3 Mar 2025',
      url: 'https://en.wikipedia.org/wiki/Great_Wall_of_China',
      statement: 'The claim that it is visible from the Moon is false.',
      quoted: true,
      stance: 'refutes the claim',
      note: 'page not opened for this card',
    },
  ],
  related: [
    {
      symbol: '⚠️',
      heading: 'Misleading',
      claim: 'The Great Wall can be seen from orbit',
      publisher: 'Example Checks',
      differs: 'differs in the place: “orbit”, not “the Moon”',
      url: 'https://example.org/checks/1',
    },
  ],
  notes: [],
  details: [],
  asOf: 'As of 26 Apr 2025',
  confidence: 'Confidence: high',
  idLine: 'Check 7K3M9Q2A',
  titles: { claim: 'Claim', sources: 'Sources', related: 'Similar prior checks', asked: 'You asked' },
  direction: 'ltr',
};

export const WALL = 'The Great Wall of China can be seen from the Moon';
export const KURSK =
  'In April 2025 Russia confirmed for the first time that North Korean forces fought alongside its troops in Kursk';

/** What a test may change. */
export interface BotServiceOptions {
  /** Awaited before a claim is looked into: a slow check. */
  before?(text: string, signal: AbortSignal): Promise<void>;
  /** What happens while it is looked into. */
  stages?: readonly ('searching' | 'judging')[];
  core?: Core;
  peer?: TelegramPeerOptions;
  /** One that stands already. */
  on?: TelegramPeer;
  chat?: Partial<ChatOptions>;
  telegram?: Partial<TelegramOptions>;
}

/** A Telegram with the bot in it. */
export interface Fixture {
  peer: TelegramPeer;
  adapter: ChatAdapter;
  chat: Chat;
  core: Core;
  /** What `start` told the operator. */
  line: string;
  /** Jobs in the order in which they were written down. */
  accepted: Job[];
  /** Until so many jobs are done with, their postings written down. */
  finished(count: number): Promise<void>;
  /** Claims in the order in which they were looked into. */
  checked: string[];
  faults: { error: unknown; where: object }[];
  /** Pauses between tries, in ms; none of them was waited for. */
  pauses: number[];
  /** Stops the bot; Telegram goes on. */
  stop(): Promise<void>;
}

const TIMES = {
  pollTimeoutS: 5,
  albumPauseMs: 60,
  retryPauseMs: 20,
  conflictPauseMs: 20,
  typingAfterMs: 20,
  placeholderAfterMs: 60_000,
  progressEveryMs: 0,
  stopGraceMs: 300,
  lastWordsMs: 300,
};

async function startFixture(core: Core, peer: TelegramPeer, options: BotServiceOptions): Promise<Fixture> {
  const accepted: Job[] = [];
  const checked: string[] = [];
  const jobs = createSqliteJobs(core.store.db);
  let done = 0;
  const waiting: { count: number; resolve(): void }[] = [];
  const finished = (count: number) =>
    done >= count ? Promise.resolve() : new Promise<void>((resolve) => waiting.push({ count, resolve }));
  // Ten seconds pass with every question, so that nobody has to wait for a group's pause.
  let elapsedMs = 0;
  const now = () => {
    elapsedMs += 10_000;
    return new Date(NOON.getTime() + elapsedMs);
  };
  const { chat, pauses } = openChat(core, {
    now,
    jobs: {
      ...jobs,
      async add(job) {
        const isNew = await jobs.add(job);
        if (isNew) accepted.push(job);
        return isNew;
      },
      async finish(id, at, fault) {
        await jobs.finish(id, at, fault);
        done += 1;
        for (const { count, resolve } of waiting) if (done >= count) resolve();
      },
    },
    checkService: {
      ...core.checkService,
      async check(text, scope, signal, rest = {}) {
        checked.push(text);
        for (const stage of options.stages ?? []) rest.onStage?.(stage);
        await options.before?.(text, signal);
        return core.checkService.check(text, scope, signal, rest);
      },
    },
    ...options.chat,
  });
  const { times, ...telegram } = options.telegram ?? {};
  const adapter = createTelegramAdapter({
    token: peer.token,
    apiRoot: peer.apiRoot,
    onFault: (error, where) => void core.faults.push({ error, where }),
    ...telegram,
    times: { ...TIMES, ...times },
  });
  const line = await chat.start(adapter);
  const { faults } = core;
  return { peer, adapter, chat, core, line, accepted, finished, checked, faults, pauses, stop: () => chat.stop() };
}

type SayOptions = Parameters<TelegramPeer['say']>[3];

/** Opens a group's settings as people do: by the command in the group, whose answer leads to the private chat. */
export async function openSettings(peer: TelegramPeer, by: PeerUser, group: PeerChat, options?: SayOptions) {
  const answer = await peer.waitForAnswer(peer.say(by, group, '/settings@claimcheck_bot', options));
  const [button] = answer.reply_markup?.inline_keyboard.flat() ?? [];
  const payload = button && 'url' in button ? button.url.split('start=')[1] : '';
  return peer.waitForAnswer(peer.say(by, peer.addPrivateChat(by), `/start ${payload}`));
}

/** Chooses something in a group's settings. */
export async function setSetting(
  peer: TelegramPeer,
  by: PeerUser,
  group: PeerChat,
  [title, value]: readonly [string, string],
  options?: SayOptions,
) {
  const panel = await openSettings(peer, by, group, options);
  const topic = peer.waitForMessage(({ message_id, chat, text }) => {
    return chat.id === by.id && message_id === panel.message_id && text === title;
  });
  await peer.click(by, panel, title);
  const choices = await topic;
  const changed = peer.waitForMessage(({ message_id, chat, text }) => {
    return chat.id === by.id && message_id === panel.message_id && text !== title;
  });
  await peer.click(by, choices, value);
  return changed;
}

/** Opens bots over real stores with the starter pack, and closes them after each test; with `lasting` after all of them. */
export function useTelegram({ lasting = false } = {}) {
  let folder: Awaited<ReturnType<typeof createCoreFolder>>;
  const bots: Fixture[] = [];
  const peers: TelegramPeer[] = [];
  beforeAll(async () => {
    folder = await createCoreFolder();
  });
  const close = async () => {
    for (const fixture of bots.splice(0)) await fixture.stop();
    for (const peer of peers.splice(0)) {
      await peer.close();
      // Whatever a test was about: nothing was sent that the Bot API does not have.
      const sent = peer.requests.filter(({ method }) => method !== 'file');
      expect(sent.flatMap(({ method, payload }) => breachesOf(method, payload))).toEqual([]);
    }
    folder.closeAll();
  };
  afterEach(() => (lasting ? undefined : close()));
  afterAll(async () => {
    await close();
    folder.remove();
  });

  async function openPeer(options?: TelegramPeerOptions): Promise<TelegramPeer> {
    const peer = await createTelegramPeer(options);
    peers.push(peer);
    return peer;
  }

  return {
    openPeer,
    openCore: () => folder.open(),
    async open(options: BotServiceOptions = {}) {
      const peer = options.on ?? (await openPeer(options.peer));
      const fixture = await startFixture(options.core ?? folder.open(), peer, options);
      bots.push(fixture);
      const ann = peer.addUser({ firstName: 'Ann', languageCode: 'en-GB' });
      const bob = peer.addUser({ firstName: 'Bob' });
      return { ...fixture, ann, bob };
    },
  };
}
