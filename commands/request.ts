import type { Asker } from '../src/chat/ports.ts';
import { toOwnWords, toWhatIsAsked } from '../src/core/claim/what-is-asked.ts';
import type { Scope } from '../src/core/types.ts';

/** A picture of a message; `ref` is the platform's identifier, which only its adapter can fetch. */
export interface Picture {
  ref: string;
  mediaType: string;
  /** In bytes, if the platform reports it. */
  size?: number;
}

/** The checkable parts of a message. */
export interface Said {
  /** Its words; empty if there are none. */
  text: string;
  /** When it was said, as an ISO timestamp; a forward has the time of its original. */
  saidAt?: string;
  pictures?: Picture[];
  /** It has content, but nothing readable: a voice message, a video, a sticker. */
  unreadable?: true;
  /** It may have content, but the platform does not show it to the bot. */
  hidden?: true;
}

/** Whether a message's own words hold a claim. Only if not, what a platform shows beside them is read: embeds, link previews. */
export function holdsClaim(words: string): boolean {
  return toOwnWords(words) === 'claim';
}

/** A request as plain data that can be stored. Adapters make it from their platforms' events. */
export interface CommandRequest extends Asker, Said {
  /** The command's name without slash, as typed. */
  command: string;
  /** The asker's own words, without the command and the bot's name. */
  text: string;
  /** What those words refer to: the replied-to message or its quoted part, a forward, a menu's message. `toWhatIsAsked` decides which is checked. */
  about?: Said & {
    /** The platform's id of that message, if an answer can reply to it: it is in the same chat. */
    messageId?: string;
  };
  /** `about` is a forward without a comment: platforms send a forward's comment as a separate message. */
  forwarded?: true;
  /** It was not addressed to the bot: a forward in a group, which a nearby question may refer to. */
  overheard?: true;
  /** The person's language as reported by the platform (BCP 47); absent if it reports none. */
  locale?: string;
  /** The answer is for the asker alone, although they asked in a group. */
  private?: boolean;
  /** The platform shows the answer to the asker alone, whatever it is about (Discord: ephemeral). Kept results may be included. */
  alone?: boolean;
  /** Asked in a chat where the bot is a guest and everybody reads along: only public prior checks are used, and nothing is stored. */
  guest?: true;
  /** A moderator of the group, according to the platform at the time of asking; or a person named by the operator. Absent: neither. */
  role?: 'moderator' | 'operator';
  /** Whether they may pin there, if the event says so. Only decides which buttons are shown: a click checks the right again. */
  mayPin?: boolean;
  /** The posted card that the request is about: the message with the button, or the replied-to one. */
  posting?: { chatId: string; messageId: string };
}

/** The id of the checked message, if it is not the asker's own; as far as it is known before pictures are read. */
export function toCheckedMessage({ text, pictures, about }: CommandRequest): string | undefined {
  const own = toWhatIsAsked({ text, shown: pictures ? PICTURE : '' }, { text: '', shown: '' });
  return own ? undefined : about?.messageId;
}

/** A placeholder for the text of a picture. */
const PICTURE = '…';

/** The id of no person: an answer that a whole group reads must not use what one member asked in private. */
const NOBODY = '';

/**
 * What a check from this chat may see, and who may see what is made of the asker's own words: the group it was asked in; only the asker, in a private
 * chat or if the answer is for them alone. A guest sees what is public.
 */
export function toScope(request: Pick<CommandRequest, 'platform' | 'actorId' | 'chat' | 'private' | 'guest'>): Scope {
  const { platform, actorId, chat, guest } = request;
  const own = { kind: 'person', platform, personId: actorId } as const;
  // Nothing may be written that may not be read: a store refuses it.
  if (guest) return { platform, chatId: NOBODY, personId: NOBODY, visibility: own };
  const chatId = chat.id;
  return chat.kind === 'group' && request.private !== true
    ? { platform, chatId, personId: NOBODY, visibility: { kind: 'chat', platform, chatId } }
    : { platform, chatId, personId: actorId, visibility: own };
}
