import type { ReadingKind } from '../../commands/card-buttons.ts';
import type { Command, PlatformRight, Suggestion } from '../../commands/command.ts';
import type { MessagePlace, Reply } from '../../commands/reply.ts';
import type { CommandRequest, Picture } from '../../commands/request.ts';
import type { RightsCheck } from '../../commands/router.ts';
import type { Delivered, Posting } from '../chat/posting.ts';
import type { Locale } from '../core/text/locale.ts';
import type { Job, Json } from './job.ts';

/** Takes slow commands: `accept` → of what was written `standsAlone` → acknowledge (`notePlaceholder`) → `begin`. They come back by `ChatAdapter.deliver`. */
export interface JobIntake {
  /** Whether the command is accepted as a job. False for one that is not known: `answerNow` says so. */
  isSlow(command: string): boolean;
  /**
   * Writes the request down. From then on it gets its answer. `job.request.private` says who will see it, and `job.request.locale` in
   * which language. `job.refusal` says that it is going to be a notice of refusal: one that is for a button is best answered apart from
   * its card.
   * @param can as for `answerNow`; asked only in a group where not everyone may check
   * @param address all that `deliver` needs, after a restart too; with `actorId` it is forgotten once the job is answered
   * @returns nothing if this event was accepted before, or nobody asked about what was overheard: there is nothing to do then
   * @throws ClaimcheckError where the store is in the way: say that it could not be taken on
   */
  accept(request: CommandRequest, address: Json, can: RightsCheck): Promise<Job | undefined>;
  /** On the disk when it resolves. A placeholder is edited by `deliver` instead of sending. */
  notePlaceholder(job: Job, placeholder: Json): Promise<void>;
  /**
   * Before anything is shown of what somebody wrote: a question that may be about a forward waits some 2 s for it.
   * @returns false if the forward is answered in its place: there is nothing to begin. Rejects when it is aborted
   */
  standsAlone(job: Job, signal: AbortSignal): Promise<boolean>;
  /** Queues the job. Jobs that were left from before are begun by the bot service, after `start`. */
  begin(job: Job): void;
}

/** Answers all other commands at once, buttons included, and says what goes with an answer. */
export interface Answers {
  /** For menus. */
  commands: readonly Command[];
  /** Whether the answer to it will be for the asker alone; for commands that are not slow. */
  isForAsker(command: string): boolean;
  /**
   * Answers at once.
   * @param can the right of whoever asks, at this moment, in that chat
   * @returns nothing if this event was handled before. Rejects only with the signal's reason
   */
  answerNow(request: CommandRequest, can: RightsCheck, signal: AbortSignal): Promise<Reply | undefined>;
  /**
   * Answers a `guest` at once. They count as in private; nothing is said to whoever asks too often.
   * @returns nothing if there is nothing to say, or this event was handled before. Rejects only with the signal's reason
   */
  answerGuest(request: CommandRequest, signal: AbortSignal): Promise<Reply | undefined>;
  /** What is said there: in the group's language, else in the person's. */
  localeOf(request: CommandRequest): Promise<Locale>;
  /** What was checked before and fits, best first, within 300 ms or empty; never what the asker may not see. */
  suggest(request: CommandRequest, limit: number, signal: AbortSignal): Promise<Suggestion[]>;
  /**
   * For a link out of a group into the private chat: what came with it is then asked with the command `open` and this as its text.
   * @returns at most 64 letters, digits, `_` and `-`
   */
  linkTo(link: { command: ReadingKind; checkId: string; chatId: string }): Promise<string>;
}

/** What happened in a chat without anybody asking. */
export interface ChatEvents {
  /** The posting was pinned or unpinned. A card that was posted to be pinned is given with its checks. */
  notePinned(place: MessagePlace, pinned: boolean, posted?: { checkIds: string[]; locale: string }): Promise<void>;
  /** The message is gone. */
  noteGone(place: MessagePlace): Promise<void>;
  /** The group has a new id. */
  moveChat(fromChatId: string, toChatId: string): Promise<void>;
  /** The bot was taken out of the group, or is back; its data goes by the retention rule. @param groupId the server's or chat's id */
  noteMembership(groupId: string, member: boolean): Promise<void>;
}

/** What an adapter asks for; each of its parts takes what it needs. */
export interface BotService extends JobIntake, Answers, ChatEvents {}

/** One place where people are. Nothing outside its folder knows the platform's names. */
export interface ChatAdapter {
  platform: string;
  /**
   * Connects and begins to answer. @returns one line for the operator: as whom it is connected, and what people can type
   * @throws ClaimcheckError `platform-login` for a bad token, `platform-unreachable` where the platform does not answer
   */
  start(service: BotService): Promise<string>;
  /** Stops taking requests, lets the running ones end, disconnects. */
  stop(): Promise<void>;
  /** Asks the platform, now, whether the person has the right in that chat. The bot service asks by the `can` it is handed instead. */
  can(actorId: string, right: PlatformRight, chatId: string): Promise<boolean>;
  /**
   * Brings a job's answer: edits its placeholder, or sends (with a nonce where the platform takes one, so that a second try is the same
   * message). A private result never goes where others can read it.
   * @returns the message it stands in, for cards; none for notices
   * @throws ClaimcheckError `platform-gone` where it can never be brought (chat gone, bot removed): it is given up at once.
   *   `platform-refused` where this answer is refused each time: the apology takes its place at once. Anything else is tried again with
   *   growing pauses; after `retryAfterMs` where the error has one
   */
  deliver?(job: Job, reply: Reply, signal: AbortSignal): Promise<Delivered>;
  /** The job is this process' to answer, whoever took it on: until then nothing stands in its answer's place. Never throws. */
  begun?(job: Job): void;
  /** Shows how far a job is (`line`, in its language); best effort, merged as the platform's limits ask. Never throws. */
  progress?(job: Job, line: string): void;
  /** Edits a posted card whose verdict changed. `gone`: forget the posting. `later`: it is tried again. */
  update?(posting: Posting, reply: Reply & { kind: 'cards' }, signal: AbortSignal): Promise<'done' | 'gone' | 'later'>;
  /** Whether the platform is reached at this moment; once started it is, where this is absent. */
  isConnected?(): boolean;
  /** The clock on the wall was set back: what a library wanted to wait for until a moment of the old time must not be waited for. */
  clockSetBack?(): void;
  /** Whether an unanswered job is this process' to take up; all of the platform's are, where it is absent. */
  owns?(job: Job): boolean;
  /** The address that leads to a message, for who can see that chat; none where the platform has none for it. */
  addressOf?(chat: CommandRequest['chat'], messageId: string): string | undefined;
  /** Fetches a picture of a request. @throws `OutOfReach` */
  fetchPicture?(picture: Picture, signal: AbortSignal): Promise<{ bytes: Uint8Array; mediaType: string }>;
}
