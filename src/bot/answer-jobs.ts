import { toCardsReply, toRefusal, toRefusalReply } from '../../commands/card-reply.ts';
import type { CardsReply, Reply } from '../../commands/reply.ts';
import { type CommandRequest, type Picture, toScope } from '../../commands/request.ts';
import type { FullRouter, RightsCheck } from '../../commands/router.ts';
import type { ChatStores } from '../chat/chat-stores.ts';
import { DEFAULT_SETTINGS, type GroupSettings, toGroupKey } from '../chat/group-settings.ts';
import type { Delivered, Posting } from '../chat/posting.ts';
import type { CheckOptions } from '../checks/check-service.ts';
import type { PriorChecks } from '../checks/prior-checks.ts';
import { toCard } from '../core/card/to-card.ts';
import { defined } from '../core/defined.ts';
import { OutOfReach } from '../core/out-of-reach.ts';
import type { CheckStore, ImageReader } from '../core/ports.ts';
import { type Locale, toLocale } from '../core/text/locale.ts';
import type { Answer, Scope } from '../core/types.ts';
import { orAfter } from '../shared/async.ts';
import type { ChatAdapter } from './chat-adapter.ts';
import type { Job, JobStage } from './job.ts';

export interface AnsweringOptions {
  router: FullRouter;
  stores: ChatStores;
  checks: CheckStore;
  priorChecks: PriorChecks;
  images?: ImageReader;
  /** Asks the platform whether the asker may pin there now. */
  mayPin(request: CommandRequest): Promise<boolean>;
  pictureOf(platform: string): ChatAdapter['fetchPicture'];
  now(): Date;
}

/** The most pictures read from one message. */
const MOST_PICTURES = 4;
/** How long a card waits to learn whether its asker may pin it, in ms. */
const MAY_PIN_WITHIN_MS = 1_000;

