import type { Locale } from '../../src/core/text/locale.ts';
import { type Layout, renderNotice, renderTerm } from './render.ts';

/** Exit codes of `npm run check`; `--help` explains them, and scripts may rely on them. */
export const EXIT = {
  /** Every message got a card, including `unverified` ones: they are answers too. */
  answered: 0,
  /** At least one message was refused: empty, or too long. */
  refused: 1,
  /** The command line could not be understood. */
  usage: 2,
  /** The store or the configuration failed, or an internal fault occurred. */
  broken: 3,
  /** 128 + SIGINT, as in shells. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The text of `--help`. Ends without a newline. */
export function renderUsage({ t }: Locale, layout: Layout): string {
  const section = (title: string, terms: readonly (readonly [term: string, meaning: string])[]): string =>
    [
      renderNotice({ kind: 'notice', tone: 'info', title, lines: [] }, layout),
      ...terms.map(([term, meaning]) => renderTerm(term, meaning, layout)),
    ].join('\n');
  return [
    renderNotice({ kind: 'notice', tone: 'info', title: t('terminal.help.about'), lines: [] }, layout),
    section(t('terminal.help.usage'), [
      ['npm run check -- "claim" ["claim" …]', t('terminal.help.usage.claims')],
      ['npm run check < claims.txt', t('terminal.help.usage.input')],
      ['npm run check', t('terminal.help.usage.interactive')],
    ]),
    section(t('terminal.help.options'), [
      ['--json', t('terminal.help.option.json')],
      ['--verbose', t('terminal.help.option.verbose')],
      ['--locale <tag>', t('terminal.help.option.locale')],
      ['--color, --no-color', t('terminal.help.option.color')],
      ['-h, --help', t('terminal.help.option.help')],
    ]),
    section(t('terminal.help.json'), [
      ['"kind":"card"', t('terminal.help.json.card')],
      ['"kind":"refusal"', t('terminal.help.json.refusal')],
      ['"explain"', t('terminal.help.json.explain')],
    ]),
    section(t('terminal.help.exits'), [
      ['0', t('terminal.help.exit.0')],
      ['1', t('terminal.help.exit.1')],
      ['2', t('terminal.help.exit.2')],
      ['3', t('terminal.help.exit.3')],
      ['130', t('terminal.help.exit.130')],
    ]),
  ].join('\n\n');
}
