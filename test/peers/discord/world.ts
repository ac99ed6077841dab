import { EventEmitter } from 'node:events';

/**
 * What the stand-in knows: people, guilds, channels, messages, interactions. Plain data, changed by the rooms around it;
 * every change is told to `changes`, so that tests wait for events and never for time.
 */
export interface World {
  now(): number;
  nextId(): string;
  bot: User;
  users: Map<string, User>;
  guilds: Map<string, Guild>;
  channels: Map<string, Channel>;
  messages: Map<string, Message>;
  interactions: Map<string, Interaction>;
  commands: RegisteredCommand[];
  /** Commands that servers have offered to everybody, whatever the app asked for. */
  offeredToAll: Set<string>;
  /** How many new commands it takes today. */
  commandCreates: number;
  /** What no message may hold: hosts that Discord takes for harmful, and words that moderators forbid. */
  refused: { hosts: Set<string>; words: Set<string> };
  /** The application's flags: which privileged intents are switched on. */
  flags: number;
  /** How many pins a channel takes. */
  pinLimit: number;
  /** How many shards are advised. */
  shards: number;
  /** How often a bot may still identify itself today. */
  sessions: number;
  /** Whether a connected session may read what people write in servers. */
  readsContent(): boolean;
  journal: JournalEntry[];
  /** What Discord would have let pass, and our house rules do not: for example a message that may ping. */
  violations: string[];
  changes: EventEmitter<{ change: []; request: [JournalEntry] }>;
  /** Sends an event to the connected bot, if its intents ask for it; `data` may depend on what the session asked for. */
  dispatch(event: string, data: unknown | ((intents: number) => unknown), intent?: number): void;
}

export interface User {
  id: string;
  name: string;
  bot: boolean;
  /** They take no private messages from bots, or from this one. */
  closed?: boolean;
  /** They installed the bot for themselves. */
  installed?: boolean;
}

export interface Guild {
  id: string;
  name: string;
  ownerId: string;
  /** What everybody may do. */
  permissions: bigint;
  members: Map<string, Member>;
  roles: { id: string; name: string; permissions: bigint }[];
}

export interface Member {
  roles: string[];
  timedOutUntil?: string;
}

export interface Channel {
  id: string;
  name: string;
  /** Absent for direct messages with the bot. */
  guildId?: string;
  /** The person of a direct message with the bot. */
  recipientId?: string;
  /** Between people: the bot is there only by the installation of who asks. */
  people?: string[];
  /** Of a thread, or a forum's post: the channel it belongs to, whose permissions hold for it. */
  thread?: { parentId: string; archived: boolean; locked: boolean };
  overwrites: Map<string, { allow: bigint; deny: bigint }>;
}

export interface Message {
  id: string;
  channelId: string;
  authorId: string;
  type: number;
  content: string;
  embeds: Record<string, unknown>[];
  components: { type: number; components: Button[] }[];
  snapshots: Snapshot[];
  attachments: Attachment[];
  /** https://discord.com/developers/docs/resources/poll#poll-object */
  poll?: { question: { text: string }; answers: { answer_id: number; poll_media: { text: string } }[] };
  /** The message that it replies to, or that was pinned. */
  referenceId?: string;
  /** Who a `<@id>` in it names. */
  mentions: string[];
  /** What the sender called it, so that a second try is the same message. */
  nonce?: string;
  flags: number;
  /** Only this person sees it. */
  ephemeralTo?: string;
  /** "… is thinking": acknowledged, and nothing shown yet. */
  thinking: boolean;
  pinned: boolean;
  deleted: boolean;
  edits: number;
  interactionId?: string;
}

/** What a forward shows of a message; never who wrote it. */
export interface Snapshot {
  content: string;
  embeds?: Record<string, unknown>[];
  components?: unknown[];
  attachments?: Attachment[];
}

export interface Attachment {
  url: string;
  contentType: string;
  size: number;
  /** Discord's `description`. */
  alt?: string;
}

export interface Button {
  type: number;
  style: number;
  label?: string;
  custom_id?: string;
  url?: string;
}

export interface Interaction {
  id: string;
  token: string;
  userId: string;
  channelId: string;
  createdAt: number;
  /** Somebody types still, or asks. */
  kind: 'typing' | 'asking';
  /** Asked by the person's own installation of the bot. */
  byUser: boolean;
  /** The message whose button was pressed. */
  messageId?: string;
  /** When and how it was acknowledged. */
  answered?: { at: number; type: number; ephemeral: boolean };
  originalId?: string;
  /** How many further messages there were. */
  followUps: number;
  /** What was offered while somebody typed. */
  choices?: { name: string; value: string }[];
}

export interface RegisteredCommand {
  id: string;
  type: number;
  name: string;
  description: string;
  options?:
    | { type: number; name: string; description: string; required?: boolean; autocomplete?: boolean }[]
    | undefined;
  contexts?: number[] | undefined;
  integration_types?: number[] | undefined;
  [other: string]: unknown;
}

export interface JournalEntry {
  at: number;
  kind: 'rest' | 'gateway';
  /** `GET`, `IDENTIFY`, … */
  verb: string;
  path: string;
  query?: Record<string, string>;
  status?: number;
  body?: unknown;
  /** Why it was refused. */
  refusal?: unknown;
}

/** 2015-01-01, where Discord's ids begin to count. */
const EPOCH = 1_420_070_400_000n;

/** When an id was given. https://discord.com/developers/docs/reference#snowflakes */
export function toMoment(id: string): number {
  return Number((BigInt(id) >> 22n) + EPOCH);
}

/** An empty world with a bot in it. `advance` of the returned clock lets time pass without waiting for it. */
export function createWorld(pinLimit: number): World & { advance(ms: number): void } {
  let ahead = 0;
  let sequence = 0n;
  const now = () => Date.now() + ahead;
  const nextId = () => {
    sequence += 1n;
    return (((BigInt(now()) - EPOCH) << 22n) + sequence).toString();
  };
  const changes: World['changes'] = new EventEmitter();
  // One listener for each thing that is waited for at the same time: any number is right.
  changes.setMaxListeners(0);
  const bot = { id: nextId(), name: 'claimcheck', bot: true };
  return {
    now,
    nextId,
    bot,
    users: new Map([[bot.id, bot]]),
    guilds: new Map(),
    channels: new Map(),
    messages: new Map(),
    interactions: new Map(),
    commands: [],
    offeredToAll: new Set(),
    commandCreates: 200,
    refused: { hosts: new Set(), words: new Set() },
    flags: 0,
    pinLimit,
    shards: 1,
    sessions: 1_000,
    readsContent: () => false,
    journal: [],
    violations: [],
    changes,
    dispatch: () => undefined,
    advance(ms) {
      ahead += ms;
    },
  };
}

/** A message with nothing in it but what is given. */
export function createMessage(
  world: Pick<World, 'nextId' | 'messages'>,
  what: Pick<Message, 'channelId' | 'authorId' | 'type'> & Partial<Message>,
): Message {
  const message: Message = {
    id: world.nextId(),
    content: '',
    embeds: [],
    components: [],
    snapshots: [],
    attachments: [],
    mentions: [],
    flags: 0,
    thinking: false,
    pinned: false,
    deleted: false,
    edits: 0,
    ...what,
  };
  world.messages.set(message.id, message);
  return message;
}

/** The thing with this id; a test that names one that is not there is wrong, and hears so. */
export function known<T>(things: ReadonlyMap<string, T>, id: string): T {
  const thing = things.get(id);
  if (!thing) throw new Error(`the stand-in knows no ${id}`);
  return thing;
}
