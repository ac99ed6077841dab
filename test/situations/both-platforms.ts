import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDiscordAdapter } from '../../adapters/discord/index.ts';
import { createTelegramAdapter } from '../../adapters/telegram/index.ts';
import { createGroupSettings, type GroupSettings } from '../../src/chat/group-settings.ts';
import type { ResearchConfig } from '../../src/config/research-config.ts';
import type { ClaimReview } from '../../src/core/types.ts';
import { openApp } from '../../src/wiring/app.ts';
import { openChat } from '../../src/wiring/open-chat.ts';
import { packedStore } from '../core/checker-fixture.ts';
import { openDiscordSide } from '../demo/discord-side.ts';
import type { MessageView, PersonId, Piece, Platform, Room } from '../demo/page/views.ts';
import type { Side } from '../demo/side.ts';
import { openTelegramSide } from '../demo/telegram-side.ts';
import { sharedPool } from '../peers/pages/index.ts';
import { isLabelled } from '../peers/shapes.ts';
import type { World } from '../peers/world/index.ts';

/** How long something may take to be seen, on a busy machine. In ms. */
const SEEN_WITHIN_MS = 15_000;
const NOTHING: ResearchConfig = { openAiWebSearch: false, vision: false, wikipedia: false, prices: {} };

export interface PlaceOptions {
  reviews: readonly ClaimReview[];
  /** Search, pages and a model; absent: prior checks alone. */
  world?: World;
  /** A store's file to begin with; it is copied. Absent: one with the starter pack. */
  archive?: string;
  /** `MODERATORS` by who of the three they are. */
  operators?: readonly PersonId[];
}

/** The bot as `npm start` joins it, on one platform's stand-in, with Ana and Ben as members and Mia as moderator. */
export interface Place {
  platform: Platform;
  /** What somebody sees of the bot's messages in a room, oldest first. */
  seen(who: PersonId, room?: Room): string[];
  /** Asks with /check, and waits for the card that holds the text. */
  check(who: PersonId, claim: string, shows: string, how?: { room?: Room; private?: boolean }): Promise<string>;
  /** Writes a command, and waits for what it shows. */
  command(who: PersonId, name: string, text: string, shows: string): Promise<string>;
  /** Somebody wrote this in the group long ago. */
  sayEarlier(who: PersonId, text: string, at: string): void;
  /** Presses a button of the newest message that has it. @returns what the platform says of the click, where it says something */
  press(who: PersonId, button: string, room?: Room): Promise<string | undefined>;
  /** The bot's newest message that holds the text, once there is one. */
  shows(who: PersonId, text: string, room?: Room): Promise<string>;
  /** The labels of the buttons of the newest message that holds the text. */
  buttons(who: PersonId, text: string, room?: Room): string[];
  /** What is offered while somebody types. */
  suggest(who: PersonId, text: string): Promise<{ label: string; value: string }[]>;
  side: Side;
  /** The group chooses a language. */
  speak(language: string): Promise<void>;
  /** Ends the bot and starts it anew over the same store. */
  restart(): Promise<void>;
  faults: unknown[];
  close(): Promise<void>;
}

const toText = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : toText(piece.inside))).join('');

function toWords({ body, embeds }: MessageView): string {
  const shown = embeds.flatMap(({ title, description, fields, footer }) => [
    toText(title),
    toText(description),
    ...fields.flatMap(({ name, value }) => [toText(name), toText(value)]),
    footer,
  ]);
  return [toText(body), ...shown].join('\n').trim();
}

