import type { Command } from './command.ts';

/** /start: tells newcomers what this bot is for. */
export const startCommand: Command = {
  name: 'start',
  description: 'start.description',
  listed: false,
  forAsker: true,
  async run({ chat }, { locale: { t } }) {
    const how = chat.kind === 'group' ? [t('start.here')] : [t('start.private'), t('start.example'), t('start.group')];
    return { kind: 'notice', tone: 'info', title: t('start.title'), lines: [...how, t('start.more')] };
  },
};
