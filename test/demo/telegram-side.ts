import type { Message } from 'grammy/types';
import { createTelegramPeer, type PeerChat, type TelegramPeer } from '../peers/telegram/index.ts';
import type { InlineAnswer, PeerUser } from '../peers/telegram/world.ts';
import type { Act, CommandView, Outcome, PersonId, Room, RoomView } from './page/views.ts';
import { forEach, RUMOURS } from './people.ts';
import { inTime, MOST_MESSAGES, pick, type Side, toPicture } from './side.ts';
import { toTelegramMessage } from './telegram-view.ts';

/** Telegram's client shows it so long, in ms. */
const TYPING_MS = 5_000;

/** A Telegram group, where Mia is an administrator who may pin, and everybody's private chat with the bot. */
export async function openTelegramSide(): Promise<
  Side & {
    peer: TelegramPeer;
    groupId: string;
    group: PeerChat;
    users: Record<PersonId, PeerUser>;
    userIds: Record<PersonId, string>;
  }
> {
  const peer = await createTelegramPeer({ inline: true, idsAfter: Math.floor(Date.now() / 1_000) });
  const users = forEach(({ name }) => peer.addUser({ firstName: name, languageCode: 'en' }));
  const { ana, ben, mia } = users;
  const group = peer.addGroup({
    title: 'Neighbours',
    members: [ana, ben],
    admins: [{ user: mia, rights: { can_pin_messages: true } }],
    bot: { rights: { can_pin_messages: true } },
  });
  const direct = forEach(({ id }) => peer.addPrivateChat(users[id], { started: false }));
  for (const text of RUMOURS) peer.say(ben, group, text);
  /** What was offered to each while they typed. */
  const offered = forEach((): InlineAnswer['results'] => []);
  const typing = new Map<number, { sinceId: number; until: number }>();
  let seen = 0;

  const placeOf = (who: PersonId, room: Room): PeerChat => (room === 'group' ? group : direct[who]);

  /** Who writes to the bot for the first time has pressed Start before. */
  function start(who: PersonId): void {
    if (!direct[who].standings.has(peer.bot.id)) peer.setStanding(direct[who], peer.bot, 'member');
  }

  function noteTyping(): void {
    for (const { method, payload } of peer.requests.slice(seen)) {
      if (method !== 'sendChatAction') continue;
      const id = Number(payload.chat_id);
      const place = [group, ...Object.values(direct)].find((one) => one.id === id);
      if (place) typing.set(id, { sinceId: place.nextMessageId, until: performance.now() + TYPING_MS });
    }
    seen = peer.requests.length;
  }

  function isTyping(place: PeerChat): boolean {
    const one = typing.get(place.id);
    if (!one || one.until < performance.now()) return false;
    return !peer.answers(place).some(({ message_id }) => message_id >= one.sinceId);
  }

  function menuOf(who: PersonId, room: Room): CommandView[] {
    const scope = room === 'private' ? 'private_chats' : users[who] === mia ? 'chat_administrators' : 'group_chats';
    const menu = peer.commands.get(`all_${scope}/`) ?? [];
    return menu.map(({ command: name, description }) => ({ name, description, completes: false, canBePrivate: false }));
  }

  function toRoom(who: PersonId, room: Room): RoomView {
    const place = placeOf(who, room);
    const shown = { myId: users[who].id, pinned: new Set(place.pins.map(({ messageId }) => messageId)) };
    return {
      title: room === 'group' ? 'Neighbours' : peer.bot.first_name,
      about: room === 'group' ? 'group, 4 members' : 'your private chat with the bot',
      messages: peer
        .messages(place)
        .slice(-MOST_MESSAGES)
        .map((message) => toTelegramMessage(message, shown)),
      isTyping: isTyping(place),
      commands: menuOf(who, room),
      apps: [],
    };
  }

  function say(who: PersonId, room: Room, { text, replyTo, picture }: Act & { do: 'say' }): void {
    const replied = replyTo === undefined ? undefined : messageOf(who, room, replyTo);
    if (room === 'private') start(who);
    peer.say(users[who], placeOf(who, room), text, {
      ...(replied && { replyTo: replied }),
      ...(picture !== undefined && { picture: toPicture(picture) }),
    });
  }

  function messageOf(who: PersonId, room: Room, id: string): Message {
    return pick(peer.messages(placeOf(who, room)), ({ message_id }) => String(message_id) === id);
  }

  function forward(who: PersonId, message: Message): void {
    const { from, text = message.caption ?? '', date, forward_origin } = message;
    const picture = peer.fileOf(message.photo?.at(-1)?.file_id ?? '');
    if (!from) return;
    start(who);
    const forwardOrigin = forward_origin ?? { type: 'user' as const, sender_user: from, date };
    peer.say(users[who], direct[who], text, { forwardOrigin, ...(picture && { picture }) });
  }

  async function offer(who: PersonId, { text }: Act & { do: 'suggest' }): Promise<Outcome> {
    const answer = await inTime(peer.typeInline(users[who], text));
    offered[who] = answer?.results ?? [];
    return {
      choices: offered[who].map(({ id, title, description }) => ({
        label: title,
        value: id,
        ...(description === undefined ? {} : { about: description }),
      })),
    };
  }

  return {
    platform: 'telegram',
    peer,
    groupId: String(group.id),
    group,
    users,
    userIds: forEach(({ id }) => String(users[id].id)),
    view: (who) => ({
      rooms: { group: toRoom(who, 'group'), private: toRoom(who, 'private') },
      bot: peer.bot.username,
    }),
    async act(who, room, act) {
      const user = users[who];
      if (act.do === 'suggest') return offer(who, act);
      if (act.do === 'say') say(who, room, act);
      else if (act.do === 'forward') forward(who, messageOf(who, room, act.message));
      else if (act.do === 'start') say(who, 'private', { do: 'say', text: `/start ${act.payload}`.trim() });
      else if (act.do === 'choose') {
        const { message } = pick(offered[who], ({ id }) => id === act.result);
        const { text, entities = [] } = message;
        peer.say(user, placeOf(who, room), text, { viaBot: peer.bot, entities });
      } else if (act.do === 'press') {
        const answer = await inTime(peer.click(user, messageOf(who, room, act.message), act.button));
        return answer?.text === undefined ? {} : { toast: answer.text };
      }
      return {};
    },
    picture: peer.fileOf,
    onChange: (heard) =>
      peer.onChange(() => {
        noteTyping();
        heard();
      }),
    close: () => peer.close(),
  };
}
