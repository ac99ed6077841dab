import type { ChatStores } from '../src/chat/chat-stores.ts';
import { toRefusal, toUnknown } from './card-reply.ts';
import type { Command } from './command.ts';
import { createDetailsCommand } from './details.ts';
import { toScope } from './request.ts';
import { createSimilarCommand } from './similar.ts';

/** What a link out of a group leads to, in the private chat: *Details* or *Similar* of a card that stands there. */
export function createOpenCommand({ links, maySee }: Pick<ChatStores, 'links' | 'maySee'>): Command {
  const [details, similar] = [createDetailsCommand(), createSimilarCommand()];
  return {
    name: 'open',
    description: 'desk.open.description',
    listed: false,
    forAsker: true,
    async run(request, context) {
      const { t } = context.locale;
      // A link leads into the private chat: typed in a group, it would show one group what is another's.
      const link =
        request.chat.kind === 'private' ? await links.open(request.platform, request.text.trim()) : undefined;
      if (!link) return toUnknown(context.locale);
      const command = link.command === 'similar' ? similar : details;
      // As a member of that group, not as the person: what they asked in private has no part in it.
      const scope = toScope({ ...request, private: false, chat: { id: link.chatId, kind: 'group' } });
      const check = await context.checkService.find(link.checkId, scope);
      // A link can be handed on, and people leave groups; what was published anyway is everybody's.
      const isOpen = !check || check.visibility.kind === 'public';
      if (!isOpen && !(await maySee(request.platform, request.actorId, link.chatId))) {
        return toRefusal(t('right.title'), t('right.see.refused'));
      }
      return command.run({ ...request, text: link.checkId }, { ...context, scope });
    },
  };
}
