import type { Message, MessageEntity } from 'grammy/types';
import type { CommandRequest, Said } from '../../commands/request.ts';
import { defined } from '../../src/core/defined.ts';
import { LOCALE_TAGS, toLocale } from '../../src/core/text/locale.ts';
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
  /** Privacy mode is off: what is written in groups comes, all of it. */
  seesAll: boolean;
}

/** What a message asks for. What it is about is only collected here; `toWhatIsAsked` decides between the two. */
export type AskedText = Pick<CommandRequest, 'command' | 'about' | 'forwarded' | 'overheard' | keyof Said>;

/** Payloads of links to the private chat that lead to nothing but the bot itself. */
export const START_PLAIN = { help: 'help', answer: 'answer' } as const;

/**
 * In private, what is no command is a claim; in a group only commands ask, and mentions where they count. What was forwarded asks nothing by itself: its
 * commands were said to somebody else.
 */
export function readMessage(message: Message, self: Self): AskedText | undefined {
  const isPrivate = message.chat.type === 'private';
  if (message.forward_origin) {
    const about = isPrivate || self.mentions ? withId(message, toSaid(message, toAge(message))) : undefined;
    const asked = { command: 'check', text: '', saidAt: toMoment(message.date), forwarded: true } as const;
    return about && { ...asked, about, ...(!isPrivate && { overheard: true }) };
  }
  if (isPrivate && !commandOf(message)) {
    // A service message is nobody's.
    const said = toSaid(message, message.date);
    return said && toCheck(message, self, said.text);
  }
  if (isAsking(message.reply_to_message, self) && !commandOf(message)) return toCheck(message, self, wordsOf(message));
  return readCommand(message, self) ?? (self.mentions ? readMention(message, self) : undefined);
}

const ASKING = LOCALE_TAGS.map((tag) => `\n${toLocale(tag).t('telegram.reply')}`);

/** Whether this bot asked for the claim in that message; known by its words, so that no restart forgets it. */
function isAsking(message: Message['reply_to_message'], self: Self): boolean {
  const isOurs = message?.from?.id === self.id && message.sender_chat === undefined;
  return isOurs && ASKING.some((words) => message.text?.endsWith(words));
}

/** What people send that need not have words. Of the rest most is said by Telegram itself. */
const WORDLESS = [
  'animation',
  'audio',
  'contact',
  'dice',
  'document',
  'game',
  'live_photo',
  'location',
  'paid_media',
  'rich_message',
  'sticker',
  'story',
  'venue',
  'video',
  'video_note',
  'voice',
] as const satisfies readonly (keyof Message)[];

function wordsOf({ text, caption, rich_message: rich, poll, checklist }: Content): string {
  const list = checklist && [checklist.title, ...checklist.tasks.map((task) => task.text)].join('\n');
  return text ?? caption ?? (rich ? toRichWords(rich) : (poll?.question ?? list ?? ''));
}

type Words = 'text' | 'entities' | 'caption' | 'caption_entities' | 'rich_message' | 'poll' | 'checklist';
type Content = Partial<Pick<Message, Words | 'photo' | 'document' | (typeof WORDLESS)[number]>>;

/** The first address that only stands behind words, as channels write theirs: where the words say nothing, it is read. */
function withAddress(words: string, { entities, caption_entities }: Content): string {
  const links = (entities ?? caption_entities ?? []).filter((entity) => entity.type === 'text_link');
  const address = links.find(({ url }) => /^https?:/i.test(url))?.url;
  return address === undefined || words.includes('://') ? words : `${words}\n${address}`;
}

/** What somebody said; nothing of what Telegram itself says. @param seconds when */
function toSaid(content: Content, seconds: number | undefined, words = wordsOf(content)): Said | undefined {
  const text = withAddress(words, content);
  const said = { text, ...(seconds !== undefined && { saidAt: toMoment(seconds) }) };
  const pictures = toPictures(content);
  if (pictures.length > 0) return { ...said, pictures };
  if (text !== '') return said;
  return WORDLESS.some((kind) => content[kind] !== undefined) ? { ...said, unreadable: true } : undefined;
}

const toMoment = (seconds: number) => new Date(seconds * 1000).toISOString();

/** What was passed on is as old as its origin. */
const toAge = ({ forward_origin: origin, date }: Pick<Message, 'forward_origin' | 'date'>) => origin?.date ?? date;

/** A check of what is left of a message without its command or mention, or of what it replies to. */
function toCheck(message: Message, self: Self, text: string): AskedText {
  const own = toSaid(message, message.date, text) ?? { text, saidAt: toMoment(message.date) };
  return { command: 'check', ...own, ...defined({ about: toAbout(message, self) }) };
}

/** What a message replies to: the marked part of it, or all of it; of another chat's only what bots are shown. */
function toAbout({ quote, reply_to_message: replied, external_reply: elsewhere }: Message, self: Self) {
  // What this bot said itself is no claim of anybody's; whose card it is, the request says.
  if (replied?.from?.id === self.id && replied.sender_chat === undefined) return undefined;
  const seconds = replied ? toAge(replied) : elsewhere?.origin.date;
  const said = toSaid(
    quote ? { text: quote.text, entities: quote.entities ?? [] } : (replied ?? elsewhere ?? {}),
    seconds,
  );
  return withId(replied, said);
}

/** An answer can hang on it. */
function withId(message: Pick<Message, 'message_id'> | undefined, said: Said | undefined): AskedText['about'] {
  return said && { ...said, ...(message && { messageId: String(message.message_id) }) };
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
  return toCheck(message, self, argument);
}

/** A link out of a group brings its payload along. */
function readStart(payload: string, isPrivate: boolean): AskedText {
  const isPlain = Object.values<string>(START_PLAIN).includes(payload);
  return isPrivate && payload !== '' && !isPlain ? { command: 'open', text: payload } : { command: 'start', text: '' };
}

/** What a guest is asked: Telegram has looked for the bot's name already. What was passed on was said to somebody else. */
export function readGuest(message: Message, self: Self): AskedText | undefined {
  return message.forward_origin ? undefined : (readMention(message, self) ?? toCheck(message, self, wordsOf(message)));
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
  return toCheck(message, self, argument);
}
