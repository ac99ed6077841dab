import type { Asker } from '../src/chat/ports.ts';
import { toOwnWords, toWhatIsAsked } from '../src/core/claim/what-is-asked.ts';
import type { Scope } from '../src/core/types.ts';

/** A picture that came with a message; `ref` is the platform's own name for it, and only its adapter can fetch it. */
export interface Picture {
  ref: string;
  mediaType: string;
  /** In bytes, where the platform says it. */
  size?: number;
}

/** A message as far as it can be checked. */
export interface Said {
  /** Its words; empty if there are none. */
  text: string;
  /** When it was said, as an ISO moment; what was passed on is as old as its origin. */
  saidAt?: string;
  pictures?: Picture[];
  /** It holds nothing that can be read: a voice message, a video, a sticker. */
  unreadable?: true;
  /** It may hold something, but its platform does not show it to the bot. */
  hidden?: true;
}

/** Whether a message's words hold a claim themselves. Only where they do not, what a platform shows beside them is read: embeds, previews of links. */
export function holdsClaim(words: string): boolean {
  return toOwnWords(words) === 'claim';
}

/** What somebody asked for, as plain data that can be stored. Adapters make it from their platform's events. */
export interface CommandRequest extends Asker, Said {
  /** Name of the command without slash, as typed. */
  command: string;
  /** The asker's own words, without the command and the bot's name. */
  text: string;
  /** What those words refer to: the message replied to or its quoted part, a forward, a menu's message. `toWhatIsAsked` decides which is checked. */
  about?: Said & {
    /** The platform's id of that message, where an answer can hang on it: it stands in the same chat. */
    messageId?: string;
  };
  /** `about` was passed on, and its asker wrote nothing with it: platforms send a forward's comment as a message of its own. */
  forwarded?: true;
  /** It was not said to the bot: a forward in a group, which a question next to it may be about. */
  overheard?: true;
  /** The language the platform says the person uses (BCP 47); absent if it says none. */
  locale?: string;
  /** The answer is for the asker alone, although they ask in a group. */
  private?: boolean;
  /** The answer is seen by the asker alone, whatever it is about: Discord whispers it. What was kept for them may come with it. */
  alone?: boolean;
  /** Asked where the bot is only a guest, and all read along: what is public, of prior checks alone, and nothing of it is kept. */
  guest?: true;
  /** A moderator of the group, as the platform said when it was asked; or one that the operator has named. Absent: neither. */
  role?: 'moderator' | 'operator';
  /** Whether they may pin there, where the event itself said so. Only for what is shown: a click is held against the right of its own moment. */
  mayPin?: boolean;
  /** The posted card that the request is about: the message a button stands on, or the one replied to. */
  posting?: { chatId: string; messageId: string };
}

/** The message that is checked, where it is not the asker's own: as far as can be told before pictures are read. */
export function toCheckedMessage({ text, pictures, about }: CommandRequest): string | undefined {
  const own = toWhatIsAsked({ text, shown: pictures ? PICTURE : '' }, { text: '', shown: '' });
  return own ? undefined : about?.messageId;
}

/** Stands for what a picture says. */
const PICTURE = '…';

/** Nobody's id: what everyone in a group will read must not be taken from what one of them asked in private. */
const NOBODY = '';

/**
 * What a check asked from this chat may see, and who may see what is made of the asker's own words: the group it was
 * asked in; only the asker, in private and where the answer is for their eyes alone. A guest sees what is public.
 */
export function toScope(request: Pick<CommandRequest, 'platform' | 'actorId' | 'chat' | 'private' | 'guest'>): Scope {
  const { platform, actorId, chat, guest } = request;
  const own = { kind: 'person', platform, personId: actorId } as const;
  // What may not be seen there cannot be written there either: a store refuses it.
  if (guest) return { platform, chatId: NOBODY, personId: NOBODY, visibility: own };
  const chatId = chat.id;
  return chat.kind === 'group' && request.private !== true
    ? { platform, chatId, personId: NOBODY, visibility: { kind: 'chat', platform, chatId } }
    : { platform, chatId, personId: actorId, visibility: own };
}
