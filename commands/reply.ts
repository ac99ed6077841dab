import type { Posting } from '../src/chat/posting.ts';
import type { VerdictCard } from '../src/core/card/verdict-card.ts';

/** Telegram's limit for a button's data, in UTF-8 bytes, the smaller of the platforms'. Source: https://core.telegram.org/bots/api#inlinekeyboardbutton */
export const LONGEST_DATA = 64;

/** A button of a card. What it says and does is decided here; where it stands is the adapter's. */
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
  /** `chosen` is how it is now; `danger` removes something. */
  style: 'plain' | 'chosen' | 'danger';
}

/** A message on the platform. */
export interface MessagePlace {
  chatId: string;
  messageId: string;
}

/** All cards of a reply stand in one message, in this order. `checkIds` are theirs. */
export interface CardsReply {
  kind: 'cards';
  cards: VerdictCard[];
  checkIds?: string[];
  /** As in `Posting`. */
  said?: Posting['said'];
  /** The buttons below the message, in their order; an adapter leaves out what cannot be done where it stands. */
  actions?: ReplyAction[];
  /** For the asker alone, in a group too. */
  private?: boolean;
  /** BCP 47 tag the cards are written in: the group's language may be another one than the asker's. */
  locale?: string;
}

/** A few lines of text. A `refusal` is for the asker's eyes only, where the platform can. */
export interface NoticeReply {
  kind: 'notice';
  tone: 'info' | 'refusal';
  title: string;
  lines: string[];
  /** Where some lines lead on the platform itself, by the line's place. */
  links?: ReadonlyMap<number, { text: string; url: string }>;
  /** It asks for the claim: the next message of who asked, where the platform can ask for one. */
  asksBack?: true;
  /** Something was looked into: it counts like a card. */
  checked?: true;
  /** The person was told so a moment ago, or the group wants no notices: a platform that cannot whisper says nothing. */
  quiet?: boolean;
}

/**
 * Pin `target`, or the message the request came from (`request.posting`); if there is neither, or the target is gone, post `cards` and
 * pin that. Without notification. Then `unpin` those, older cards of the same claim; then tell the asker `done`, and `BotService.notePinned`.
 */
export interface PinReply {
  kind: 'pin';
  checkId: string;
  done: string;
  target?: MessagePlace;
  cards?: VerdictCard[];
  /** Below `cards`, as in `CardsReply`. */
  actions?: ReplyAction[];
  unpin?: MessagePlace[];
  /** BCP 47 tag `done` and `cards` are written in. */
  locale?: string;
}

/** Unpin `targets`; then tell the asker `done`, and `BotService.notePinned`. */
export interface UnpinReply {
  kind: 'unpin';
  checkId: string;
  targets: MessagePlace[];
  done: string;
  /** As in `PinReply`. */
  locale?: string;
}

/** Lines and buttons, for the asker alone where the platform can; a click on it answers with the panel that takes its place. */
export interface PanelReply {
  kind: 'panel';
  title: string;
  lines: string[];
  rows: PanelButton[][];
}

/** A longer text about one check, always for the asker alone. Links stand apart: all else is plain, and hostile, text. */
export interface DetailsReply {
  kind: 'details';
  checkId: string;
  title: string;
  sections: { title: string; lines: { text: string; url?: string; quoted?: boolean }[] }[];
  direction: 'ltr' | 'rtl';
  /** As in `VerdictCard`. */
  marks?: VerdictCard['marks'];
}

/** What every platform has shown from the beginning, and one without buttons can show. */
export type PlainReply = CardsReply | NoticeReply | PinReply;

/** `kept` are results that could not be given before: for the asker alone, before the reply itself. Only there if all of it goes to the asker alone. */
export type Reply = (PlainReply | UnpinReply | PanelReply | DetailsReply) & { kept?: VerdictCard[] };
