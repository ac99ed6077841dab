import type { Office } from '../src/desk/office.ts';
import type { Command } from './command.ts';

const CONFIRMED = 'yes';

/** /forget: removes a person's traces, after asking once. */
export function createForgetCommand({
  retention,
  kept,
  manners,
}: Pick<Office, 'retention' | 'kept' | 'manners'>): Command {
  return {
    name: 'forget',
    description: 'forget.description',
    listed: true,
    forAsker: true,
    async run({ platform, actorId, text }, { locale: { t } }) {
      if (text.trim() !== CONFIRMED) {
        const rows = [[{ label: t('forget.button'), data: `forget:${CONFIRMED}`, style: 'danger' as const }]];
        return { kind: 'panel', title: t('forget.title'), lines: [t('forget.what'), t('forget.stays')], rows };
      }
      await retention.forgetPerson(platform, actorId);
      await kept.forget(platform, actorId);
      await manners.forget(platform, actorId);
      return { kind: 'notice', tone: 'info', title: t('forget.done.title'), lines: [t('forget.stays')] };
    },
  };
}
