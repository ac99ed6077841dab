import { toCard } from '../src/core/card/to-card.ts';
import type { Locale } from '../src/core/text/locale.ts';
import type { Check } from '../src/core/types.ts';
import type { CardsReply, CommandRequest, NoticeReply, ReplyAction } from './command.ts';

/** A refusal in one sentence. */
export function toRefusal(title: string, line: string): NoticeReply {
  return { kind: 'notice', tone: 'refusal', title, lines: [line] };
}

/** The cards of some checks, with the buttons that make sense where they are going to stand. */
export function toCardsReply(
  checks: readonly Check[],
  locale: Locale,
  { chat, private: isPrivate = false }: Pick<CommandRequest, 'chat' | 'private'>,
): CardsReply {
  return {
    kind: 'cards',
    cards: checks.map((check) => toCard(check, locale)),
    checkIds: checks.map(({ id }) => id),
    actions: toActions(checks, locale, chat, isPrivate),
    locale: locale.tag,
    ...(isPrivate ? { private: true } : {}),
  };
}

/** Below several cards only what is about one of them says which, by its number. */
function toActions(
  checks: readonly Check[],
  { t }: Locale,
  chat: CommandRequest['chat'],
  isPrivate: boolean,
): ReplyAction[] {
  const [first] = checks;
  if (!first) return [];
  const inGroup = chat.kind === 'group';
  // A chat that is one of several of its group is a channel.
  const isChannel = chat.groupId !== undefined && chat.groupId !== chat.id;
  const single = checks.length === 1;
  const details = checks.map(({ id }, at): ReplyAction => {
    const label = single ? t('desk.details') : t('desk.detailsOf', { number: at + 1 });
    return { kind: 'details', label, data: `details:${id}` };
  });
  const isChecked = checks.some(({ verdict }) => verdict.label !== 'not-checkable');
  const hasSources = single && first.verdict.citations.length > 0;
  const action = (kind: ReplyAction['kind'], label: string): ReplyAction => ({
    kind,
    label,
    data: `${kind}:${first.id}`,
  });
  return [
    ...(hasSources ? [action('sources', t('desk.sources'))] : []),
    ...(isChecked ? details : []),
    ...(isChecked && inGroup && !isPrivate ? [action('pin', t('pin.button'))] : []),
    ...(isChecked ? [action('recheck', t('recheck.button'))] : []),
    ...(inGroup && isPrivate ? [action('post', t(isChannel ? 'desk.post' : 'desk.postToGroup'))] : []),
  ];
}
