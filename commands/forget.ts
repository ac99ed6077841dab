import type { Office } from '../src/desk/office.ts';
import type { Command } from './command.ts';

const CONFIRMED = 'yes';

/** /forget: removes a person's traces, after asking once. */
export function createForgetCommand({ retention, kept }: Pick<Office, 'retention' | 'kept'>): Command {
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
      // How much was asked today is not forgotten, but over by itself in a day: or this would be a way past every limit.
      await kept.forget(platform, actorId);
      await retention.forgetPerson(platform, actorId, chat.kind === 'private' ? chat.id : undefined);
      return { kind: 'notice', tone: 'info', title: t('forget.done.title'), lines: [t('forget.stays')] };
    },
  };
}
