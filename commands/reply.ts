import type { Posting } from '../src/chat/posting.ts';
import type { VerdictCard } from '../src/core/card/verdict-card.ts';

/** The longest data of a button, in UTF-8 bytes: Telegram's limit is the lowest. Source: https://core.telegram.org/bots/api#inlinekeyboardbutton */
export const LONGEST_DATA = 64;

/** A button of a card. Its label and data are decided here, its position by the adapter. */
export interface ReplyAction {
  kind: 'details' | 'similar' | 'pin' | 'unpin' | 'recheck' | 'post' | 'same' | 'different';
  label: string;
  /** `command:argument`, at most `LONGEST_DATA` bytes. A click is a request with that command and that text. */
  data: string;
}

/** A button of a panel. */
export interface PanelButton {
  label: string;
  /** As in `ReplyAction`. */
  data: string;
  /** `chosen` marks the current value; `danger` deletes something. */
  style: 'plain' | 'chosen' | 'danger';
}

/** A message on the platform. */
export interface MessagePlace {
  chatId: string;
  messageId: string;
}

/** All cards of a reply are in one message, in this order, with their `checkIds`. */
export interface CardsReply {
  kind: 'cards';
  cards: VerdictCard[];
  checkIds?: string[];
  /** As in `Posting`. */
  said?: Posting['said'];
  /** The buttons below the message, in order; an adapter leaves out what does not work where the message stands. */
  actions?: ReplyAction[];
  /** For the asker alone, even in a group. */
  private?: boolean;
  /** BCP 47 tag of the cards' language: a group's language may differ from the asker's. */
  locale?: string;
}

/** A few lines of text. A `refusal` is shown to the asker alone, if the platform can. */
export interface NoticeReply {
  kind: 'notice';
  tone: 'info' | 'refusal';
  title: string;
  lines: string[];
  /** Links of some lines to messages on the platform, by the line's index. */
  links?: ReadonlyMap<number, { text: string; url: string }>;
  /** It asks for the claim: the asker's next message is the answer, if the platform supports that. */
  asksBack?: true;
  /** Something was checked: it counts like a card. */
  checked?: true;
  /** The person was told a moment ago, or the group wants no notices: a platform that cannot whisper stays silent. */
  quiet?: boolean;
}

/**
 * Pins `target`, or the message the request came from (`request.posting`). Without either, or if the target is gone, posts `cards` and pins that message.
 * Pinning sends no notification. Then unpins `unpin`, older cards of the same claim; then tells the asker `done`, and calls `BotService.notePinned`.
 */
export interface PinReply {
  kind: 'pin';
  checkId: string;
  done: string;
  target?: MessagePlace;
  cards?: VerdictCard[];
  /** The buttons below `cards`, as in `CardsReply`. */
  actions?: ReplyAction[];
  unpin?: MessagePlace[];
  /** BCP 47 tag of the language of `done` and `cards`. */
  locale?: string;
}

/** Unpins `targets`; then tells the asker `done`, and calls `BotService.notePinned`. */
export interface UnpinReply {
  kind: 'unpin';
  checkId: string;
  targets: MessagePlace[];
  done: string;
  /** As in `PinReply`. */
  locale?: string;
}

/** Lines and buttons, for the asker alone if the platform can; a click returns the panel that replaces this one. */
export interface PanelReply {
  kind: 'panel';
  title: string;
  lines: string[];
  rows: PanelButton[][];
}

/** A longer text about one check, always for the asker alone. URLs are separate fields: everything else is plain, possibly hostile text. */
export interface DetailsReply {
  kind: 'details';
  checkId: string;
  title: string;
  sections: { title: string; lines: { text: string; url?: string; quoted?: boolean }[] }[];
  direction: 'ltr' | 'rtl';
  /** As in `VerdictCard`. */
  marks?: VerdictCard['marks'];
}

/** The replies that a platform without buttons can show. */
export type PlainReply = CardsReply | NoticeReply | PinReply;

/** `kept`: results that could not be delivered before, shown before the reply. Present only if the whole reply is for the asker alone. */
export type Reply = (PlainReply | UnpinReply | PanelReply | DetailsReply) & { kept?: VerdictCard[] };