/** Turns requests into replies, using the group's settings, the text in pictures, and results kept for the person. */
export function createAnswering({
  router,
  stores,
  checks,
  priorChecks,
  images,
  pictureOf,
  mayPin,
  now,
}: AnsweringOptions) {
  async function settingsOf(request: CommandRequest): Promise<GroupSettings> {
    const group = toGroupKey(request);
    return group ? stores.settings.of(group) : DEFAULT_SETTINGS;
  }

  async function readPictures(
    job: Job,
    pictures: readonly Picture[],
    onTooLarge: () => void,
    signal: AbortSignal,
  ): Promise<string> {
    const { platform, locale } = job.request;
    const texts: string[] = [];
    const fetchPicture = pictureOf(platform);
    const language = toLocale(locale).tag;
    for (const picture of pictures.slice(0, MOST_PICTURES)) {
      if (!images || !fetchPicture) break;
      try {
        texts.push(await images.read({ ...(await fetchPicture(picture, signal)), language }, signal));
      } catch (error) {
        // An unavailable picture counts as one without text; the rest of the message is still checked.
        if (!(error instanceof OutOfReach)) throw error;
        if (error.why === 'too-large') onTooLarge();
      }
    }
    return texts
      .map((text) => text.trim())
      .filter((text) => text !== '')
      .join('\n\n');
  }

  /** Completes what is checked: the name of a suggestion becomes its claim, and a replied-to card its claims. */
  async function toWhole(request: CommandRequest): Promise<CommandRequest> {
    const { platform, command, posting } = request;
    if (command.toLowerCase() !== 'check') return request;
    const scope = toScope(request);
    const text = (await priorChecks.claimOf(request.text, scope)) ?? request.text;
    if (request.about || !posting) return { ...request, text };
    const { checkIds = [] } = (await stores.postings.at(platform, posting.chatId, posting.messageId)) ?? {};
    const shown = await Promise.all(checkIds.map((id) => checks.get(id, scope)));
    const claims = shown.flatMap((check) => check?.claim.text ?? []);
    return { ...request, text, ...(claims.length > 0 && { about: { text: claims.join('\n') } }) };
  }

  /** Whether *Pin* is useful below a card: its asker may pin, or somebody in that chat has pinned a card. Never rejects. */
  async function isPinUseful(request: Pick<CommandRequest, 'platform' | 'chat'>, asker?: CommandRequest) {
    const { platform, chat } = request;
    if (chat.kind !== 'group') return false;
    if (asker?.mayPin || (await stores.postings.hasPinned(platform, chat.id).catch(() => false))) return true;
    if (!asker || asker.mayPin === false) return false;
    let may = false;
    const asked = mayPin(asker).then((said) => {
      may = said;
    });
    await orAfter(MAY_PIN_WITHIN_MS, asked).catch(() => undefined);
    return may;
  }

  async function withKept(request: CommandRequest, reply: Reply, locale: Locale): Promise<Reply> {
    const results = await stores.kept.of(request.platform, request.actorId);
    const found = await Promise.all(
      results.map(async ({ checkId, chatId, asked, word }) => {
        // As visible in the chat they asked in: it is the answer to that request.
        const chat = { id: chatId, kind: 'group' } as const;
        const check = await checks.get(checkId, toScope({ ...request, chat, private: true }));
        return check && { check, ...defined({ asked, word }) };
      }),
    );
    const kept = found.filter((answer) => answer !== undefined).map((answer) => toCard(answer, locale));
    return kept.length > 0 ? { ...reply, kept } : reply;
  }

  return {
    settingsOf,

    async answerJob(job: Job, onStage: CheckOptions['onStage'], signal: AbortSignal): Promise<Reply> {
      const { request, refusal } = job;
      const locale = toLocale(request.locale);
      if (refusal) return toRefusalReply(refusal, locale, now().getTime());
      let hasRead = false;
      const hooks = {
        can: async () => false,
        strict: true,
        readPictures: (pictures: readonly Picture[], onTooLarge: () => void) => {
          hasRead = true;
          return readPictures(job, pictures, onTooLarge, signal);
        },
        ...defined({ onStage, pictureLanguages: images?.languages }),
      };
      const isUseful = isPinUseful(request, request);
      const given = await router.answer(await toWhole(request), hooks, signal);
      const answered = (await isUseful) ? given : withoutPin(given);
      // Nothing was checked. Reading a picture is work even without a result: a model may charge for it.
      const isFree = answered.kind === 'notice' && answered.tone === 'refusal' && !answered.checked && !hasRead;
      const reply =
        isFree && (await stores.rateLimits.makeFree(request)) ? { ...answered, quiet: true as const } : answered;
      // A notice in a group may be visible to others, since not every platform can whisper.
      const toAsker = request.chat.kind === 'private' || (request.private === true && reply.kind === 'cards');
      return toAsker ? withKept(request, reply, locale) : reply;
    },

    async answerNow(request: CommandRequest, can: RightsCheck, signal: AbortSignal): Promise<Reply> {
      const { language } = await settingsOf(request);
      const reply = await router.answer(request, { can, ...defined({ language }) }, signal);
      const toAsker = request.chat.kind === 'private' || request.private === true || request.alone === true;
      if (!toAsker || (reply.kind !== 'notice' && reply.kind !== 'details')) return reply;
      const given = await withKept(request, reply, toLocale(language ?? request.locale));
      const ids = given.kept?.map(({ checkId }) => checkId) ?? [];
      if (ids.length > 0) await stores.kept.given(request.platform, request.actorId, ids);
      return given;
    },

    toProgress: ({ request }: Job, stage: JobStage): string => toLocale(request.locale).t(`progress.${stage}`),

    toApology({ request }: Job): Reply {
      const { t } = toLocale(request.locale);
      return toRefusal(t('desk.apology.title'), t('desk.apology.body'));
    },

    /** The answer was delivered: its kept results are done, unless it could not be delivered itself. */
    async noteDelivered({ request }: Job, reply: Reply, made: Delivered): Promise<void> {
      const { platform, actorId, chat } = request;
      if (made === 'keep') {
        const checkIds = reply.kind === 'cards' ? (reply.checkIds ?? []) : [];
        const said = reply.kind === 'cards' ? reply.said : undefined;
        const results = checkIds.map((checkId) => ({ checkId, chatId: chat.id, ...said?.[checkId] }));
        await stores.kept.keep(platform, actorId, results);
      } else if (reply.kept) {
        const ids = reply.kept.map(({ checkId }) => checkId);
        await stores.kept.given(platform, actorId, ids);
      }
    },

    /** The checks of an answer with their times: older cards may show another verdict. */
    async toChanged({ request }: Job, reply: Reply): Promise<[id: string, checkedAt: string][]> {
      if (reply.kind !== 'cards') return [];
      const scope = toScope(request);
      const found = await Promise.all((reply.checkIds ?? []).map((id) => checks.get(id, scope)));
      return found.filter((check) => check !== undefined).map(({ id, checkedAt }) => [id, checkedAt]);
    },

    async toPostingReply({
      platform,
      chatId,
      checkIds,
      said,
      locale,
      pinned,
    }: Posting): Promise<CardsReply | undefined> {
      const chat = { id: chatId, kind: 'group' } as const;
      const scope: Scope = toScope({ platform, actorId: '', chat });
      const found: Answer[] = [];
      for (const id of checkIds) {
        const check = await checks.get(id, scope);
        if (!check) return undefined;
        found.push({ ...said?.[id], check });
      }
      const reply = toCardsReply(found, toLocale(locale), { chat, pinned });
      return (await isPinUseful({ platform, chat })) ? reply : withoutPin(reply);
    },

    localeOf: async (request: CommandRequest) => toLocale((await settingsOf(request)).language ?? request.locale),
  };
}

/** The same reply without the pin button, which would only be refused. */
function withoutPin<R extends Reply>(reply: R): R {
  if (reply.kind !== 'cards' || !reply.actions) return reply;
  return { ...reply, actions: reply.actions.filter(({ kind }) => kind !== 'pin') };
}

export type Answering = ReturnType<typeof createAnswering>;
