import { toCard } from '../src/core/card/to-card.ts';
import { shorten } from '../src/core/language/characters.ts';
import type { Command } from './command.ts';

/** Few enough to read at a glance, and to fit one message on every platform. */
const SHOWN = 10;
/** Of a claim, enough to know it again; the check's id leads to the rest. UTF-16 units. */
const LONGEST_CLAIM = 120;

/** /history: what was last asked for in this chat. */
export const historyCommand: Command = {
  name: 'history',
  description: 'history.description',
  listed: true,
  forAsker: true,
  async run(_request, { checkService, locale, scope }) {
    const seen = await checkService.history(scope, SHOWN);
    const lines = seen.map(({ check, seenAt }) => {
      const { symbol, heading, claim } = toCard({ check }, locale);
      const what = { symbol, heading, claim: shorten(claim, LONGEST_CLAIM) };
      return locale.t('history.line', { ...what, date: locale.formatDate(seenAt), id: check.id });
    });
    return {
      kind: 'notice',
      tone: 'info',
      title: locale.t('history.title'),
      lines: lines.length > 0 ? lines : [locale.t('history.empty')],
    };
  },
};
