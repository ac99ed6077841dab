import { createDiscordAdapter, type DiscordOptions } from '../../adapters/discord/index.ts';
import type { Command } from '../../commands/command.ts';
import { helpCommand } from '../../commands/help.ts';
import { pinCommand } from '../../commands/pin.ts';
import { createRouter } from '../../commands/router.ts';
import type { VerdictCard } from '../../src/core/card/verdict-card.ts';
import type { Check } from '../../src/core/types.ts';
import type { Desk } from '../../src/desk/desk.ts';
import { createDiscordPeer, type DiscordPeer, type PeerOptions } from '../peers/discord/index.ts';
import type { Channel, Guild, User } from '../peers/discord/world.ts';

/** What somebody is told of a fault. */
export interface Fault {
  error: unknown;
  where: { platform: string; command: string; id: string };
}

/** A guild with three people and a channel, on a stand-in, with the real adapter and router in front of it. */
export interface House {
  peer: DiscordPeer;
  ana: User;
  mod: User;
  owner: User;
  guild: Guild;
  channel: Channel;
  faults: Fault[];
  /** Resolves with the first fault. */
  firstFault: Promise<Fault>;
  /** The operator's line. */
  line: string;
  adapter: ReturnType<typeof createDiscordAdapter>;
  close(): Promise<void>;
}

export interface HouseOptions {
  commands?: readonly Command[];
  desk?: Desk;
  adapter?: Partial<DiscordOptions>;
  peer?: PeerOptions;
  before?(peer: DiscordPeer): void;
}

/** Opens the house. Give it `COMMANDS` and a real desk, and it is the whole product. */
export async function openHouse(options: HouseOptions = {}): Promise<House> {
  const peer = await createDiscordPeer(options.peer);
  const ana = peer.addUser('ana');
  const mod = peer.addUser('mod');
  const owner = peer.addUser('owner');
  const guild = peer.addGuild('neighbours', [ana, mod], owner);
  const channel = peer.addChannel(guild, 'news');
  peer.allow(mod, channel, 'pinMessages');
  peer.allow(peer.bot, channel, 'pinMessages');
  options.before?.(peer);
  const faults: Fault[] = [];
  const first = Promise.withResolvers<Fault>();
  const onFault: DiscordOptions['onFault'] = (error, where) => {
    faults.push({ error, where });
    first.resolve({ error, where });
  };
  const commands = options.commands ?? [createFixedCheck(), helpCommand, pinCommand];
  const router = createRouter({ commands, desk: options.desk ?? createFixedDesk(), onFault });
  const adapter = createDiscordAdapter({ ...toAdapterOptions(peer), onFault, ...options.adapter });
  const line = await adapter.start(router);
  const close = async () => {
    await adapter.stop();
    await peer.close();
  };
  return { peer, ana, mod, owner, guild, channel, faults, firstFault: first.promise, line, adapter, close };
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
  asOf: 'As of 26 Apr 2025',
  confidence: 'Confidence: high',
  idLine: 'Check 7K3M9Q2A',
  titles: { claim: 'Claim', sources: 'Sources', related: 'Similar prior checks' },
  direction: 'ltr',
};

/** `/check` with a fixed verdict on whatever was asked: one card a line. */
export function createFixedCheck(): Command {
  return {
    name: 'check',
    description: 'check.description',
    argument: { name: 'claim', description: 'check.argument', required: true },
    listed: true,
    async run({ text }, { locale }) {
      const title = locale.t('check.empty.title');
      if (text.trim() === '') return { kind: 'notice', tone: 'refusal', title, lines: [locale.t('check.empty.body')] };
      return { kind: 'cards', cards: text.split('\n').map((claim) => ({ ...CARD, claim })) };
    },
  };
}

/** A desk that knows the one check of `CARD`. */
export function createFixedDesk(): Desk {
  const check: Check = {
    id: CARD.checkId,
    claim: { text: CARD.claim, original: CARD.claim, language: 'en' },
    claimKey: 'wall',
    verdict: { label: 'false', confidence: 'high', summary: CARD.why, citations: [] },
    visibility: { kind: 'public' },
    related: [],
    checkedAt: '2025-04-26T00:00:00.000Z',
    means: { model: false, search: false },
    history: [],
  };
  return {
    check: async () => [check],
    find: async (id) => (id === check.id ? check : undefined),
    history: async () => [],
  };
}