/** Opens one platform with the bot on it. */
export async function openPlace(
  platform: Platform,
  { reviews, world, archive, operators = [] }: PlaceOptions,
): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'claimcheck-situations-'));
  copyFileSync(archive ?? (await packedStore()), join(folder, 'store.sqlite'));
  const discord = platform === 'discord' ? await openDiscordSide() : undefined;
  const telegram = platform === 'telegram' ? await openTelegramSide() : undefined;
  const side: Side | undefined = discord ?? telegram;
  if (!side) throw new Error('no such platform');
  const faults: unknown[] = [];
  const onFault = (error: unknown) => void faults.push(error);

  const groupId = (discord ?? telegram)?.groupId ?? '';
  let change: (to: Partial<GroupSettings>) => Promise<void> = async () => undefined;

  async function start() {
    const app = await openApp(
      { database: join(folder, 'store.sqlite'), research: world?.research ?? NOTHING },
      onFault,
      world && { ...world.places, pool: sharedPool() },
    );
    const { priors, keyv, atomically } = app.store;
    await priors.addReviews(reviews);
    const settings = createGroupSettings(keyv('settings'), atomically('settings'));
    change = async (to) => void (await settings.change({ platform, groupId }, () => to));
    // Nobody waits between two questions here.
    await change({ pauseSeconds: 0 });
    const moderators = operators.map((who) => `${platform}:${idOf(who)}`);
    const chat = await openChat(app, { research: world?.research ?? NOTHING, chat: { moderators } }, onFault);
    if (discord) {
      const { token, api } = discord.peer;
      const rest = { api, version: '10' };
      await chat.start(createDiscordAdapter({ token, rest, onFault, waitGuildTimeout: 500 }));
    } else if (telegram) {
      const { token, apiRoot } = telegram.peer;
      await chat.start(createTelegramAdapter({ token, apiRoot, onFault }));
    }
    return async () => {
      await chat.stop();
      await chat.close();
      await app.close();
    };
  }

  const idOf = (who: PersonId): string => (discord ? discord.userIds[who] : (telegram?.userIds[who] ?? ''));
  const botMessages = (who: PersonId, room: Room) => side.view(who).rooms[room].messages.filter(({ isBot }) => isBot);
  const newest = (who: PersonId, room: Room, fits: (message: MessageView) => boolean) =>
    botMessages(who, room).findLast(fits);

  function until<T>(find: () => T | undefined, what: () => string): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        heard = () => undefined;
        reject(new Error(`not seen in time: ${what()}`));
      }, SEEN_WITHIN_MS);
      const look = () => {
        const found = find();
        if (found === undefined) return;
        heard = () => undefined;
        clearTimeout(timer);
        resolve(found);
      };
      heard = look;
      look();
    });
  }
  let heard: () => void = () => undefined;
  side.onChange(() => heard());
  let stop = await start();

  const shows: Place['shows'] = async (who, text, room = 'group') => {
    const found = await until(
      () => newest(who, room, (message) => !message.isThinking && toWords(message).includes(text)),
      () => `“${text}” among ${JSON.stringify(botMessages(who, room).map(toWords))}`,
    );
    return toWords(found);
  };

  async function write(who: PersonId, room: Room, name: string, text: string, isPrivate: boolean): Promise<void> {
    if (discord) await side?.act(who, room, { do: 'slash', name, text, ...(isPrivate ? { private: true } : {}) });
    else await side?.act(who, room, { do: 'say', text: `/${name} ${text}`.trim() });
  }

  return {
    platform,
    side,
    faults,
    seen: (who, room = 'group') => botMessages(who, room).map(toWords),
    shows,
    async check(who, claim, text, { room = 'group', private: isPrivate = false } = {}) {
      const before = botMessages(who, room).length;
      await write(who, room, 'check', claim, isPrivate);
      const found = await until(
        () =>
          botMessages(who, room)
            .slice(before)
            .findLast((message) => !message.isThinking && toWords(message).includes(text)),
        () => `“${text}” among ${JSON.stringify(botMessages(who, room).map(toWords))}`,
      );
      return toWords(found);
    },
    async command(who, name, text, shown) {
      await write(who, 'private', name, text, false);
      return shows(who, shown, 'private');
    },
    sayEarlier(who, text, at) {
      const moment = Date.parse(at);
      // A Discord id begins with its moment: https://discord.com/developers/docs/reference#snowflakes
      const id = ((BigInt(moment) - 1_420_070_400_000n) << 22n).toString();
      if (discord) discord.peer.post(discord.users[who], discord.channel, { id, content: text });
      else if (telegram) telegram.peer.say(telegram.users[who], telegram.group, text).date = moment / 1000;
    },
    async press(who, label, room = 'group') {
      const message = newest(who, room, ({ buttons }) =>
        buttons.flat().some((button) => isLabelled(button.label, label)),
      );
      const button = message?.buttons.flat().find((one) => isLabelled(one.label, label))?.press;
      if (!message || button === undefined) throw new Error(`no button “${label}”`);
      return (await side.act(who, room, { do: 'press', message: message.id, button })).toast;
    },
    buttons: (who, text, room = 'group') =>
      newest(who, room, (message) => toWords(message).includes(text))
        ?.buttons.flat()
        .map(({ label }) => label) ?? [],
    async suggest(who, text) {
      return (await side.act(who, 'group', { do: 'suggest', name: 'check', text })).choices ?? [];
    },
    speak: (language) => change({ language }),
    async restart() {
      await stop();
      stop = await start();
    },
    async close() {
      await stop();
      await side.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
