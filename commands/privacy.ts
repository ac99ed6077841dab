import { DEFAULT_SETTINGS, toGroupKey } from '../src/desk/group-settings.ts';
import type { Office } from '../src/desk/office.ts';
import type { Command } from './command.ts';

/** /privacy: what is kept, and how long, here. */
export function createPrivacyCommand({ settings }: Pick<Office, 'settings'>): Command {
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
