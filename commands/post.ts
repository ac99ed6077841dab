import type { Office } from '../src/desk/office.ts';
import { toCardsReply, toRefusal } from './card-reply.ts';
import type { Command } from './command.ts';
import { toScope } from './scope.ts';

/** The *Post to channel* button below a result that only its asker sees: posts it, as the chat's own. */
export function createPostCommand({ share }: Pick<Office, 'share'>): Command {
  return {
    name: 'post',
    description: 'desk.post.description',
    listed: false,
    slow: true,
    async run(request, { desk, locale }) {
      const own = await desk.find(request.text, toScope({ ...request, private: true }));
      if (!own) return toRefusal(locale.t('desk.unknown.title'), locale.t('desk.unknown.body'));
      const open = { ...request, private: false };
      return toCardsReply([await share(own, toScope(open))], locale, open);
    },
  };
}
