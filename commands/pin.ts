import type { Command } from './command.ts';

/** The *Pin* button of a card: `text` is the check's id, the card is the message the button stands on. */
export const pinCommand: Command = {
  name: 'pin',
  description: 'pin.description',
  right: 'pin',
  listed: false,
  async run(request, { desk, locale, scope }) {
    const check = await desk.find(request.text, scope);
    if (check) return { kind: 'pin', checkId: check.id, done: locale.t('pin.done') };
    const title = locale.t('pin.title');
    return { kind: 'notice', tone: 'refusal', title, lines: [locale.t('pin.unknown')] };
  },
};
