import { setTimeout as sleep } from 'node:timers/promises';
import type { MessageOrigin } from 'grammy/types';
import { openFixture } from '../adapters/discord-fixture.ts';
import type { useTelegram } from '../adapters/telegram-fixture.ts';
import type { Core } from '../core/checker-fixture.ts';
import type { Message as DiscordMessage } from '../peers/discord/world.ts';

/** What stands beside somebody's own words. */
export interface Beside {
  /** Somebody's message that is replied to, or forwarded. */
  text?: string;
  /** What is written in that message's picture. */
  picture?: string;
  /** It is a voice message, or a video. */
  voice?: true;
  sticker?: true;
  /** This bot's card of the claim in `text`. */
  card?: true;
  /** The part of it that is marked; Telegram alone has that. */
  quote?: string;
  /** It stands in another chat, where Telegram shows bots the marked part alone. */
  elsewhere?: true;
}

export interface Asking {
  where: 'group' | 'private';
  /** By a mention or, in private, by mere words; by the command; by the message's menu, for which Telegram has a bare command. */
  by: 'words' | 'command' | 'menu';
  own: string;
  /** What is written in a picture of which `own` is the caption. */
  ownPicture?: string;
  reply?: Beside;
  /** A message that is forwarded as well, as clients send it: by itself, before or behind the words. */
  forward?: Beside & { first?: true };
}

/** One platform with the bot on it. */
export interface AskingPlace {
  /** Asks in a chat of its own. @returns every message by which the bot answered */
  ask(asking: Asking): Promise<string[]>;
  close(): Promise<void>;
}

const ORIGIN: MessageOrigin = { type: 'hidden_user', sender_user_name: 'Eve', date: 1_700_000_000 };
/** A quarter of the time, which is still longer than two messages take on loopback. */
const QUICKER = 4;
const chat = {
  // What stands in a picture is another's business: here its bytes are its words.
  images: { read: async ({ bytes }: { bytes: Uint8Array }) => Buffer.from(bytes).toString() },
  pause: (ms: number, signal: AbortSignal) => sleep(ms / QUICKER, undefined, { signal }),
};

export async function openTelegramAsking(telegram: ReturnType<typeof useTelegram>): Promise<Pick<AskingPlace, 'ask'>> {
  const opened = await telegram.open({ peer: { privacy: false }, telegram: { mentions: true }, chat });
  const { peer, bob, core } = opened;

  return {
    async ask({ where, by, own, ownPicture, reply, forward }) {
      const asker = peer.addUser({ firstName: 'Ann', languageCode: 'en' });
      const place = where === 'private' ? peer.addPrivateChat(asker) : peer.addGroup({ members: [asker, bob] });
      const toContent = ({ picture, voice, sticker }: Beside) => ({
        ...(picture === undefined ? {} : { picture: Buffer.from(picture) }),
        ...(voice ? { content: { voice: { file_id: 'v', duration: 3 } } } : {}),
        ...(sticker ? { content: { sticker: { file_id: 's' } } } : {}),
      });
      const toReply = async (one: Beside) => {
        const { text = '', quote } = one;
        if (one.elsewhere)
          return { externalReply: { origin: ORIGIN }, replyTo: undefined, ...(quote ? { quote } : {}) };
        const replyTo = one.card
          ? await peer.waitForAnswer(peer.say(asker, place, `/check ${text}`))
          : peer.say(bob, place, text, toContent(one));
        return { replyTo, ...(quote ? { quote } : {}) };
      };
      const { replyTo, ...replied } = reply ? await toReply(reply) : {};
      // In private that was answered as well.
      if (where === 'private' && replyTo) await peer.waitForAnswer(replyTo);
      await untilDone(core);
      const before = peer.answers(place).length;
      const forwarded = () =>
        peer.say(asker, place, forward?.text ?? '', { ...toContent(forward ?? {}), forwardOrigin: ORIGIN });
      const since = place.nextMessageId - 1;
      if (forward?.first) forwarded();
      const start = by !== 'words' ? '/check@claimcheck_bot ' : where === 'group' ? '@claimcheck_bot ' : '';
      const shown = ownPicture === undefined ? {} : { picture: Buffer.from(ownPicture) };
      peer.say(asker, place, `${start}${own}`.trim(), {
        ...replied,
        ...shown,
        ...(replyTo && { replyTo }),
      });
      if (forward && !forward.first) forwarded();
      await peer.waitForMessage(
        ({ from, message_id: id }, { id: there }) => there === place.id && from?.id === peer.bot.id && id > since,
      );
      await untilDone(core);
      return peer
        .answers(place)
        .slice(before)
        .map(({ text = '' }) => text);
    },
  };
}

