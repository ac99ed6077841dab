import type { ChatStores } from '../src/chat/chat-stores.ts';
import { toRefusal, toUnknown } from './card-reply.ts';
import type { Command } from './command.ts';
import { createDetailsCommand } from './details.ts';
import { toScope } from './request.ts';
import { createSimilarCommand } from './similar.ts';

/** Follows a link from a group into the private chat: *Details* or *Similar* of a card in that group. */
export function createOpenCommand({ links, maySee }: Pick<ChatStores, 'links' | 'maySee'>): Command {
  const [details, similar] = [createDetailsCommand(), createSimilarCommand()];
  return {
    name: 'open',
    description: 'desk.open.description',
    listed: false,
    forAsker: true,
    async run(request, context) {
      const { t } = context.locale;
      // Such a link is for the private chat: typed in a group, it would show one group another's data.
      const link =
        request.chat.kind === 'private' ? await links.open(request.platform, request.text.trim()) : undefined;
      if (!link) return toUnknown(context.locale);
      const command = link.command === 'similar' ? similar : details;
      // As a member of that group, not as the person: what they asked in private is not included.
      const scope = toScope({ ...request, private: false, chat: { id: link.chatId, kind: 'group' } });
      const check = await context.checkService.find(link.checkId, scope);
      // Links can be forwarded, and people leave groups; a public check is for everybody.
      const isOpen = !check || check.visibility.kind === 'public';
      if (!isOpen && !(await maySee(request.platform, request.actorId, link.chatId))) {
        return toRefusal(t('right.title'), t('right.see.refused'));
      }
      return command.run({ ...request, text: link.checkId }, { ...context, scope });
    },
  };
}
