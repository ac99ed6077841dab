import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { createDiscordAdapter, type DiscordOptions } from '../../adapters/discord/index.ts';
import type { CheckService } from '../../src/checks/check-service.ts';
import type { VerdictCard } from '../../src/core/card/verdict-card.ts';
import type { ChatOptions } from '../../src/wiring/chat.ts';
import { openChat } from '../bot/chat-fixture.ts';
import { type Core, createCoreFolder } from '../core/checker-fixture.ts';
import { createDiscordPeer, type DiscordPeer, type PeerOptions } from '../peers/discord/index.ts';
import type { Channel, Guild, Message, User } from '../peers/discord/world.ts';

export const WALL = 'The Great Wall of China can be seen from the Moon';

/** What somebody is told of a fault. */
export interface Fault {
  error: unknown;
  where: { platform: string; command: string; id: string };
}

type Bot = ReturnType<typeof openChat> & { adapter: ReturnType<typeof createDiscordAdapter>; line: string };

/** A guild with three people and a channel, on a stand-in, and the whole product in front of it. */
export interface Fixture {
  peer: DiscordPeer;
  core: Core;
  ana: User;
  mod: User;
  owner: User;
  guild: Guild;
  channel: Channel;
  faults: Fault[];
  /** The operator's line. */
  line: string;
  /** The bot that runs now. */
  bot: Bot;
  /** Stops the bot, as far as it still runs, and starts it anew over the same store. */
  restart(options?: Partial<Pick<BotServiceOptions, 'adapter' | 'checkService' | 'chat'>>): Promise<Bot>;
  /** The card of a claim that was asked for everybody. */
  ask(user: User, claim?: string): Promise<Message>;
  close(): Promise<void>;
}

export interface BotServiceOptions {
  core: Core;
  /** In front of the core's own. */
  checkService?: (own: CheckService) => CheckService;
  adapter?: Partial<DiscordOptions>;
  peer?: PeerOptions;
  chat?: Partial<ChatOptions>;
  before?(peer: DiscordPeer): void;
}

/** Opens the bot service. */
export async function openFixture(options: BotServiceOptions): Promise<Fixture> {
  const { core } = options;
  const peer = await createDiscordPeer(options.peer);
  const [ana, mod, owner] = [peer.addUser('ana'), peer.addUser('mod'), peer.addUser('owner')];
  const guild = peer.addGuild('neighbours', [ana, mod], owner);
  const channel = peer.addChannel(guild, 'news');
  peer.allow(mod, channel, 'pinMessages');
  peer.allow(peer.bot, channel, 'pinMessages');
  options.before?.(peer);
  const faults: Fault[] = [];
  const onFault: DiscordOptions['onFault'] = (error, where) => {
    faults.push({ error, where });
    peer.nudge();
  };
  let looks = 0;
  // Every look at the clock is some seconds later, so that no person's pause stands in the way.
  const now = () => new Date(peer.now() + 6_000 * looks++);

  async function startBot({ adapter: rest, checkService, chat }: Partial<BotServiceOptions>): Promise<Bot> {
    const rooms = openChat(core, {
      onFault,
      now,
      ...(checkService ? { checkService: checkService(core.checkService) } : {}),
      ...chat,
    });
    const adapter = createDiscordAdapter({ ...toAdapterOptions(peer), onFault, ...rest });
    return { ...rooms, adapter, line: await rooms.chat.start(adapter) };
  }
  const fixture: Fixture = {
    peer,
    core,
    ana,
    mod,
    owner,
    guild,
    channel,
    faults,
    line: '',
    bot: await startBot(options),
    async restart(rest = {}) {
      await fixture.bot.chat.stop();
      fixture.bot = await startBot(rest);
      return fixture.bot;
    },
    async ask(user, claim = WALL) {
      const before = new Set(peer.messages(channel).map(({ id }) => id));
      peer.slash(user, channel, 'check', { claim });
      return peer.waitForMessage(channel, ({ id, embeds }) => !before.has(id) && embeds[0]?.footer !== undefined);
    },
    async close() {
      await fixture.bot.chat.stop();
      await peer.close();
    },
  };
  fixture.line = fixture.bot.line;
  return fixture;
}

/**
 * Opens a fixture for each test of a file, and closes it after it; what went wrong in it, and was expected by no test, fails the test.
 *
 * @param toOptions asked before each test
 * @returns the bot service of the test that runs
 */
export function useFixture(toOptions: () => Partial<BotServiceOptions> = () => ({})): Fixture {
  let folder: Awaited<ReturnType<typeof createCoreFolder>>;
  const fixture = {} as Fixture;
  beforeAll(async () => {
    folder = await createCoreFolder();
  });
  beforeEach(async () => {
    const opened = await openFixture({ core: folder.open(), ...toOptions() });
    Object.assign(fixture, opened, {
      async restart(rest = {}) {
        fixture.bot = await opened.restart(rest);
        return fixture.bot;
      },
    } satisfies Partial<Fixture>);
  });
  afterEach(async () => {
    await fixture.close();
    expect([fixture.faults, fixture.peer.violations]).toEqual([[], []]);
    folder.closeAll();
  });
  afterAll(() => folder.remove());
  return fixture;
}

/** What the adapter needs to talk to a stand-in instead of Discord. */
export function toAdapterOptions(peer: DiscordPeer): DiscordOptions {
  return {
    token: peer.token,
    onFault: () => undefined,
    rest: { api: peer.api, version: '10', retries: 1, timeout: 5_000 },
    waitGuildTimeout: 500,
    closeTimeout: 1_000,
  };
}

/** A check service whose checks wait until they are let go. */
export function createGate() {
  const open = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const gate = (own: CheckService): CheckService => ({
    ...own,
    async check(text, scope, signal, checkOptions) {
      begun.resolve();
      const stopped = new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
      checkOptions?.onStage?.('searching');
      await Promise.race([open.promise, stopped]);
      return own.check(text, scope, signal, checkOptions);
    },
  });
  return { gate, begun: begun.promise, open: () => open.resolve() };
}

/** What a card's embed says, as far as tests look at it. */
export const embedOf = ({ embeds }: Message) => embeds[0] as Record<string, string>;
/** The verdict's line of one of a message's cards. */
export const verdictOf = ({ embeds }: Pick<Message, 'embeds'>, at = 0) =>
  /^(?:### |\*\*(?=.+\*\*$))(.+?)(?:\*\*)?$/m.exec(String(embeds[at]?.description))?.[1];

export const CARD: VerdictCard = {
  checkId: '7K3M9Q2A',
  label: 'false',
  symbol: '❌',
  heading: 'False',
  attribution: 'Rated “False” by Example Facts, checked 26 Apr 2025',
  claim: 'The Great Wall of China can be seen from the Moon',
  why: 'No astronaut has seen it from there with the naked eye.',
  sources: [
    {
      number: 1,
      title: 'Can you see the Great Wall? (NASA)',
      publisher: 'NASA',
      date: '9 May 2005',
      url: 'https://www.nasa.gov/vision/space/workinginspace/great_wall.html',
      statement: 'The Great Wall is not visible from the Moon.',
      quoted: true,
    },
  ],
  related: [
    {
      symbol: '❌',
      heading: 'False',
      claim: 'The Great Wall can be seen from Mars',
      publisher: 'Example Facts',
      differs: 'differs in the place: “Mars”, not “Moon”',
      url: 'https://facts.example/mars',
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