export async function openDiscordAsking(core: Core): Promise<AskingPlace> {
  const fetch = async (url: string | URL | Request) =>
    new Response(decodeURIComponent(new URL(String(url)).searchParams.get('says') ?? ''), {
      headers: { 'content-type': 'image/png' },
    });
  const opened = await openFixture({
    core,
    adapter: { mentions: true, fetch },
    peer: { refusedIntents: 0 },
    chat,
  });
  const { peer, mod, guild } = opened;

  function toContent({ text, picture, voice }: Beside) {
    const url = `https://cdn.discordapp.com/attachments/1/2/a?says=${encodeURIComponent(picture ?? '')}`;
    const attachments = [
      ...(picture === undefined ? [] : [{ url, contentType: 'image/png', size: 5 }]),
      ...(voice ? [{ url, contentType: 'audio/ogg', size: 5 }] : []),
    ];
    return { content: text ?? '', ...(attachments.length > 0 ? { attachments } : {}) };
  }

  return {
    async ask({ where, by, own, ownPicture, reply, forward }) {
      const asker = peer.addUser('ann');
      guild.members.set(asker.id, { roles: [] });
      const channel = where === 'private' ? peer.addDirectMessages(asker) : peer.addChannel(guild, 'talk');
      const answers = () => peer.messages(channel).filter(({ authorId }) => authorId === peer.bot.id);
      const isSaid = ({ thinking, embeds }: DiscordMessage) => !thinking && embeds.length > 0;
      const toReply = async (one: Beside) => {
        if (!one.card) return peer.post(where === 'private' ? asker : mod, channel, toContent(one));
        peer.slash(asker, channel, 'check', { claim: one.text ?? '' });
        return peer.waitForMessage(channel, isSaid);
      };
      const replied = reply && (await toReply(reply));
      // In private that was answered as well.
      if (replied && where === 'private') await peer.waitForMessage(channel, isSaid);
      await untilDone(core);
      const before = answers().length;
      const forwarded = () => peer.post(asker, channel, { snapshots: [toContent(forward ?? {})] });
      if (forward?.first) forwarded();
      if (by === 'menu' && replied) peer.menu(asker, channel, 'Check this message', replied);
      else if (by === 'command' && !replied && !ownPicture && where === 'group')
        peer.slash(asker, channel, 'check', { claim: own });
      else {
        const start = where === 'group' ? `<@${peer.bot.id}> ` : by === 'command' ? '/check ' : '';
        const shown = ownPicture === undefined ? {} : toContent({ picture: ownPicture });
        const referenceId = replied && { referenceId: replied.id };
        peer.post(asker, channel, { ...shown, content: `${start}${own}`.trim(), ...referenceId });
      }
      if (forward && !forward.first) forwarded();
      const seen = () => [...answers().slice(before), ...peer.ephemerals(asker)].filter(isSaid);
      await peer.until(() => seen().length > 0);
      await untilDone(core);
      return seen().map(({ embeds }) => JSON.stringify(embeds));
    },
    close: () => opened.close(),
  };
}

/** Until every question that was taken on has its answer, or was answered with another. */
async function untilDone({ store }: Core): Promise<void> {
  const open = store.db.prepare<{ count: number }>("SELECT count(*) AS count FROM jobs WHERE state = 'open'");
  // The store tells nobody of its changes.
  while ((open.get()?.count ?? 0) > 0) await sleep(10);
}
