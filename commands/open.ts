import type { Office } from '../src/desk/office.ts';
import { toRefusal } from './card-reply.ts';
import type { Command } from './command.ts';
import { detailsCommand, sourcesCommand } from './details.ts';
import { toScope } from './scope.ts';

/** What a link out of a group leads to, in the private chat: *Sources* or *Details* of a card that stands there. */
export function createOpenCommand({ links }: Pick<Office, 'links'>): Command {
  return {
    name: 'open',
    description: 'desk.open.description',
    listed: false,
    forAsker: true,
    async run(request, context) {
      const link = await links.open(request.platform, request.text.trim());
      const { locale } = context;
      if (!link) return toRefusal(locale.t('desk.unknown.title'), locale.t('desk.unknown.body'));
      const command = link.command === 'sources' ? sourcesCommand : detailsCommand;
      // As a member of that group, not as the person: what they asked in private has no part in it.
      const scope = toScope({ ...request, private: false, chat: { id: link.chatId, kind: 'group' } });
      return command.run({ ...request, text: link.checkId }, { ...context, scope });
    },
  };
}
