import { defined } from '../src/shared/values.ts';
import { toCardsReply, toRefusal } from './card-reply.ts';
import type { Command } from './command.ts';

/** The longest message that is taken apart, in UTF-16 units: over both platforms' own limits (Telegram: 4,096). */
export const LONGEST_MESSAGE = 20_000;

/** /check: up to three cards for the claims in a message. */
export const checkCommand: Command = {
  name: 'check',
  description: 'check.description',
  argument: { name: 'claim', description: 'check.argument', required: true, suggest: 'checks' },
  privateOption: 'desk.privateOption',
  listed: true,
  slow: true,
  async run(request, { checkService, locale, scope, signal, onStage }) {
    if (request.text.trim() === '') {
      const what = request.unreadable ? 'unreadable' : 'empty';
      return toRefusal(locale.t(`check.${what}.title`), locale.t(`check.${what}.body`));
    }
    if (request.text.length > LONGEST_MESSAGE) {
      const values = { limit: LONGEST_MESSAGE, length: request.text.length };
      return toRefusal(locale.t('check.long.title'), locale.t('check.long.body', values));
    }
    const options = { askerId: request.actorId, ...defined({ onStage, saidAt: request.saidAt }) };
    return toCardsReply(await checkService.check(request.text, scope, signal, options), locale, request);
  },
};
