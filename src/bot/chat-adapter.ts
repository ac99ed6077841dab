import type { ReadingKind } from '../../commands/card-buttons.ts';
import type { Command, PlatformRight, Suggestion } from '../../commands/command.ts';
import type { MessagePlace, Reply } from '../../commands/reply.ts';
import type { CommandRequest, Picture } from '../../commands/request.ts';
import type { RightsCheck } from '../../commands/router.ts';
import type { Delivered, Posting } from '../chat/posting.ts';
import type { Locale } from '../core/text/locale.ts';
import type { Job, Json } from './job.ts';

/** Accepts slow commands: `accept`, for written requests `standsAlone`, acknowledge (`notePlaceholder`), `begin`. `ChatAdapter.deliver` answers. */
export interface JobIntake {
  /** Whether the command is accepted as a job. False for an unknown command, which `answerNow` reports. */
  isSlow(command: string): boolean;
  /**
   * Stores the request; from then on an answer is guaranteed. `job.request.private` says who will see it, `job.request.locale` its language. A
   * `job.refusal` means that it will be a refusal: for a button it is best shown apart from the card.
   * @param can as for `answerNow`; called only in a group where not everyone may check, and for commands that depend on the asker's role
   * @param address all that `deliver` needs, even after a restart; it is deleted with `actorId` once the job is answered
   * @returns undefined if this event was accepted before, or for an overheard forward that nobody asked about: nothing is to be done then
   * @throws ClaimcheckError if the store fails: tell the asker that the request could not be accepted
   */
  accept(request: CommandRequest, address: Json, can: RightsCheck): Promise<Job | undefined>;
  /** The placeholder is stored when this resolves. `deliver` edits a placeholder instead of sending a message. */
  notePlaceholder(job: Job, placeholder: Json): Promise<void>;
  /**
   * Called before a written request is acknowledged: a question that may be about a forward waits some 2 s for it.
   * @returns false if the forward is answered instead: there is nothing to begin. Rejects if the signal is aborted
   */
  standsAlone(job: Job, signal: AbortSignal): Promise<boolean>;
  /** Queues the job. After `start`, the bot service itself begins the jobs left from earlier. */
  begin(job: Job): void;
}

/** Answers all other commands at once, including buttons, and provides what an answer needs. */
export interface Answers {
  /** For menus. */
  commands: readonly Command[];
  /** Whether the answer will be for the asker alone; for commands that are not slow. */
  isForAsker(command: string): boolean;
  /**
   * Answers at once.
   * @param can the asker's rights in that chat now
   * @returns undefined if this event was handled before. Rejects with the store's errors or the signal's reason
   */
  answerNow(request: CommandRequest, can: RightsCheck, signal: AbortSignal): Promise<Reply | undefined>;
  /**
   * Answers a `guest` at once. Guests count as in private; one who asks too often gets no answer.
   * @returns undefined if there is nothing to say, or this event was handled before. Rejects with the store's errors or the signal's reason
   */
  answerGuest(request: CommandRequest, signal: AbortSignal): Promise<Reply | undefined>;
  /** The language of answers there: the group's, otherwise the person's. */
  localeOf(request: CommandRequest): Promise<Locale>;
  /** Matching prior checks, best first, within 300 ms or empty; never any that the asker may not see. */
  suggest(request: CommandRequest, limit: number, signal: AbortSignal): Promise<Suggestion[]>;
  /**
   * For a link from a group into the private chat: its payload comes back as the text of the command `open`.
   * @returns at most 64 letters, digits, `_` and `-`
   */
  linkTo(link: { command: ReadingKind; checkId: string; chatId: string }): Promise<string>;
}

/** Events in a chat that nobody asked for. */
export interface ChatEvents {
  /** The posting was pinned or unpinned. `posted` describes a card that was posted to be pinned. */
  notePinned(place: MessagePlace, pinned: boolean, posted?: { checkIds: string[]; locale: string }): Promise<void>;
  /** The message is gone. */
  noteGone(place: MessagePlace): Promise<void>;
  /** The group has a new id. */
  moveChat(fromChatId: string, toChatId: string): Promise<void>;
  /** The bot was removed from the group, or is back; retention handles the group's data. @param groupId the server's or chat's id */
  noteMembership(groupId: string, member: boolean): Promise<void>;
}

/** Everything an adapter can call; each part of an adapter takes what it needs. */
export interface BotService extends JobIntake, Answers, ChatEvents {}

/** A chat platform. Nothing outside the adapter's folder knows the platform's names. */
export interface ChatAdapter {
  platform: string;
  /**
   * Connects and begins to answer. @returns one line for the operator: the bot's name on the platform, and what people can type
   * @throws ClaimcheckError `platform-login` for a bad token, `platform-unreachable` if the platform does not answer
   */
  start(service: BotService): Promise<string>;
  /** Stops accepting requests, lets running ones end, and disconnects. */
  stop(): Promise<void>;
  /** Asks the platform whether the person has the right in that chat now. For a request, the bot service uses the `can` it is given. */
  can(actorId: string, right: PlatformRight, chatId: string): Promise<boolean>;
  /**
   * Delivers a job's answer: edits its placeholder, or sends (with a nonce where the platform supports it, so that a second attempt is the same
   * message). A private result never goes where others can read it.
   * @returns the postings of cards; none for notices
   * @throws ClaimcheckError `platform-gone` if it can never be delivered (chat gone, bot removed): the job is given up at once.
   *   `platform-refused` if this answer would be refused every time: the apology replaces it at once. Other errors are retried with
   *   growing pauses, or after `retryAfterMs` if the error has one
   */
  deliver?(job: Job, reply: Reply, signal: AbortSignal): Promise<Delivered>;
  /** This process will answer the job, whichever process accepted it; there is no placeholder before this call. Never throws. */
  begun?(job: Job): void;
  /** Shows the progress of a job (`line`, in its language); best effort, merged to fit the platform's limits. Never throws. */
  progress?(job: Job, line: string): void;
  /** Edits a posted card whose verdict changed. `gone`: the posting is deleted. `later`: it is tried again. */
  update?(posting: Posting, reply: Reply & { kind: 'cards' }, signal: AbortSignal): Promise<'done' | 'gone' | 'later'>;
  /** Whether the platform is connected now; absent: it always is, once started. */
  isConnected?(): boolean;
  /** The system clock was set back: waits of a library that end at a time of the old clock must be cancelled. */
  clockSetBack?(): void;
  /** Whether this process resumes an unanswered job; absent: it resumes all of the platform's. */
  owns?(job: Job): boolean;
  /** The address of a message, for people who can see that chat; undefined if the platform has none. */
  addressOf?(chat: CommandRequest['chat'], messageId: string): string | undefined;
  /** Fetches a picture of a request. @throws `OutOfReach` */
  fetchPicture?(picture: Picture, signal: AbortSignal): Promise<{ bytes: Uint8Array; mediaType: string }>;
}
