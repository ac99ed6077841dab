import { ON_CARD } from '../../commands/card-buttons.ts';
import type { Suggestion } from '../../commands/command.ts';
import { type CommandRequest, toScope } from '../../commands/request.ts';
import type { FullRouter, RightsCheck } from '../../commands/router.ts';
import type { ChatStores } from '../chat/chat-stores.ts';
import { DEFAULT_SETTINGS, type GroupSettings } from '../chat/group-settings.ts';
import type { Posting } from '../chat/posting.ts';
import type { Refusal } from '../chat/rate-limits.ts';
import type { PriorCheck, PriorChecks } from '../checks/prior-checks.ts';
import { toCard } from '../core/card/to-card.ts';
import { defined } from '../core/defined.ts';
import { shorten } from '../core/language/characters.ts';
import type { Locale } from '../core/text/locale.ts';
import { createRecent } from '../shared/bounded-map.ts';
import { isCode } from '../shared/errors.ts';
import type { Answering } from './answer-jobs.ts';
import type { BotService } from './chat-adapter.ts';
import { createCompanions } from './companions.ts';
import type { Job, JobStore, Json } from './job.ts';
import type { JobRunner } from './job-runner.ts';
import type { IsFirst } from './shared-events.ts';

export interface BotServiceOptions {
  platform: string;
  router: FullRouter;
  runner: Pick<JobRunner, 'begin'>;
  answering: Answering;
  stores: ChatStores;
  jobs: JobStore;
  priorChecks: PriorChecks;
  /** Edits a card to its check's current state, in the background; never rejects. */
  rewrite(posting: Posting): void;
  /** Set if processes share a store: whether no other process received this event. */
  isFirst?: IsFirst;
  /** Moderators named by the operator, as `platform:id`. */
  operators: ReadonlySet<string>;
  now(): Date;
  newJobId(): string;
  /** Resolves after `ms`, or rejects with the signal's reason. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
}

/** How many events are remembered; more than a platform repeats. */
const KNOWN_EVENTS = 10_000;
const KNOWN_CHATS = 10_000;
/** How long suggestions may take while somebody types. */
const SUGGEST_WITHIN_MS = 300;
/** Answered in the chat even if answers are private by default: that is their purpose. */
const ALWAYS_OPEN = new Set(['post']);

/** The service of one adapter. */
export function createBotService(options: BotServiceOptions): BotService {
  const { platform, router, runner, answering, stores, jobs, priorChecks, operators, now, newJobId } = options;
  const events = createRecent(KNOWN_EVENTS);
  const chats = createRecent(KNOWN_CHATS);
  const companions = createCompanions(options.pause);

  /** For events that are answered at once. If the store fails, the asker gets an answer anyway. */
  const isNew = async (eventId: string) =>
    events.add(eventId) && ((await options.isFirst?.(platform, eventId).catch(() => true)) ?? true);

  async function noteChat({ chat }: CommandRequest): Promise<void> {
    const group = chat.groupId;
    if (group === undefined || group === chat.id || !chats.add(`${chat.id} ${group}`)) return;
    await stores.retention.noteChat(platform, chat.id, group).catch((error: unknown) => {
      chats.remove(`${chat.id} ${group}`);
      throw error;
    });
  }

  async function refuse(
    request: CommandRequest,
    settings: GroupSettings,
    can: RightsCheck,
  ): Promise<Refusal | undefined> {
    const isOpen = settings.who === 'everyone' || (await can('manage'));
    const refusal = isOpen
      ? await stores.rateLimits.admit(request, settings)
      : await stores.rateLimits.refuse(request, 'moderators');
    return refusal && !settings.notices ? { ...refusal, quiet: true } : refusal;
  }

  function isPrivate(request: CommandRequest, settings: GroupSettings, refused: boolean): boolean {
    if (request.chat.kind === 'private' || refused) return true;
    if (ALWAYS_OPEN.has(request.command)) return false;
    if (request.private !== undefined || ON_CARD.has(request.command)) return request.private ?? false;
    return settings.private;
  }

  /** The asker's role, for commands that give moderators more weight; the platform is asked now. */
  async function roleOf({ command, actorId, chat }: CommandRequest, can: RightsCheck): Promise<CommandRequest['role']> {
    if (!router.find(command)?.byRole) return undefined;
    if (operators.has(`${platform}:${actorId}`)) return 'operator';
    return chat.kind === 'group' && (await can('manage')) ? 'moderator' : undefined;
  }

  /**
   * Settings are read only here: the job carries what they decide.
   * @returns undefined for a known event, which was counted on its first arrival
   */
  async function take(request: CommandRequest, address: Json, can: RightsCheck): Promise<Job | undefined> {
    const settings = await answering.settingsOf(request);
    const refusal = await refuse(request, settings, can);
    const role = await roleOf(request, can);
    const decided = {
      ...request,
      ...defined({ role, locale: settings.language }),
      private: isPrivate(request, settings, refusal !== undefined),
    };
    const job: Job = {
      ...{ id: newJobId(), request: decided, address, acceptedAt: now().toISOString(), attempts: 0 },
      ...defined({ refusal }),
    };
    await noteChat(request);
    return (await jobs.add(job)) ? job : undefined;
  }

  return {
    commands: router.commands,
    isSlow: (command) => router.find(command)?.slow ?? false,
    isForAsker: (command) => router.find(command)?.forAsker ?? true,

    async accept(given, address, can) {
      const request = { ...given, ...defined({ about: given.about ?? companions.overheardFor(given) }) };
      const question = request.forwarded && companions.waitingFor(request);
      if (request.overheard && !question) return void companions.note(request);
      if (!events.add(request.id)) return undefined;
      try {
        // Question and forward are one request, and count once.
        if (question) await stores.rateLimits.giveBack(question.request);
        const job = await take(request, address, can).catch((error: unknown) => {
          // The store was locked too long. The event is counted once, however many attempts follow.
          if (isCode(error, 'store-busy')) return take(request, address, can);
          throw error;
        });
        if (request.forwarded) companions.note(request);
        return job;
      } catch (error) {
        // It was not accepted: the platform may send it again.
        events.remove(request.id);
        // The store is still locked: another call would keep everybody waiting again.
        if (!isCode(error, 'store-busy')) await stores.rateLimits.giveBack(request).catch(() => undefined);
        throw error;
      }
    },
    async notePlaceholder(job, placeholder) {
      await jobs.update(job.id, { placeholder });
      job.placeholder = placeholder;
    },
    async standsAlone(job, signal) {
      if (await companions.standsAlone(job, signal)) return true;
      await stores.rateLimits.giveBack(job.request);
      await jobs.finish(job.id, now().toISOString());
      return false;
    },
    begin: (job) => runner.begin(job),
    async answerNow(request, can, signal) {
      if (!(await isNew(request.id))) return undefined;
      await noteChat(request).catch(() => undefined);
      return answering.answerNow(request, can, signal);
    },
    async answerGuest(given, signal) {
      const request = { ...given, guest: true } as const;
      if (!(await isNew(request.id)) || (await stores.rateLimits.admit(request, DEFAULT_SETTINGS))) return undefined;
      return router.answer(request, { can: async () => false }, signal);
    },
    localeOf: answering.localeOf,

    async suggest(request, limit, signal) {
      if (signal.aborted) return [];
      const scope = toScope(request);
      const kind = router.find(request.command)?.argument?.suggest ?? 'checks';
      const found = kind === 'cards' ? priorChecks.asked : priorChecks.like;
      const work = found(request.text, scope, limit).catch(() => []);
      const late = new Promise<[]>((resolve) => {
        setTimeout(() => resolve([]), SUGGEST_WITHIN_MS).unref();
      });
      return toSuggestions(await Promise.race([work, late]), await answering.localeOf(request));
    },

    async notePinned({ chatId, messageId }, pinned, posted) {
      const standing = await stores.postings.at(platform, chatId, messageId);
      const base = { platform, chatId, messageId, visible: 'chat', postedAt: now().toISOString() } as const;
      const posting = standing ?? (posted && { ...base, ...posted });
      if (!posting) return;
      await stores.postings.save({ ...posting, pinned });
      // Its pin button has changed.
      options.rewrite({ ...posting, pinned });
    },
    noteGone: ({ chatId, messageId }) => stores.postings.remove(platform, chatId, messageId),
    linkTo: (link) => stores.links.tokenOf(platform, link),
    async moveChat(fromChatId, toChatId) {
      await stores.retention.moveChat(platform, fromChatId, toChatId);
      await stores.settings.move({ platform, groupId: fromChatId }, toChatId);
      await stores.links.move(platform, fromChatId, toChatId);
    },
    async noteMembership(groupId, member) {
      await stores.retention.noteGroup(platform, groupId, { leftAt: member ? null : now().toISOString() });
    },
  };
}

/** Discord's limit for both parts of a choice. Source: https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-choice-structure */
const LONGEST = 100;

/** The suggestions while somebody types. A claim whose name is too long to send back is left out. */
function toSuggestions(found: readonly PriorCheck[], locale: Locale): Suggestion[] {
  return found
    .map(({ check, name }) => {
      const card = toCard({ check }, locale);
      return { label: shorten(`${card.symbol} ${card.heading}: ${card.claim}`, LONGEST), text: name, card };
    })
    .filter(({ text }) => text.length <= LONGEST);
}
