import { holdsClaim, type Picture, type Said } from '../../commands/request.ts';
import { toMarks } from '../../src/core/card/marks.ts';
import { defined } from '../../src/core/defined.ts';
import { LOCALE_TAGS, toLocale } from '../../src/core/text/locale.ts';
import { isOfDiscord } from './pictures.ts';

interface AttachmentFacts {
  url: string;
  contentType?: string | null;
  size: number;
  /** The sender's description of it. */
  alt?: string | null;
}

interface EmbedFacts {
  title?: string | null;
  description?: string | null;
  fields?: readonly { name: string; value: string }[];
  footer?: string | null;
  /** Discord's own copy of the embed's picture. */
  pictureUrl?: string | null;
}

/** The checkable parts of a message. */
export interface MessageFacts {
  /** When it was written, as an ISO timestamp. */
  saidAt?: string;
  content: string;
  embeds: EmbedFacts[];
  /** The texts of its components, in which other bots write whole messages; and the question of its poll. */
  displays: string[];
  attachments: AttachmentFacts[];
  /** The forwarded messages it carries; Discord does not say who wrote them. */
  snapshots: Omit<MessageFacts, 'snapshots'>[];
}

type Parts = Omit<MessageFacts, 'snapshots'>;

const IMAGE = /^image\/[\w.+-]{1,40}/;
const LINK = /<?https?:\/\/\S+/gi;
const MASKED_LINK = /\[([^[\]\n]{1,300})\]\(<?(https?:\/\/[^\s<>()]{1,600})>?(?: "[^"\n]{0,200}")?\)/gi;
const TIMESTAMP = /<t:(-?\d{1,10})(?::\w)?>/g;
const PERSON = /<@[!&]?\d{1,20}>/g;
const COMMAND = /<\/([^:<>\n]{1,100}):\d{1,20}>/g;
/** Custom emoji, channels, and links to parts of the server. */
const WORDLESS = /<(?:a?:\w{1,40}:|#|id:)[\w-]{1,40}>/g;

/** The marks around a text that may run in the other direction (`CardMarks.isolate`). */
const ISOLATES = /[\u2068\u2069]/g;
/** "You asked: ", in every language. */
const ASKED_LABELS = LOCALE_TAGS.map(toLocale).map((locale) => locale.t('card.asked') + toMarks(locale).colon);

/** What a message says: its words and pictures, with the time when they were said. */
export function toMessageParts(message: MessageFacts): Said {
  const pictures = [message, ...message.snapshots].flatMap(toPictures);
  const own = toText(message);
  const text = own || joinTexts(message.snapshots.map(toText));
  // A forwarded text is as old as the message it was first written in.
  const { saidAt } = own === '' ? (message.snapshots[0] ?? message) : message;
  const said = { text, ...defined({ saidAt }) };
  if (pictures.length > 0) return { ...said, pictures };
  return text === '' ? { text, unreadable: true } : said;
}

/** What its author wrote; if that holds no claim, what stands beside it, with its links. For a card of this bot, the card's claim. */
function toText(parts: Parts): string {
  const claims = toCardClaims(parts);
  if (claims !== '') return claims;
  const own = toOwn(parts);
  const beside = joinTexts([...parts.embeds.flatMap(toShown), ...parts.attachments.map(toAlt)].map(toWords));
  return beside === '' || holdsClaim(own) ? own : joinTexts([...(own.match(LINK) ?? []), beside]);
}

function toOwn({ content, displays }: Parts): string {
  return joinTexts([content, ...displays].map(toWords));
}

function toShown({ title, description, fields = [] }: EmbedFacts): string[] {
  return [title ?? '', description ?? '', ...fields.flatMap(({ name, value }) => [name, value])];
}

function toAlt({ contentType, alt }: AttachmentFacts): string {
  return IMAGE.test(contentType ?? '') ? (alt ?? '') : '';
}

/** The claims of this bot's cards in a message, one per line. */
export function toCardClaims({ embeds }: Pick<MessageFacts, 'embeds'>): string {
  return joinTexts(embeds.flatMap(toCardClaim));
}

/** The number before a row's claim, with the mark of a right-to-left card (card-rows.ts). */
const NUMBER = /^\u200f?\d{1,2}\\\. /;

/**
 * A card quotes its claim before its verdict (card-about.ts) or has it as its title, after "You asked:" if there is no verdict. Its footer ends in the
 * check's id (card.ts). The title of a row begins with its number.
 */
function toCardClaim({ title, description, footer }: EmbedFacts): string[] {
  const [, quoted] = /^> (.+)/.exec(description ?? '') ?? [];
  const isWhole = /^### /.test(description ?? '');
  const [number = ''] = (!isWhole && NUMBER.exec(title ?? '')) || [];
  const said = title?.slice(number.length) ?? '';
  const isVerdict = isWhole || (number !== '' && /^\*\*/.test(description ?? ''));
  const claim = quoted ?? (isVerdict ? said : toAsked(said));
  if (!claim || !/ [0-9A-Z]{8}$/.test(footer ?? '')) return [];
  return [claim.replace(ISOLATES, '').replace(/\\([!-/:-@[-`{-~])/g, '$1')];
}

/** The text after the label, in whatever language the card is written. */
function toAsked(title: string): string | undefined {
  const label = ASKED_LABELS.find((one) => title.startsWith(one));
  return label && title.slice(label.length);
}

/** Discord's markup as people read it. Nobody is named: a user's id is not what the claim is about. */
function toWords(text: string): string {
  return text
    .replace(MASKED_LINK, '$1 $2')
    .replace(TIMESTAMP, (_, seconds: string) => toDay(Number(seconds)))
    .replace(PERSON, '@someone')
    .replace(COMMAND, '/$1')
    .replace(WORDLESS, ' ');
}

function toDay(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

/** Uploaded pictures of any size: a picture that is too large is reported as such. Embed previews only if the text holds no claim. */
function toPictures(parts: Parts): Picture[] {
  const attached = parts.attachments
    .filter(({ contentType }) => IMAGE.test(contentType ?? ''))
    .map(({ url, contentType, size }) => ({ ref: url, mediaType: contentType?.split(';')[0] ?? '', size }));
  const previews = parts.embeds.length > 0 && !holdsClaim(toOwn(parts)) ? parts.embeds : [];
  const shown = previews.flatMap(({ pictureUrl }) => (pictureUrl ? [{ ref: pictureUrl, mediaType: 'image/*' }] : []));
  return [...attached, ...shown].filter(({ ref }) => isOfDiscord(ref));
}

function joinTexts(texts: string[]): string {
  return texts.filter((text) => text.trim() !== '').join('\n');
}
