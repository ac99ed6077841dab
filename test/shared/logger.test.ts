import { describe, expect, it } from 'vitest';
import { LOG_LEVELS } from '../../src/config/settings.ts';
import { ClaimcheckError } from '../../src/shared/errors.ts';
import { createLogger, type Logger, type LogLevel } from '../../src/shared/logger.ts';

const TELEGRAM = `7301234567:AAF${'x-Y_9'.repeat(6)}Zz`;
const DISCORD = `MTE5MjAwMDAwMDAwMDAwMDAwMA.GabcDE.${'k_9-Q'.repeat(7)}xyz`;
const INTERACTION = `aW50ZXJhY3Rpb246${'Zm9v'.repeat(20)}`;

/** What a destination of this kind is given. */
function logged(
  act: (logger: Logger) => void,
  { isTTY = false, level = 'info' as LogLevel, secrets = [] as readonly string[] } = {},
): string[] {
  const lines: string[] = [];
  act(createLogger(level, { isTTY, write: (line) => lines.push(line) }, secrets));
  return lines;
}

describe.each([{ isTTY: true }, { isTTY: false }])('the log to %j', (kind) => {
  const all = (act: (logger: Logger) => void) => logged(act, kind).join('');

  it.each([
    ['a Telegram token', TELEGRAM],
    ['a Discord token', DISCORD],
    ['a Telegram token as addresses have it', encodeURIComponent(TELEGRAM)],
  ])('hides %s in a message, a fact, an error and its cause', (_, token) => {
    const text = all((logger) => {
      logger.error(`no answer from https://api.example.org/bot${token}/getMe`);
      logger.error({ address: { root: `x${token}` } }, 'no answer');
      logger.error(new Error(`first ${token}`, { cause: new Error(`second ${token}`) }));
    });
    expect(text).toContain('<secret>');
    expect(text).toContain('first');
    expect(text).not.toContain(token.slice(-12));
  });

  it('hides what would answer an interaction in its place', () => {
    const text = all((logger) => {
      logger.error({ url: `https://discord.com/api/v10/webhooks/119200/${INTERACTION}/messages/@original` }, 'refused');
      logger.error({ url: `https://discord.com/api/v10/interactions/119200/${INTERACTION}/callback` }, 'refused');
    });
    expect(text.match(/<secret>/g)).toHaveLength(2);
    expect(text).not.toContain(INTERACTION);
  });

  it('leaves out what people wrote, wherever a library hangs it', () => {
    const error = Object.assign(new Error('Missing Permissions'), {
      code: 50013,
      requestBody: { json: { content: 'my private claim' } },
      payload: { text: 'my private claim' },
      ctx: { message: { text: 'my private claim' } },
    });
    const text = all((logger) => {
      logger.error(error);
      logger.error({ err: error, platform: 'discord' }, 'refused');
      logger.error({ fault: error, request: { id: '7', text: 'my private claim' } }, 'refused');
      logger.warn({ claim: 'my private claim', deep: { er: { claim: 'my private claim' } } }, 'odd');
    });
    expect(text).not.toContain('private');
    expect(text).toContain('Missing Permissions');
    expect(text).toContain('50013');
  });

  it('does not quote what could not be read', () => {
    const act = (logger: Logger): void => {
      try {
        JSON.parse('my private claim');
      } catch (error) {
        logger.error(error);
        logger.error({ err: error });
        logger.error({ err: error }, 'unreadable answer');
      }
    };
    expect(all(act)).not.toContain('private');
  });

  it.each([
    'query',
    'queries',
    'prompt',
    'q',
    'text',
    'claim',
    'claims',
    'content',
    'title',
    'description',
    'asked',
    'said',
    'messages',
    'input',
    'output',
    'question',
    'user_name',
    'firstName',
    'first_name',
    'globalName',
    'from',
    'author',
    'userId',
    'chat_id',
    'channelId',
    'apiKey',
    'password',
  ])('withholds what stands under %s, wherever', (name) => {
    const text = all((logger) =>
      logger.warn({ [name]: 'my private claim', deep: [{ [name]: 'my private claim' }] }, 'odd'),
    );
    expect(text).toContain('odd');
    expect(text).not.toContain('private');
  });

  it.each([
    new Error('no answer to "my private claim"'),
    new Error('fts5: syntax error near "my private'),
    new Error("can't do 'my private claim' or “my private claim”, it says"),
    new TypeError('Failed to parse URL from my private claim'),
    new RangeError('Invalid language tag: my-private-claim'),
    new Error('no answer from https://search.example/res?q=my%20private%20claim&count=8'),
    new TypeError('The "text" argument must be of type string. Received my private claim'),
  ])('withholds what an error quotes, under any name: %s', (error) => {
    const text = all((logger) => {
      logger.error(error);
      logger.error({ err: error }, 'first');
      logger.error({ fault: { why: new Error('outer', { cause: error }) } }, 'second');
      logger.error({ found: [error] });
    });
    expect(text).toContain(error.message.split(' ')[0]);
    expect(text).not.toContain('private');
  });

  it('still tells which property was missing', () => {
    const error = new TypeError("Cannot read properties of undefined (reading 'closest')");
    expect(all((logger) => logger.error({ err: error }, 'odd'))).toContain("(reading 'closest')");
  });

  it('hides the values that are set, by whatever shape, name and writing', () => {
    const secrets = ['no "shape"/at all+', 'tiny', '123456789012', 'p%40ss'];
    const text = logged(
      (logger) => {
        for (const secret of secrets) {
          logger.error(`refused with ${secret}.`);
          logger.error(
            { address: `https://x.example/?key=${encodeURIComponent(secret)}`, auth: `Basic ${btoa(secret)}` },
            'refused',
          );
          logger.error({ deep: { [secret.slice(0, 3)]: [secret] } }, 'refused');
          logger.error(new Error('refused', { cause: new Error(`with ${secret}`) }));
        }
        logger.info({ port: 123456789012 }, 'destiny and tinyness');
      },
      { ...kind, secrets },
    ).join('');
    expect(text.match(/<secret>/g)?.length).toBeGreaterThanOrEqual(secrets.length * 3);
    expect(text).toContain('destiny and tinyness');
    for (const secret of secrets.filter((one) => one !== 'tiny')) {
      const shown = text.replaceAll('port=123456789012', '').replaceAll('"port":123456789012', '');
      for (const form of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), btoa(secret)])
        expect(shown).not.toContain(form);
    }
    expect(text).not.toMatch(/\btiny\b/);
  });

  it('hides a name and password in an address', () => {
    expect(all((logger) => logger.warn('no answer from https://ann:pass-word@feeds.example/a'))).toMatch(
      /https:\/\/<secret>@feeds\.example\/a/,
    );
  });

  it('survives what goes round in circles, and does not follow it far', () => {
    const circle: Record<string, unknown> = {};
    circle.again = circle;
    expect(all((logger) => logger.info({ circle }, 'round')).length).toBeLessThan(400);
  });
});

