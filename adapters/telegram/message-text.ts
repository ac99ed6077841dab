import type { Message, MessageEntity } from 'grammy/types';
import type { CommandRequest, Said } from '../../commands/request.ts';
import { defined } from '../../src/core/defined.ts';
import { LOCALE_TAGS, toLocale } from '../../src/core/text/locale.ts';
import { toPictures } from './pictures.ts';
import { toRichWords } from './rich-text.ts';

/** What is needed to tell whether a message addresses this bot. */
export interface Self {
  id: number;
  username: string;
  /** Names of the commands that a group need not address to this bot. */
  commands: readonly string[];
  /** Whether a mention asks too. Telegram shows mentions only to a bot without privacy mode. */
  mentions: boolean;
  /** Privacy mode is off: the bot receives every group message. */
  seesAll: boolean;
}

/** What a message asks. What it is about is only collected here; `toWhatIsAsked` decides between the two. */
export type AskedText = Pick<CommandRequest, 'command' | 'about' | 'forwarded' | 'overheard' | keyof Said>;

/** Payloads of links that merely open the private chat. */
export const START_PLAIN = { help: 'help', answer: 'answer' } as const;

/**
 * In private, everything but a command is a claim; in a group only commands ask, and mentions if enabled. A forward asks nothing by itself: its commands
 * were meant for somebody else.
 */
export function readMessage(message: Message, self: Self): AskedText | undefined {
  const isPrivate = message.chat.type === 'private';
  if (message.forward_origin) {
    const about = isPrivate || self.mentions ? withId(message, toSaid(message, toAge(message))) : undefined;
    const asked = { command: 'check', text: '', saidAt: toMoment(message.date), forwarded: true } as const;
    return about && { ...asked, about, ...(!isPrivate && { overheard: true }) };
  }
  if (isPrivate && !commandOf(message)) {
    // A service message has no author.
    const said = toSaid(message, message.date);
    return said && toCheck(message, self, said.text);
  }
  if (isAsking(message.reply_to_message, self) && !commandOf(message)) return toCheck(message, self, wordsOf(message));
  return readCommand(message, self) ?? (self.mentions ? readMention(message, self) : undefined);
}

const ASKING = LOCALE_TAGS.map((tag) => `\n${toLocale(tag).t('telegram.reply')}`);

/** Whether the bot asked for the claim in that message; recognised by its words, so that a restart changes nothing. */
function isAsking(message: Message['reply_to_message'], self: Self): boolean {
  const isOurs = message?.from?.id === self.id && message.sender_chat === undefined;
  return isOurs && ASKING.some((words) => message.text?.endsWith(words));
}

/** Content of people's messages that may come without words. Most other kinds are service messages. */
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

/** Appends the first address that is hidden behind words, as channels link theirs: it is read if the words hold no claim. */
function withAddress(words: string, { entities, caption_entities }: Content): string {
  const links = (entities ?? caption_entities ?? []).filter((entity) => entity.type === 'text_link');
  const address = links.find(({ url }) => /^https?:/i.test(url))?.url;
  return address === undefined || words.includes('://') ? words : `${words}\n${address}`;
}

/** What a person said; undefined for a service message. @param seconds when it was said */
function toSaid(content: Content, seconds: number | undefined, words = wordsOf(content)): Said | undefined {
  const text = withAddress(words, content);
  const said = { text, ...(seconds !== undefined && { saidAt: toMoment(seconds) }) };
  const pictures = toPictures(content);
  if (pictures.length > 0) return { ...said, pictures };
  if (text !== '') return said;
  return WORDLESS.some((kind) => content[kind] !== undefined) ? { ...said, unreadable: true } : undefined;
}

const toMoment = (seconds: number) => new Date(seconds * 1000).toISOString();

/** A forwarded text is as old as its original. */
const toAge = ({ forward_origin: origin, date }: Pick<Message, 'forward_origin' | 'date'>) => origin?.date ?? date;

/** A check of a message's text without its command or mention, or of the message it replies to. */
function toCheck(message: Message, self: Self, text: string): AskedText {
  const own = toSaid(message, message.date, text) ?? { text, saidAt: toMoment(message.date) };
  return { command: 'check', ...own, ...defined({ about: toAbout(message, self) }) };
}

/** What a message replies to: the quoted part, or all of it; of another chat's message only what bots are shown. */
function toAbout({ quote, reply_to_message: replied, external_reply: elsewhere }: Message, self: Self) {
  // The bot's own message is nobody's claim; `posting` names the card that is replied to.
  if (replied?.from?.id === self.id && replied.sender_chat === undefined) return undefined;
  const seconds = replied ? toAge(replied) : elsewhere?.origin.date;
  const said = toSaid(
    quote ? { text: quote.text, entities: quote.entities ?? [] } : (replied ?? elsewhere ?? {}),
    seconds,
  );
  return withId(replied, said);
}

/** Adds the message's id, so that an answer can reply to it. */
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
  // Telegram's own button sends /start to every bot, in a group with the bot's name.
  if (command === 'start' && (isPrivate || isMine)) return readStart(argument, isPrivate);
  // In a group other bots have commands too, and an unknown command without a name is theirs.
  if (!isPrivate && !isMine && !self.commands.includes(command)) return undefined;
  if (command !== 'check') return { command, text: argument };
  return toCheck(message, self, argument);
}

/** A link from a group carries a payload. */
function readStart(payload: string, isPrivate: boolean): AskedText {
  const isPlain = Object.values<string>(START_PLAIN).includes(payload);
  return isPrivate && payload !== '' && !isPlain ? { command: 'open', text: payload } : { command: 'start', text: '' };
}

/** What a guest asks: Telegram has checked for the bot's name already. A forwarded text was meant for somebody else. */
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
