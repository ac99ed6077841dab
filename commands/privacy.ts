import type { ChatStores } from '../src/chat/chat-stores.ts';
import { DEFAULT_SETTINGS, toGroupKey } from '../src/chat/group-settings.ts';
import type { Command } from './command.ts';

/** /privacy: what is kept, and how long, here. */
export function createPrivacyCommand({ settings }: Pick<ChatStores, 'settings'>): Command {
  return {
    name: 'privacy',
    description: 'privacy.description',
    listed: true,
    forAsker: true,
    async run(request, { locale: { t } }) {
      const group = toGroupKey(request);
      const { keepDays } = group ? await settings.of(group) : DEFAULT_SETTINGS;
      const lines = [
        t('privacy.message'),
        t(group ? 'privacy.group' : 'privacy.person', { days: keepDays }),
        t('privacy.jobs'),
        t('privacy.words'),
        t('privacy.private'),
        t('privacy.forget'),
      ];
      return { kind: 'notice', tone: 'info', title: t('privacy.title'), lines };
    },
  };
}
