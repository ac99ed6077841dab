import { describe, expect, it } from 'vitest';
import { renderPanelButtons } from '../../adapters/telegram/keyboard.ts';
import { LOCALE_TAGS, toLocale } from '../../src/core/text/locale.ts';

const rowsOf = (labels: readonly string[]) =>
  renderPanelButtons([labels.map((label) => ({ label, data: 'settings:', style: 'plain' as const }))])?.inline_keyboard;
const shapeOf = (labels: readonly string[]) => rowsOf(labels)?.map((row) => row.length);

describe('the buttons of a panel', () => {
  it.each([
    [
      ['5 s', '15 s', '60 s', '300 s', 'No limit'],
      [4, 1],
    ],
    [['20', '50', '100', '500'], [4]],
    [
      ['English', 'español', 'Deutsch', 'українська'],
      [3, 1],
    ],
    [['开启', '关闭'], [2]],
    [
      ['只让提问的人看到回答', '在群里说明拒绝的原因'],
      [1, 1],
    ],
    [['चालू', 'बंद'], [2]],
  ])('%j stand in rows of %j', (labels, shape) => {
    expect(shapeOf(labels)).toEqual(shape);
  });

  it.each(LOCALE_TAGS)('of the settings in %s have room for what they say', (tag) => {
    const { t } = toLocale(tag);
    const keys = ['language', 'who', 'here', 'pause', 'day', 'private', 'notices', 'keep'] as const;
    const rows = rowsOf(keys.map((key) => t(`settings.${key}`))) ?? [];
    for (const row of rows.filter(({ length }) => length > 1))
      for (const { text } of row) expect(text.length * row.length).toBeLessThanOrEqual(48);
    expect(rows.flat()).toHaveLength(keys.length);
  });
});
