import { describe, expect, it } from 'vitest';
import { OPTIONS, parseArguments } from '../../adapters/terminal/arguments.ts';
import { createPaint, wantsColour } from '../../adapters/terminal/colours.ts';
import { parseInput, toRequest } from '../../adapters/terminal/request.ts';
import { renderUsage } from '../../adapters/terminal/usage.ts';
import { toLocale } from '../../src/core/text/locale.ts';
import { toEnvironmentLocale } from '../../src/core/text/locale-tag.ts';

const nothing = { messages: [], json: false, verbose: false, help: false };

describe('the command line', () => {
  it.each([
    [[], {}],
    [['one claim'], { messages: ['one claim'] }],
    [['one', 'two', ''], { messages: ['one', 'two', ''] }],
    [['--json', 'one', '--verbose'], { json: true, verbose: true, messages: ['one'] }],
    [['--help'], { help: true }],
    [['-h'], { help: true }],
    [['--locale', 'pt_BR', 'x'], { locale: 'pt-BR', messages: ['x'] }],
    [['--locale=de'], { locale: 'de' }],
    [['--color'], { colour: true }],
    [['--no-color'], { colour: false }],
    [['--color', '--no-color'], { colour: false }],
    [['--', '-5 degrees', '--json'], { messages: ['-5 degrees', '--json'] }],
  ])('%j is understood', (args, meaning) => {
    expect(parseArguments(args)).toEqual({ ...nothing, ...meaning });
  });

  it.each([
    [['--jsn'], 'terminal.usage.unknown', '--jsn'],
    [['-5 degrees is cold'], 'terminal.usage.unknown', '-5'],
    [['-x'], 'terminal.usage.unknown', '-x'],
    [['--constructor'], 'terminal.usage.unknown', '--constructor'],
    [['--__proto__'], 'terminal.usage.unknown', '--__proto__'],
    [['--json=yes'], 'terminal.usage.noValue', '--json'],
    [['--help=x'], 'terminal.usage.noValue', '--help'],
    [['--locale'], 'terminal.usage.locale', '--locale'],
    [['--locale='], 'terminal.usage.locale', '--locale'],
    [['--locale', 'not a tag'], 'terminal.usage.locale', '--locale'],
  ])('%j is refused by its name', (args, key, option) => {
    expect(parseArguments(args)).toEqual({ key, values: { option } });
  });

  it.each(Object.keys(OPTIONS))('--help explains --%s', (option) => {
    expect(renderUsage(toLocale('en'), { columns: 80, paint: createPaint(false) })).toContain(`--${option}`);
  });
});

describe('the language', () => {
  it.each([
    [{}, undefined],
    [{ LANG: 'C' }, undefined],
    [{ LANG: 'C.UTF-8' }, undefined],
    [{ LANG: 'POSIX' }, undefined],
    [{ LANG: '' }, undefined],
    [{ LANG: '../../etc' }, undefined],
    [{ LANG: 'de_DE.UTF-8' }, 'de-DE'],
    [{ LANG: 'ca_ES@valencia' }, 'ca-ES'],
    [{ LANG: 'en_GB.UTF-8', LC_MESSAGES: 'fr_FR.UTF-8' }, 'fr-FR'],
    [{ LANG: 'en_GB', LC_MESSAGES: 'fr_FR', LC_ALL: 'es_ES' }, 'es-ES'],
    [{ LANG: 'en_GB', LC_ALL: 'C' }, undefined],
    [{ LANG: 'en_GB', LC_ALL: '' }, 'en-GB'],
  ])('of %j is %s', (env, locale) => {
    expect(toEnvironmentLocale(env)).toBe(locale);
  });
});

describe('a request', () => {
  it('comes from one person in a private chat', () => {
    expect(toRequest({ id: 't1', command: 'check', text: 'x', locale: 'de-DE' })).toEqual({
      id: 't1',
      platform: 'terminal',
      command: 'check',
      text: 'x',
      actorId: 'local',
      chat: { id: 'terminal', kind: 'private' },
      locale: 'de-DE',
    });
  });

  it('names no language where none is known', () => {
    expect(toRequest({ id: 't1', command: 'check', text: 'x', locale: undefined })).not.toHaveProperty('locale');
  });

  it.each([
    ['The wall', 'check', 'The wall'],
    ['  The wall  ', 'check', 'The wall'],
    ['/check The wall', 'check', 'The wall'],
    ['/check   a\tb ', 'check', 'a\tb'],
    ['/check', 'check', ''],
    ['/help', 'help', ''],
    ['/HISTORY', 'history', ''],
    ['/foo-bar baz', 'foo-bar', 'baz'],
    ['/r/science says so', 'check', '/r/science says so'],
    ['/', 'check', '/'],
    ['1/2 of all', 'check', '1/2 of all'],
  ])('typed as %j is the command %s', (line, command, text) => {
    expect(parseInput(line)).toEqual({ command, text });
  });
});

describe('colour', () => {
  const terminal = { isTTY: true };
  const file = { isTTY: false };
  it.each([
    ['in a terminal', terminal, { TERM: 'xterm' }, undefined, true],
    ['not in a file', file, { TERM: 'xterm' }, undefined, false],
    ['not with NO_COLOR', terminal, { TERM: 'xterm', NO_COLOR: '1' }, undefined, false],
    ['with an empty NO_COLOR', terminal, { TERM: 'xterm', NO_COLOR: '' }, undefined, true],
    ['not in a dumb terminal', terminal, { TERM: 'dumb' }, undefined, false],
    ['in a file with FORCE_COLOR', file, { FORCE_COLOR: '1' }, undefined, true],
    ['not with FORCE_COLOR=0', terminal, { TERM: 'xterm', FORCE_COLOR: '0' }, undefined, false],
    ['in a file with --color', file, {}, true, true],
    ['with --color against NO_COLOR', file, { NO_COLOR: '1' }, true, true],
    ['not with --no-color against FORCE_COLOR', terminal, { FORCE_COLOR: '1' }, false, false],
  ])('%s: %j %j %s → %s', (_what, output, env, asked, wanted) => {
    expect(wantsColour(output, env, asked)).toBe(wanted);
  });
});
