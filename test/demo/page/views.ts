/** What the server tells the page: plain data, made for whoever looks. Types alone, so that both sides can use them. */

export type PersonId = 'ana' | 'ben' | 'mia';
export type Platform = 'discord' | 'telegram';
export type Room = 'group' | 'private';

/** A text with its marks, the same for both platforms. The page makes elements of it, and never reads it as HTML. */
export type Piece = string | { as: Mark; inside: Piece[]; href?: string };
export type Mark =
  | 'strong'
  | 'em'
  | 'u'
  | 's'
  | 'code'
  | 'pre'
  | 'quote'
  | 'heading'
  | 'small'
  | 'spoiler'
  | 'mention'
  | 'link';

export interface ButtonView {
  label: string;
  style: 'plain' | 'primary' | 'danger';
  /** What is told when it is pressed. */
  press?: string;
  /** It leads into the private chat with the bot, with this. */
  start?: string;
}

export interface EmbedView {
  colour: string;
  title: Piece[];
  description: Piece[];
  fields: { name: Piece[]; value: Piece[] }[];
  footer: string;
}

export interface MessageView {
  id: string;
  author: string;
  isBot: boolean;
  isOwn: boolean;
  /** ISO moment. */
  at: string;
  isEdited: boolean;
  isPinned: boolean;
  /** Nobody else sees it. */
  isForYou: boolean;
  /** Acknowledged, and nothing shown yet. */
  isThinking: boolean;
  /** What the platform itself says: somebody pinned a message. */
  isNotice: boolean;
  /** The message that it replies to, or the command that it answers. */
  reply?: { author: string; text: string };
  /** Whose words were passed on; Discord does not say. */
  forwarded?: string;
  /** The bot by way of which it was sent: it was chosen from what that offered. */
  via?: string;
  /** Where the page has its pictures from. */
  pictures: string[];
  body: Piece[];
  embeds: EmbedView[];
  buttons: ButtonView[][];
}

export interface RoomView {
  title: string;
  about: string;
  messages: MessageView[];
  isTyping: boolean;
  /** What is offered there to who types a slash. */
  commands: CommandView[];
  /** What Discord's message menu offers there under Apps. */
  apps: string[];
}

export interface CommandView {
  name: string;
  description: string;
  argument?: string;
  /** Its option for a picture. */
  picture?: string;
  completes: boolean;
  canBePrivate: boolean;
}

export interface SideView {
  rooms: Record<Room, RoomView>;
  /** How the bot is named there, without `@`. */
  bot: string;
}

export interface State {
  me: PersonId;
  people: { id: PersonId; name: string; role: string }[];
  sides: Record<Platform, SideView>;
  /** Claims worth a try. */
  claims: { label: string; text: string; about: string }[];
}

/** What somebody does in a room. A picture is given as its bytes, in base64. */
export type Act =
  | { do: 'say'; text: string; replyTo?: string; picture?: string }
  | { do: 'slash'; name: string; text: string; private?: boolean; picture?: string }
  | { do: 'app'; name: string; message: string }
  | { do: 'forward'; message: string }
  | { do: 'press'; message: string; button: string }
  | { do: 'start'; payload: string }
  | { do: 'suggest'; name: string; text: string }
  | { do: 'choose'; text: string; result: string };

/** What comes back at once; everything else comes as a new state. */
export interface Outcome {
  /** Shown for a moment: what a bot answers a click with, or why something cannot be done. */
  toast?: string;
  /** What can be chosen while somebody types. */
  choices?: Choice[];
}

export interface Choice {
  label: string;
  about?: string;
  /** Taken into the command (Discord), or the id of what is sent (Telegram). */
  value: string;
}
