import type { ChatStores } from '../src/chat/chat-stores.ts';
import { toCardsReply, toUnknown } from './card-reply.ts';
import type { Command } from './command.ts';
import { toScope } from './request.ts';

/** The *Post to channel* button below a private result: publishes it in the chat. */
export function createPostCommand({ share, postings }: Pick<ChatStores, 'share' | 'postings'>): Command {
  return {
    name: 'post',
    description: 'desk.post.description',
    listed: false,
    slow: true,
    async run(request, { checkService, locale }) {
      const from = toScope({ ...request, private: true });
      const own = await checkService.find(request.text, from);
      if (!own) return toUnknown(locale);
      const open = { ...request, private: false };
      const { platform, posting } = request;
      const standing = posting && (await postings.at(platform, posting.chatId, posting.messageId));
      const shared = await share(own, from, toScope(open), request.actorId);
      return toCardsReply([{ ...standing?.said?.[own.id], ...shared }], locale, open);
    },
  };
}
