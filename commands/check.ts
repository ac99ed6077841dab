import { toCard } from '../src/core/card/to-card.ts';
import type { Command, CommandReply } from './command.ts';

/** The longest message that is taken apart, in UTF-16 units: over both platforms' own limits (Telegram: 4,096). */
export const LONGEST_MESSAGE = 20_000;

/** /check: up to three cards for the claims in a message. */
export const checkCommand: Command = {
  name: 'check',
  description: 'check.description',
  argument: { name: 'claim', description: 'check.argument', required: true },
  listed: true,
  async run(request, { desk, locale, scope, signal }) {
    const refuse = (title: string, line: string): CommandReply => ({
      kind: 'notice',
      tone: 'refusal',
      title,
      lines: [line],
    });
    if (request.text.trim() === '') return refuse(locale.t('check.empty.title'), locale.t('check.empty.body'));
    if (request.text.length > LONGEST_MESSAGE) {
      const values = { limit: LONGEST_MESSAGE, length: request.text.length };
      return refuse(locale.t('check.long.title'), locale.t('check.long.body', values));
    }
    const checks = await desk.check(request.text, scope, signal);
    return { kind: 'cards', cards: checks.map((check) => toCard(check, locale)) };
  },
};
