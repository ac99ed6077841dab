import { parsePictureHeader } from '../../src/providers/images/picture-header.ts';
import { createDiscordPeer, type DiscordPeer } from '../peers/discord/index.ts';
import type { Attachment, Channel, Interaction, Message, User } from '../peers/discord/world.ts';
import { toDiscordCommands, toDiscordMessage, toPictureId, toUpload } from './discord-view.ts';
import type { Act, Outcome, PersonId, Room, RoomView } from './page/views.ts';
import { forEach, PEOPLE, RUMOURS } from './people.ts';
import { ANSWER_WITHIN_MS, MOST_MESSAGES, pick, type Side, toPicture } from './side.ts';

/** As long as a timer can be set, in ms: 24 days. */
const FOR_EVER_MS = 2 ** 31 - 1;
const BOT_NAME = 'Claimcheck';

/** A Discord server with a channel, where Mia may pin and manage, and everybody's private chat with the bot. */
export async function openDiscordSide(): Promise<
  Side & {
    peer: DiscordPeer;
    groupId: string;
    channel: Channel;
    users: Record<PersonId, User>;
    userIds: Record<PersonId, string>;
    fetchUpload: typeof globalThis.fetch;
  }
> {
  const peer = await createDiscordPeer();
  const users = forEach(({ name }) => peer.addUser(name));
  const { ana, ben, mia } = users;
  const guild = peer.addGuild('Neighbours', [ana, ben, mia], peer.addUser('Olga'));
  const channel = peer.addChannel(guild, 'news');
  peer.allow(mia, channel, 'pinMessages', 'manageMessages', 'manageGuild');
  peer.allow(peer.bot, channel, 'pinMessages');
  const direct = forEach(({ id }) => peer.addDirectMessages(users[id]));
  for (const content of RUMOURS) peer.post(ben, channel, { content });

  const names = new Map([...PEOPLE.map(({ id, name }) => [users[id].id, name] as const), [peer.bot.id, BOT_NAME]]);
  /** Who asked what, for the line above an answer. */
  const asked = new Map<string, { author: string; text: string }>();
  const uploads = new Map<string, Uint8Array<ArrayBuffer>>();
  let closed = false;

  /** As Discord's clients do it: first the file, then the message with its address. */
  function upload(picture: string): Attachment {
    const bytes = toPicture(picture);
    const id = `upload-${uploads.size + 1}`;
    uploads.set(id, bytes);
    return { url: toUpload(id), contentType: parsePictureHeader(bytes)?.mediaType ?? 'image/png', size: bytes.length };
  }

  /** What the bot is given where Discord keeps uploads; it asks for nothing else. */
  const fetchUpload = async (address: unknown): Promise<Response> => {
    const bytes = uploads.get(toPictureId(String(address)));
    return bytes ? new Response(bytes) : new Response('', { status: 404 });
  };

  const channelOf = (who: PersonId, room: Room): Channel => (room === 'group' ? channel : direct[who]);

  function messagesOf(who: PersonId, room: Room): Message[] {
    const place = channelOf(who, room);
    const mine = peer.ephemerals(users[who]).filter(({ channelId }) => channelId === place.id);
    return [...peer.messages(place), ...mine].sort((one, other) => (BigInt(one.id) < BigInt(other.id) ? -1 : 1));
  }

  function toRoom(who: PersonId, room: Room): RoomView {
    const messages = messagesOf(who, room);
    const place = {
      myId: users[who].id,
      botId: peer.bot.id,
      nameOf: (id: string) => names.get(id),
      messageOf: (id: string) => messages.find((one) => one.id === id),
      commandOf: (id: string) => asked.get(id),
    };
    return {
      title: room === 'group' ? '# news' : BOT_NAME,
      about: room === 'group' ? 'server “Neighbours”' : 'your private chat with the bot',
      messages: messages.slice(-MOST_MESSAGES).map((message) => toDiscordMessage(message, place)),
      isTyping: false,
      ...toDiscordCommands(peer.offered(users[who], channelOf(who, room))),
    };
  }

  /** Types a command, with what stands after it in its first option. */
  function slash(who: PersonId, room: Room, { name, text, private: isPrivate, picture }: Act & { do: 'slash' }): void {
    const command = toDiscordCommands(peer.offered(users[who], channelOf(who, room))).commands.find(
      (one) => one.name === name,
    );
    if (!command) throw new Error(`There is no command /${name} here.`);
    const { argument, picture: pictured } = command;
    const options = {
      ...(argument !== undefined && text !== '' ? { [argument]: text } : {}),
      ...(pictured !== undefined && picture !== undefined ? { [pictured]: upload(picture) } : {}),
      ...(isPrivate && command.canBePrivate ? { private: true } : {}),
    };
    note(who, peer.slash(users[who], channelOf(who, room), name, options), `used /${name}`);
  }

  function note(who: PersonId, { id }: Interaction, text: string): void {
    asked.set(id, { author: names.get(users[who].id) ?? '', text });
  }

  async function suggest(who: PersonId, room: Room, { name, text }: Act & { do: 'suggest' }): Promise<Outcome> {
    const argument = toDiscordCommands(peer.offered(users[who], channelOf(who, room))).commands.find(
      (one) => one.name === name,
    )?.argument;
    if (argument === undefined) return {};
    const typing = peer.type(users[who], channelOf(who, room), name, argument, text);
    const choices = await peer.until(() => typing.choices, ANSWER_WITHIN_MS).catch(() => []);
    return { choices: choices.map(({ name: label, value }) => ({ label, value })) };
  }

  return {
    platform: 'discord',
    peer,
    groupId: guild.id,
    channel,
    users,
    userIds: forEach(({ id }) => users[id].id),
    view: (who) => ({
      rooms: { group: toRoom(who, 'group'), private: toRoom(who, 'private') },
      bot: BOT_NAME,
    }),
    async act(who, room, act) {
      const user = users[who];
      const place = channelOf(who, room);
      const messageOf = (id: string) => pick(messagesOf(who, room), (one) => one.id === id);
      if (act.do === 'suggest') return suggest(who, room, act);
      if (act.do === 'say')
        peer.post(user, place, {
          content: act.text,
          ...(act.replyTo ? { referenceId: act.replyTo } : {}),
          ...(act.picture ? { attachments: [upload(act.picture)] } : {}),
        });
      else if (act.do === 'slash') slash(who, room, act);
      else if (act.do === 'app')
        note(who, peer.menu(user, place, act.name, messageOf(act.message)), `used “${act.name}”`);
      else if (act.do === 'press') peer.click(user, messageOf(act.message), act.button);
      else if (act.do === 'forward') {
        const { content, attachments, snapshots } = messageOf(act.message);
        peer.post(user, direct[who], { snapshots: [snapshots[0] ?? { content, attachments }] });
      }
      peer.nudge();
      return {};
    },
    picture: (id) => uploads.get(id),
    fetchUpload,
    onChange(heard) {
      const look = () => {
        heard();
        return closed;
      };
      void peer.until(look, FOR_EVER_MS);
    },
    async close() {
      closed = true;
      peer.nudge();
      await peer.close();
    },
  };
}
