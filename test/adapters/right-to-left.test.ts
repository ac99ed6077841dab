import { describe, expect, it } from 'vitest';
import { renderNotice as renderDiscordNotice } from '../../adapters/discord/render.ts';
import { renderNotice } from '../../adapters/telegram/render.ts';
import { toLocale } from '../../src/core/text/locale.ts';
import { withAutoEntities } from '../peers/telegram/auto-entities.ts';
import { parseHtml } from '../peers/telegram/html.ts';

const { t } = toLocale('ar');
const LINE = t('help.lineWithArgument', { name: 'check', argument: '<claim>', description: t('check.description') });

describe('a command in an Arabic line', () => {
  it('keeps its slash in front on Telegram, and is still a command there', () => {
    const { html } = renderNotice({ title: 'x', lines: [LINE] }, { commands: ['check'], addressAs: 'claimcheck_bot' });
    const { text, entities } = parseHtml(html);
    expect(text).toContain('\u200e/check@claimcheck_bot <claim>\u200e');
    const commands = withAutoEntities(text, entities).filter(({ type }) => type === 'bot_command');
    expect(commands.map(({ offset, length }) => text.slice(offset, offset + length))).toEqual([
      '/check@claimcheck_bot',
    ]);
  });

  it('keeps its slash in front on Discord', () => {
    const body = renderDiscordNotice({ tone: 'info', title: '', lines: [t('history.empty')] });
    expect(body.embeds[0]?.description).toContain('\u200e/check\u200e');
  });

  it('is as it was in other languages', () => {
    const line = toLocale('de').t('history.empty');
    const { html } = renderNotice({ title: 'x', lines: [line] }, { commands: ['check'] });
    expect(html).not.toContain('\u200e');
  });
});
