import type { CommandRequest } from '../../commands/command.ts';

/** A message as far as its text can be checked. */
export interface MessageFacts {
  content: string;
  embeds: { title?: string | null; description?: string | null }[];
  /** The forwarded messages it carries. */
  snapshots: { content: string }[];
}

/** What an interaction says, as plain data. */
export interface InteractionFacts {
  id: string;
  userId: string;
  /** Null where Discord names none; a direct message to the bot has one as well. */
  channelId: string | null;
  guildId: string | null;
  /** Discord's locale of the person, for example `pt-BR`. */
  locale: string;
  asked:
    | { kind: 'slash'; name: string; argument: string }
    | { kind: 'menu'; message: MessageFacts }
    | { kind: 'button'; customId: string };
}

/** Commands whose answer is for everyone in the channel; the others are answered to the asker alone. */
const PUBLIC_COMMANDS: ReadonlySet<string> = new Set(['check']);

const LANGUAGE_TAG = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

/**
 * An interaction as a request. A chat is a channel, not the guild: what was asked in a closed channel stays there. A
 * button's `custom_id` is `command:argument`; the message menu is `/check` with that message's text.
 */
export function toCommandRequest(facts: InteractionFacts): CommandRequest {
  const { asked } = facts;
  const [command, text] =
    asked.kind === 'slash'
      ? [asked.name, asked.argument]
      : asked.kind === 'menu'
        ? ['check', toMessageText(asked.message)]
        : parseCustomId(asked.customId);
  return {
    id: facts.id,
    platform: 'discord',
    command,
    text,
    actorId: facts.userId,
    chat: { id: facts.channelId ?? facts.userId, kind: facts.guildId === null ? 'private' : 'group' },
    ...(LANGUAGE_TAG.test(facts.locale) ? { locale: facts.locale } : {}),
  };
}

/** Whether the answer is for the asker alone; has to be known before Discord is told that there will be one. */
export function isForAskerOnly(request: Pick<CommandRequest, 'command'>): boolean {
  return !PUBLIC_COMMANDS.has(request.command);
}

/** The words of a message: what its author wrote, else what an embed says, else what was forwarded. */
export function toMessageText({ content, embeds, snapshots }: MessageFacts): string {
  if (content.trim() !== '') return content;
  const embedded = embeds.flatMap(({ title, description }) => [title ?? '', description ?? '']);
  return joinTexts(embedded) || joinTexts(snapshots.map((snapshot) => snapshot.content));
}

function joinTexts(texts: string[]): string {
  return texts.filter((text) => text.trim() !== '').join('\n');
}

function parseCustomId(customId: string): [command: string, argument: string] {
  const colon = customId.indexOf(':');
  return colon < 0 ? [customId, ''] : [customId.slice(0, colon), customId.slice(colon + 1)];
}
