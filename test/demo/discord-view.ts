import type { Button, Message, RegisteredCommand } from '../peers/discord/world.ts';
import { parseMarkdown } from './markdown.ts';
import type { ButtonView, CommandView, EmbedView, MessageView, Piece, RoomView } from './page/views.ts';

/** What has to be known of the place to show a message in it. */
export interface DiscordPlace {
  /** Whose screen it is. */
  myId: string;
  botId: string;
  nameOf(id: string): string | undefined;
  /** Another message of the channel. */
  messageOf(id: string): Message | undefined;
  /** The command that an answer belongs to. */
  commandOf(interactionId: string): { author: string; text: string } | undefined;
}

/** Discord's types of a message that was pinned, and its time zero. */
const PINNED_NOTICE = 6;
const EPOCH_MS = 1_420_070_400_000n;
/** Discord's command types and option types. */
const SLASH = 1;
const MENU = 3;
const TEXT = 3;
const SWITCH = 5;
const ATTACHMENT = 11;
const STYLES: Readonly<Record<number, ButtonView['style']>> = { 1: 'primary', 4: 'danger' };

/** A message as Discord's client shows it. */
export function toDiscordMessage(message: Message, place: DiscordPlace): MessageView {
  const { id, authorId, type, content, embeds, components, attachments, snapshots, thinking, pinned, edits } = message;
  const isNotice = type === PINNED_NOTICE;
  const reply = isNotice ? undefined : toReply(message, place);
  const [forwarded] = snapshots;
  const shown = forwarded ? forwarded.content : content;
  return {
    id,
    author: place.nameOf(authorId) ?? 'somebody',
    isBot: authorId === place.botId,
    isOwn: authorId === place.myId,
    at: new Date(Number((BigInt(id) >> 22n) + EPOCH_MS)).toISOString(),
    isEdited: edits > 0,
    isPinned: pinned,
    isForYou: message.ephemeralTo !== undefined,
    isThinking: thinking,
    isNotice,
    ...(reply ? { reply } : {}),
    ...(forwarded ? { forwarded: '' } : {}),
    pictures: (forwarded?.attachments ?? attachments).map(({ url }) => `/picture/discord/${toPictureId(url)}`),
    body: isNotice ? ['pinned a message to this channel.'] : parseMarkdown(shown, place.nameOf),
    embeds: toDiscordEmbeds(embeds),
    buttons: toDiscordButtons(components),
  };
}

/** Where Discord keeps uploads, as far as the adapter looks. */
const UPLOADS = 'https://cdn.discordapp.com/attachments/demo/';

/** The address of an upload of this name. */
export const toUpload = (id: string): string => `${UPLOADS}${id}`;

/** The name of an upload at this address. */
export const toPictureId = (address: string): string => address.slice(UPLOADS.length);

function toReply({ referenceId, interactionId }: Message, place: DiscordPlace): MessageView['reply'] {
  if (interactionId !== undefined) return place.commandOf(interactionId);
  if (referenceId === undefined) return undefined;
  const replied = place.messageOf(referenceId);
  if (!replied) return { author: '', text: 'a deleted message' };
  const { authorId, content, snapshots } = replied;
  return { author: place.nameOf(authorId) ?? '', text: content || (snapshots[0]?.content ?? '') };
}

/** Embeds in Discord's own JSON. */
export function toDiscordEmbeds(embeds: readonly object[]): EmbedView[] {
  return embeds.map((given) => {
    const embed = given as {
      title?: string;
      description?: string;
      color?: number;
      fields?: { name: string; value: string }[];
      footer?: { text: string };
    };
    const parse = (text = ''): Piece[] => parseMarkdown(text);
    return {
      colour: `#${(embed.color ?? 0x4e5058).toString(16).padStart(6, '0')}`,
      title: parse(embed.title),
      description: parse(embed.description),
      fields: (embed.fields ?? []).map(({ name, value }) => ({ name: parse(name), value: parse(value) })),
      footer: embed.footer?.text ?? '',
    };
  });
}

/** Rows of buttons in Discord's own JSON. */
export function toDiscordButtons(rows: readonly { components: readonly Button[] }[]): ButtonView[][] {
  return rows.map(({ components }) =>
    components.map(({ label = '', style, custom_id }) => ({
      label,
      style: STYLES[style] ?? 'plain',
      ...(custom_id === undefined ? {} : { press: custom_id }),
    })),
  );
}

/** The slash commands that are offered to somebody, and what the message menu has. */
export function toDiscordCommands(offered: readonly RegisteredCommand[]): Pick<RoomView, 'commands' | 'apps'> {
  const of = (type: number) => offered.filter((command) => command.type === type);
  return { commands: of(SLASH).map(toCommandView), apps: of(MENU).map(({ name }) => name) };
}

function toCommandView({ name, description, options = [] }: RegisteredCommand): CommandView {
  const argument = options.find(({ type }) => type === TEXT);
  const picture = options.find(({ type }) => type === ATTACHMENT);
  return {
    name,
    description,
    ...(argument ? { argument: argument.name } : {}),
    ...(picture ? { picture: picture.name } : {}),
    completes: argument?.autocomplete === true,
    canBePrivate: options.some(({ type }) => type === SWITCH),
  };
}