describe('the log', () => {
  it.each(LOG_LEVELS.map((level, at) => [level, LOG_LEVELS.slice(0, at + 1)] as const))(
    'at %s tells %j',
    (level, told) => {
      const lines = logged((logger) => LOG_LEVELS.forEach((each) => void logger[each](each)), { level });
      expect(lines.map((line) => JSON.parse(line).level)).toEqual(told);
    },
  );

  it('is JSON where no terminal reads it, with the time and without the machine', () => {
    const [line = ''] = logged((logger) => logger.info({ platform: 'telegram' }, 'connected'));
    const record = JSON.parse(line);
    expect(record).toEqual({ level: 'info', time: record.time, platform: 'telegram', msg: 'connected' });
    expect(new Date(record.time).toISOString()).toBe(record.time);
  });

  it('is a line to read on a terminal', () => {
    const lines = logged((logger) => logger.warn({ platform: 'telegram', tries: 2 }, 'no answer'), { isTTY: true });
    expect(lines).toEqual([expect.stringMatching(/^\d\d:\d\d:\d\d WARN {2}no answer platform=telegram tries=2\n$/)]);
  });

  it('shows the stack of a fault of ours, and of a sentence for people only the sentence', () => {
    const act = (logger: Logger): void => {
      logger.error(new ClaimcheckError('store-full', 'The disk is full.'));
      logger.error({ err: new TypeError('bad') }, 'the command failed');
    };
    const [told = '', fault = ''] = logged(act, { isTTY: true });
    expect(told).toMatch(/^\S+ ERROR The disk is full\.\n$/);
    expect(fault).toMatch(/^\S+ ERROR the command failed \(TypeError: bad\)\n {4}at .*logger\.test\.ts/);
  });

  it.each([
    ['\u001b[2J', '\\u{1b}[2J'],
    ['\u009b2J', '\\u{9b}2J'],
    ['a\nb', 'a\\u{a}b'],
    ['\u202Ereversed', '\\u{202e}reversed'],
  ])('lets %j do nothing to the terminal', (text, shown) => {
    const [line = ''] = logged((logger) => logger.info({ reason: text }, text), { isTTY: true });
    expect(line.slice(9)).toBe(`INFO  ${shown} reason=${shown}\n`);
  });
});
