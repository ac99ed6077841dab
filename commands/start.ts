import type { Command } from './command.ts';

/** /start: what this bot is for, to somebody who sees it for the first time. */
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
