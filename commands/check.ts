import { parseCheckId } from '../src/checks/check-service.ts';
import { toCard } from '../src/core/card/to-card.ts';
import { toWhatIsAsked } from '../src/core/claim/what-is-asked.ts';
import { defined } from '../src/core/defined.ts';
import type { Locale, MessageKey } from '../src/core/text/locale.ts';
import type { Answer } from '../src/core/types.ts';
import { toCardsReply, toRefusal, toUnknown } from './card-reply.ts';
import type { Command } from './command.ts';
import type { NoticeReply } from './reply.ts';
import type { CommandRequest, Picture, Said } from './request.ts';

/** The longest message that is checked, in UTF-16 units: more than both platforms allow (Telegram: 4,096). */
export const LONGEST_MESSAGE = 20_000;

/** /check: up to three cards for the claims in a message; for a check's id, its card. */
export const checkCommand: Command = {
  name: 'check',
  description: 'check.description',
  argument: { name: 'claim', description: 'check.argument', required: true, suggest: 'checks' },
  pictureOption: 'check.picture',
  privateOption: 'desk.privateOption',
  listed: true,
  slow: true,
  async run(request, { checkService, locale, scope, signal, onStage, readPictures, pictureLanguages }) {
    let onPictures: MessageKey =
      pictureLanguages?.includes(locale.tag) === false ? 'desk.picture.languages' : 'desk.picture.body';
    const onTooLarge = () => {
      onPictures = 'desk.picture.large';
    };
    const asked = await toAsked(request, (pictures) => readPictures?.(pictures, onTooLarge));
    if (!asked) {
      const { title, body } = toMissing(request, onPictures);
      const names = new Intl.DisplayNames([locale.tag], { type: 'language' });
      const languages = locale.formatList(pictureLanguages?.map((tag) => names.of(tag) ?? tag) ?? []);
      const refusal = toRefusal(locale.t(title), locale.t(body, { languages, menu: locale.t('check.menu') }));
      return title === 'check.empty.title' ? { ...refusal, asksBack: true } : refusal;
    }
    const { length } = asked.text;
    if (length > LONGEST_MESSAGE) {
      const values = { limit: LONGEST_MESSAGE, length };
      return toRefusal(locale.t('check.long.title'), locale.t('check.long.body', values));
    }
    const id = parseCheckId(asked.text);
    const named = id && (await checkService.find(id, scope));
    if (named) return toCardsReply([{ check: named }], locale, request);
    // A word of eight letters may be a claim; with a digit it can only be an id.
    if (id && /\d/.test(id)) return toUnknown(locale);
    const by = request.guest ? { priorsOnly: true } : { askerId: request.actorId };
    const options = { ...by, ...defined({ onStage, saidAt: asked.saidAt }) };
    const answers = await checkService.check(asked.text, scope, signal, options);
    return toNothing(answers, locale, request) ?? toCardsReply(answers, locale, request);
  },
};

/** In a group, only the asker is told that nothing in the message can be checked. */
function toNothing(
  answers: readonly Answer[],
  locale: Locale,
  { chat, private: isPrivate }: CommandRequest,
): NoticeReply | undefined {
  const [first] = answers;
  const isNothing = answers.every(({ check }) => check.verdict.label === 'not-checkable');
  if (!first || !isNothing || chat.kind !== 'group' || isPrivate) return undefined;
  const { symbol, heading, why } = toCard(first, locale);
  return { ...toRefusal(`${symbol} ${heading}`, why), checked: true };
}

/** The text to check, and when it was said. The other message's pictures are read only if they are needed. */
async function toAsked(
  request: CommandRequest,
  readPictures: (pictures: readonly Picture[]) => Promise<string> | undefined,
) {
  const read = async ({ text, pictures = [] }: Said) => ({
    text,
    shown: pictures.length > 0 ? ((await readPictures(pictures)) ?? '') : '',
  });
  const own = await read(request);
  // Voice messages and stickers have no text, but something was meant.
  const other: Said = request.about ?? { text: '' };
  const first = toWhatIsAsked(own, request.about && { text: other.text, shown: '' });
  const needsMore = request.about?.pictures !== undefined && first?.from !== 'own';
  const asked = needsMore ? toWhatIsAsked(own, await read(other)) : first;
  return asked && { text: asked.words, ...defined({ saidAt: (asked.from === 'own' ? request : other).saidAt }) };
}

/**
 * The refusal if there is nothing to check: what was sent is unreadable, or it refers to a message that is missing.
 * @param onPictures what to say of pictures without text
 */
function toMissing(
  { text, pictures, unreadable, about, chat, platform, guest }: CommandRequest,
  onPictures: MessageKey,
): { title: MessageKey; body: MessageKey } {
  if (pictures ?? about?.pictures) return { title: 'desk.picture.title', body: onPictures };
  if (about?.hidden) return { title: 'check.unreadable.title', body: 'check.hidden.body' };
  if (unreadable ?? about?.unreadable) return { title: 'check.unreadable.title', body: 'check.unreadable.body' };
  if (text.trim() === '' && !about && !guest) return { title: 'check.empty.title', body: 'check.empty.body' };
  if (chat.kind !== 'group') return { title: 'check.which.title', body: 'check.which.private' };
  // Discord's commands take no replies.
  return { title: 'check.which.title', body: platform === 'discord' ? 'check.which.onDiscord' : 'check.which.group' };
}
