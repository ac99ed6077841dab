import { type Client, GatewayIntentBits, type Message, MessageReferenceType } from 'discord.js';
import type { PlatformRight } from '../../commands/command.ts';
import { type CommandRequest, toCheckedMessage } from '../../commands/request.ts';
import type { RouterOptions } from '../../commands/router.ts';
import type { Answers, JobIntake } from '../../src/bot/chat-adapter.ts';
import { createTakeOn } from '../../src/bot/take-on.ts';
import { defined } from '../../src/core/defined.ts';
import { toLocale } from '../../src/core/text/locale.ts';
import { toAnchor } from './address.ts';
import type { Calls } from './api.ts';
import { toFault } from './errors.ts';
import { toMessageFacts, toParent } from './facts.ts';
import type { UserLocales } from './locales.ts';
import type { MessageBody } from './message.ts';
import { isPersonClosed } from './outcomes.ts';
import type { Pinner } from './pin.ts';
import { renderApology, renderLine } from './render.ts';
import { askRight } from './rights.ts';
import { toCardClaims, toMessageParts } from './words.ts';

export interface WrittenOptions {
  client: Client;
  service: JobIntake & Answers;
  calls: Calls;
  pinner: Pinner;
  userLocales: UserLocales;
  onFault: RouterOptions['onFault'];
}

/** A command typed as plain text, as in private chats on other platforms. */
const TYPED = /^\/([a-z]{1,32})(?:\s+([\s\S]*))?$/i;

/** Answers messages to the bot: direct ones, and mentions. */
export function createWrittenAnswerer({ client, service, calls, pinner, userLocales, onFault }: WrittenOptions) {
  const report = (error: unknown, { platform, command, id }: Pick<CommandRequest, 'platform' | 'command' | 'id'>) => {
    // A person who blocks the bot and still writes to it is no fault that anybody could fix.
    if (!isPersonClosed(error)) onFault(toFault(error), { platform, command, id });
  };
  const takeOn = createTakeOn(service, report);
  const isSlash = (name: string) => service.commands.some((command) => command.listed && command.name === name);

  const withoutName = (text: string) => text.replace(new RegExp(`<@!?${client.user?.id}>`, 'g'), '').trim();

  async function toRequest(message: Message): Promise<CommandRequest> {
    const { author, content, guildId } = message;
    const locale = userLocales.of(author.id) ?? message.guild?.preferredLocale;
    const group = guildId === null ? undefined : { groupId: guildId, ...toParent(message.channel) };
    const base = {
      id: message.id,
      platform: 'discord',
      actorId: author.id,
      chat: { id: message.channelId, kind: group ? 'group' : 'private', ...group } as const,
      ...defined({ locale }),
    };
    const facts = toMessageFacts(message);
    const { saidAt } = facts;
    if (facts.snapshots.length > 0) {
      const overheard = group ? ({ overheard: true } as const) : {};
      const about = toMessageParts(facts);
      return { ...base, command: 'check', text: '', ...defined({ saidAt }), about, forwarded: true, ...overheard };
    }
    const [, typed = '', argument = ''] = (!group && TYPED.exec(content.trim())) || [];
    const name = typed.toLowerCase();
    const command = isSlash(name) ? name : 'check';
    const words = isSlash(name) ? argument : withoutName(content);
    if (command !== 'check') return { ...base, command, text: words };
    const { unreadable, ...own } = toMessageParts({ ...facts, content: words });
    const about = await toAbout(message);
    // A mention or a command alone asks nothing yet.
    const isWordless = unreadable && content === '';
    return { ...base, command, ...own, ...defined({ saidAt, about }), ...(isWordless && { unreadable }) };
  }

  /** The message that this one replies to; of the bot's own messages only the claims of their cards. */
  async function toAbout(message: Message): Promise<CommandRequest['about']> {
    const replied = await toReferenced(message);
    if (!replied) return undefined;
    const facts = toMessageFacts(replied);
    facts.content = withoutName(facts.content);
    const isHidden = replied.inGuild() && !client.options.intents.has(GatewayIntentBits.MessageContent);
    const messageId = replied.id;
    if (isHidden && !hasSomething(replied)) return { text: '', hidden: true, messageId };
    if (replied.author.id !== client.user?.id) return { ...toMessageParts(facts), messageId };
    const text = toCardClaims(facts);
    return text === '' ? undefined : { text, messageId };
  }

  /** The referenced message; fetched if the event brought it without its text, or not at all. */
  async function toReferenced({ reference, channel }: Message): Promise<Message | undefined> {
    if (reference?.messageId === undefined || reference.type === MessageReferenceType.Forward) return undefined;
    const known = channel.messages.cache.get(reference.messageId);
    if (known && hasSomething(known)) return known;
    return channel.messages.fetch({ message: reference.messageId, force: true }).catch(() => undefined);
  }

  /** Sends the answer as a reply to the message: Discord cannot show it to its author alone. */
  async function reply(message: Message, body: MessageBody): Promise<void> {
    await calls.send(message.channelId, body, message.id, NEVER, message.id);
  }

  async function take(
    message: Message,
    request: CommandRequest,
    can: (right: PlatformRight) => Promise<boolean>,
    signal: AbortSignal,
  ): Promise<void> {
    const address = {
      ...{ kind: 'message' as const, userId: request.actorId, channelId: message.channelId, messageId: message.id },
      ...defined({ checkedId: toCheckedMessage(request) }),
    };
    const goOn = await takeOn({
      ...{ request, address, can, isWritten: true },
      async acknowledge(job) {
        if (request.chat.kind === 'group' && job.request.private === true) return undefined;
        const line = toLocale(job.request.locale).t('progress.matching');
        const anchor = toAnchor(address, job);
        const sent = await calls.send(message.channelId, renderLine(line), request.id, NEVER, anchor);
        return { channelId: sent.channel_id, messageId: sent.id };
      },
      apologise: () => reply(message, renderApology(request.locale)),
    });
    await goOn?.(signal);
  }

  return {
    /** Answers a message that is for the bot (`isForBot`). Never rejects. */
    async answer(message: Message, signal: AbortSignal): Promise<void> {
      let request: CommandRequest | undefined;
      try {
        request = await toRequest(message);
        const { actorId, chat } = request;
        if (request.command === 'forget') userLocales.forget(actorId);
        const can = (right: PlatformRight) => askRight(client, actorId, right, chat.id);
        if (service.isSlow(request.command)) await take(message, request, can, signal);
        else {
          const answer = await service.answerNow(request, can, signal);
          // In a private chat its person may pin.
          if (answer) await reply(message, await pinner.carryOut(answer, request, true, signal));
        }
      } catch (error) {
        if (!signal.aborted) report(error, { platform: 'discord', command: 'check', id: message.id, ...request });
      }
    },
  };
}

const NEVER = new AbortController().signal;

function hasSomething({ content, embeds, attachments, messageSnapshots, poll }: Message): boolean {
  return content !== '' || embeds.length > 0 || attachments.size > 0 || messageSnapshots.size > 0 || poll !== null;
}
