import type { ChatStores } from '../src/chat/chat-stores.ts';
import type { Posting } from '../src/chat/posting.ts';
import type { Refusal } from '../src/chat/rate-limits.ts';
import { toSimilarOf } from '../src/core/card/similar.ts';
import { toCard, toCheckedAt } from '../src/core/card/to-card.ts';
import { defined } from '../src/core/defined.ts';
import type { Locale, MessageKey } from '../src/core/text/locale.ts';
import type { Answer } from '../src/core/types.ts';
import type { CommandContext } from './command.ts';
import type { CardsReply, NoticeReply, ReplyAction } from './reply.ts';
import type { CommandRequest } from './request.ts';

/** A refusal in one sentence. */
export function toRefusal(title: string, line: string): NoticeReply {
  return { kind: 'notice', tone: 'refusal', title, lines: [line] };
}

/** The refusal for a check that is gone, or that may not be seen from there. */
export function toUnknown({ t }: Locale): NoticeReply {
  return toRefusal(t('desk.unknown.title'), t('desk.unknown.body'));
}

/** Where cards will stand; `pinned` if they are posted already, and pinned. */
type Place = Pick<CommandRequest, 'chat' | 'private'> & { pinned?: boolean };

/** The cards of some answers, with the buttons that make sense in that place. */
export function toCardsReply(answers: readonly Answer[], locale: Locale, place: Place): CardsReply {
  const said = toSaid(answers);
  return {
    kind: 'cards',
    cards: answers.map((answer) => toCard(answer, locale)),
    checkIds: answers.map(({ check }) => check.id),
    ...defined({ said }),
    actions: toActions(answers, locale, place),
    locale: locale.tag,
    ...(place.private ? { private: true } : {}),
  };
}

/** The parts of the answers that are their asker's own, by check. */
function toSaid(answers: readonly Answer[]): Posting['said'] {
  const told = answers.filter(({ asked, word }) => asked !== undefined || word !== undefined);
  return told.length === 0 ? undefined : Object.fromEntries(told.map(({ check, ...said }) => [check.id, said]));
}

/** Below several cards, each button carries the number of its card. */
function toActions(
  answers: readonly Answer[],
  { t, formatDay }: Locale,
  { chat, private: isPrivate = false, pinned = false }: Place,
): ReplyAction[] {
  const checks = answers.map(({ check }) => check);
  const [first] = checks;
  if (!first) return [];
  const inGroup = chat.kind === 'group';
  // A chat whose group has several chats is a channel.
  const isChannel = chat.groupId !== undefined && chat.groupId !== chat.id;
  const single = checks.length === 1;
  const details = checks.map(({ id }, at): ReplyAction => {
    const label = single ? t('desk.details') : t('desk.detailsOf', { number: at + 1 });
    return { kind: 'details', label, data: `details:${id}` };
  });
  const isChecked = checks.some(({ verdict }) => verdict.label !== 'not-checkable');
  const hasSimilar = single && toSimilarOf(first).length > 0;
  const action = (kind: ReplyAction['kind'], label: string): ReplyAction => ({
    kind,
    label,
    data: `${kind}:${first.id}`,
  });
  const words = answers.flatMap((answer, at) => toWordActions(answer, single ? undefined : at + 1, t, inGroup));
  // Nothing can be pinned while the evidence only leans, or before a moderator has confirmed the closest claim.
  const checkedAt = single ? toCheckedAt(first) : (checks.map((check) => check.checkedAt).toSorted()[0] ?? '');
  const label = t(single ? 'recheck.button' : 'recheck.all');
  const recheck = t('recheck.last', { label, date: formatDay(checkedAt) });
  const isPinnable = isChecked && !(single && (first.closest || first.verdict.lean));
  const pinning = pinned ? action('unpin', t('unpin.button')) : isPinnable && action('pin', t('pin.button'));
  return [
    ...words,
    ...(isChecked ? details : []),
    ...(hasSimilar ? [action('similar', t('desk.similar'))] : []),
    ...(pinning && inGroup && !isPrivate ? [pinning] : []),
    ...(isChecked ? [action('recheck', recheck)] : []),
    ...(inGroup && isPrivate ? [action('post', t(isChannel ? 'desk.post' : 'desk.postToGroup'))] : []),
  ];
}

/** The buttons that say whether the closest claim is the same; a button that would change nothing is left out. */
function toWordActions(
  { check, word }: Answer,
  number: number | undefined,
  t: Locale['t'],
  inGroup: boolean,
): ReplyAction[] {
  const { closest, recognition, id } = check;
  if (!closest && recognition?.grade !== 'confirmed') return [];
  if (word === 'different') return [];
  const label = (kind: 'same' | 'different') =>
    number === undefined ? t(`closest.${kind}`) : t(`closest.${kind}Of`, { number });
  // A moderator can still confirm a member's answer.
  const isOpen = closest?.confirmable === true && (word === undefined || inGroup);
  const kinds = isOpen ? (['same', 'different'] as const) : (['different'] as const);
  return kinds.map((kind) => ({ kind, label: label(kind), data: `${kind}:${id}` }));
}

/** The title says what limits the person: a pause, the day's budget, or a setting. */
const TITLES: Readonly<Record<Refusal['why'], MessageKey>> = {
  'person-pause': 'rateLimit.title',
  'group-pause': 'rateLimit.title',
  'recheck-pause': 'recheck.title',
  'person-day': 'rateLimit.usedUp',
  'group-day': 'rateLimit.usedUp',
  'channel-off': 'right.title',
  moderators: 'right.title',
};

/**
 * A refusal in kind words.
 *
 * @param now in ms since 1970, to compute the remaining wait
 */
export function toRefusalReply(refusal: Refusal, { t }: Locale, now: number): NoticeReply {
  const seconds = refusal.until === undefined ? 0 : Math.max(1, Math.ceil((Date.parse(refusal.until) - now) / 1000));
  return {
    kind: 'notice',
    tone: 'refusal',
    title: t(TITLES[refusal.why]),
    lines: [t(`rateLimit.${refusal.why}`, { seconds })],
    ...(refusal.repeated || refusal.quiet ? { quiet: true } : {}),
  };
}

/**
 * The answers on the message with the pressed button, with what their asker said, and whether it is pinned; only the button's own answer if the message
 * is unknown. Empty if the checks are gone.
 */
export async function toStanding(
  postings: ChatStores['postings'] | undefined,
  { platform, text, posting }: CommandRequest,
  { checkService, scope }: Pick<CommandContext, 'checkService' | 'scope'>,
): Promise<{ answers: Answer[]; pinned: boolean }> {
  const standing = posting && (await postings?.at(platform, posting.chatId, posting.messageId));
  const ids = standing?.checkIds.includes(text) ? standing.checkIds : [text];
  const checks = await Promise.all(ids.map((id) => checkService.find(id, scope)));
  const found = checks.filter((check) => check !== undefined);
  const answers = found.map((check) => ({ ...standing?.said?.[check.id], check }));
  return { answers, pinned: standing?.pinned ?? false };
}

/** The answer that the button names; undefined if its check is gone. */
export async function toPressed(
  postings: ChatStores['postings'] | undefined,
  request: CommandRequest,
  context: Pick<CommandContext, 'checkService' | 'scope'>,
): Promise<Answer | undefined> {
  const { answers } = await toStanding(postings, request, context);
  return answers.find(({ check }) => check.id === request.text);
}
