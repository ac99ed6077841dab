import type { ChatStores } from '../src/chat/chat-stores.ts';
import type { Command } from './command.ts';

const CONFIRMED = 'yes';

/** /forget: deletes a person's data, after one confirmation. */
export function createForgetCommand({ forget }: Pick<ChatStores, 'forget'>): Command {
  return {
    name: 'forget',
    description: 'forget.description',
    listed: true,
    forAsker: true,
    async run({ platform, actorId, text, chat }, { locale: { t } }) {
      if (text.trim() !== CONFIRMED) {
        const rows = [[{ label: t('forget.button'), data: `forget:${CONFIRMED}`, style: 'danger' as const }]];
        return { kind: 'panel', title: t('forget.title'), lines: [t('forget.what'), t('forget.stays')], rows };
      }
      await forget(platform, actorId, chat.kind === 'private' ? chat.id : undefined);
      return { kind: 'notice', tone: 'info', title: t('forget.done.title'), lines: [t('forget.stays')] };
    },
  };
}
