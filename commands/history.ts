import type { ChatStores } from '../src/chat/chat-stores.ts';
import { parseCheckId } from '../src/checks/check-service.ts';
import { toCard } from '../src/core/card/to-card.ts';
import { shorten } from '../src/core/language/characters.ts';
import type { Command } from './command.ts';
import type { NoticeReply } from './reply.ts';
import type { CommandRequest } from './request.ts';

/** Few enough to read at a glance, and to fit one message on every platform. */
const SHOWN = 10;
/** UTF-16 units of a claim: enough to recognise it; the check's id leads to the rest. */
const LONGEST_CLAIM = 120;

/**
 * /history: the latest checks of this chat; with words, only those that contain them; with a check's id, its card.
 * @param stores find the posted cards; without them no line has a link
 */
export function createHistoryCommand(stores?: Pick<ChatStores, 'postings' | 'addressOf'>): Command {
  /** The newest message in this chat with the check's card. */
  async function toAddress({ platform, chat }: CommandRequest, checkId: string): Promise<string | undefined> {
    const standing = (await stores?.postings.of(checkId)) ?? [];
    // A card whispered to one person in a group is no target for the others.
    const here = standing.find(
      (posting) =>
        posting.platform === platform &&
        posting.chatId === chat.id &&
        (posting.visible === 'chat' || chat.kind === 'private'),
    );
    return here && stores?.addressOf(platform, chat, here.messageId);
  }

  return {
    name: 'history',
    description: 'history.description',
    argument: { name: 'words', description: 'history.argument', required: false },
    listed: true,
    forAsker: true,
    async run(request, { checkService, locale, scope }) {
      const { text } = request;
      const id = parseCheckId(text);
      const named = id && (await checkService.find(id, scope));
      if (named) return { kind: 'cards', cards: [toCard({ check: named }, locale)], private: true, locale: locale.tag };
      const seen = await checkService.asked(text, scope, SHOWN);
      const lines = seen.map(({ check, seenAt }) => {
        const { symbol, heading, claim } = toCard({ check }, locale);
        const what = { symbol, heading, claim: shorten(claim, LONGEST_CLAIM) };
        return locale.t('history.line', { ...what, date: locale.formatDate(seenAt), id: check.id });
      });
      const links: NonNullable<NoticeReply['links']> = new Map(
        (await Promise.all(seen.map(({ check }) => toAddress(request, check.id)))).flatMap((url, at) =>
          url === undefined ? [] : [[at, { text: locale.t('history.card'), url }]],
        ),
      );
      return {
        kind: 'notice',
        tone: 'info',
        title: locale.t('history.title'),
        lines: lines.length > 0 ? lines : [locale.t(text.trim() === '' ? 'history.empty' : 'history.none')],
        ...(links.size > 0 && { links }),
      };
    },
  };
}
