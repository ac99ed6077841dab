import type { Message, MessageEntity } from 'grammy/types';
import type { CommandRequest } from '../../commands/request.ts';
import { toPictures } from './pictures.ts';
import { toRichWords } from './rich-text.ts';

/** What is needed to tell whether somebody means this bot. */
export interface Self {
  id: number;
  username: string;
  /** Names of the commands that a group need not address to this bot. */
  commands: readonly string[];
  /** Whether a mention is a question too. Telegram shows them only to a bot without privacy mode. */
  mentions: boolean;
}

/** What a message asks for. */
export interface AskedText extends Pick<CommandRequest, 'command' | 'text' | 'pictures' | 'saidAt'> {
  /** There is nothing in it that could be checked: neither words nor a picture. */
  unreadable?: true;
}

/** Payloads of links to the private chat that lead to nothing but the bot itself. */
export const START_PLAIN = { help: 'help', answer: 'answer' } as const;

/** In private, what is no command is a claim. A forwarded message always is: its commands were said to somebody else. */
export function readPrivate(message: Message, self: Self): AskedText | undefined {
  if (!message.forward_origin && commandOf(message)) return readCommand(message, self);
  const text = wordsOf(message);
  const pictures = toPictures(message);
  if (text !== '' || pictures.length > 0) return toCheck(text, pictures, message);
  // Who sends a voice message is told that it cannot be heard; a service message is nobody's.
  return WORDLESS.some((kind) => message[kind] !== undefined)
    ? { command: 'check', text: '', unreadable: true }
    : undefined;
}

/** What people send that need not have words. Of the rest most is said by Telegram itself. */
const WORDLESS = [
  'animation',
  'audio',
  'checklist',
  'contact',
  'dice',
  'document',
  'game',
  'live_photo',
  'location',
  'paid_media',
  'poll',
  'rich_message',
  'sticker',
  'story',
  'venue',
  'video',
  'video_note',
  'voice',
] as const satisfies readonly (keyof Message)[];

function wordsOf({ text, caption, rich_message: rich }: Pick<Message, 'text' | 'caption' | 'rich_message'>): string {
  return text ?? caption ?? (rich ? toRichWords(rich) : '');
}

/** In a group only commands, and mentions where they count. */
export function readGroup(message: Message, self: Self): AskedText | undefined {
  if (message.forward_origin) return undefined;
  return readCommand(message, self) ?? (self.mentions ? readMention(message, self) : undefined);
}

type Said = Partial<Pick<Message, 'date' | 'forward_origin'>>;

/** @param said the message whose words these are; one that was passed on is as old as its origin */
function toCheck(text: string, pictures: ReturnType<typeof toPictures>, said: Said): AskedText {
  const seconds = said.forward_origin?.date ?? said.date;
  const saidAt = seconds && new Date(seconds * 1000).toISOString();
  return { command: 'check', text, ...(pictures.length > 0 && { pictures }), ...(saidAt && { saidAt }) };
}

function entitiesOf(message: Message): readonly MessageEntity[] {
  return (message.text === undefined ? message.caption_entities : message.entities) ?? [];
}

const commandOf = (message: Message): MessageEntity | undefined =>
  entitiesOf(message).find(({ type, offset }) => type === 'bot_command' && offset === 0);

function readCommand(message: Message, self: Self): AskedText | undefined {
  const entity = commandOf(message);
  if (!entity) return undefined;
  const text = message.text ?? message.caption ?? '';
  const [typed = '', addressee] = text.slice(1, entity.length).split('@');
  const isMine = addressee?.toLowerCase() === self.username.toLowerCase();
  if (addressee !== undefined && !isMine) return undefined;
  const command = typed.toLowerCase();
  const argument = text.slice(entity.length).trim();
  const isPrivate = message.chat.type === 'private';
  // Every bot is sent by Telegram's own button with /start, in a group with its name.
  if (command === 'start' && (isPrivate || isMine)) return readStart(argument, isPrivate);
  // In a group other bots have commands too, and an unknown one without a name is theirs.
  if (!isPrivate && !isMine && !self.commands.includes(command)) return undefined;
  if (command !== 'check') return { command, text: argument };
  return argument === '' ? toAbout(message, self) : toCheck(argument, toPictures(message), message);
}

/** A link out of a group brings its payload along. */
function readStart(payload: string, isPrivate: boolean): AskedText {
  const isPlain = Object.values<string>(START_PLAIN).includes(payload);
  return isPrivate && payload !== '' && !isPlain ? { command: 'open', text: payload } : { command: 'start', text: '' };
}

function readMention(message: Message, self: Self): AskedText | undefined {
  const text = message.text ?? message.caption ?? '';
  const mention = entitiesOf(message).find(({ type, offset, length, ...rest }) => {
    if (type === 'text_mention') return 'user' in rest && rest.user.id === self.id;
    const name = text.slice(offset, offset + length).toLowerCase();
    return type === 'mention' && name === `@${self.username.toLowerCase()}`;
  });
  if (!mention) return undefined;
  const { offset, length } = mention;
  const argument = `${text.slice(0, offset).trim()} ${text.slice(offset + length).trim()}`.trim();
  return argument === '' ? toAbout(message, self) : toCheck(argument, toPictures(message), message);
}

/** What /check without words is about: the marked part of the message replied to, or all of it; else its own pictures. */
function toAbout(message: Message, self: Self): AskedText {
  const { quote, reply_to_message: replied, external_reply: elsewhere } = message;
  const own = toPictures(message);
  if (own.length > 0) return toCheck('', own, message);
  // What this bot said itself is no claim of anybody's.
  if (replied?.from?.id === self.id && replied.sender_chat === undefined) return { command: 'check', text: '' };
  const said = replied ?? (elsewhere ? { forward_origin: elsewhere.origin } : {});
  if (quote) return toCheck(quote.text, [], said);
  return toCheck(replied ? wordsOf(replied) : '', toPictures(replied ?? elsewhere ?? {}), said);
}
