import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Config, readConfig } from '../../src/config/config.ts';
import { toSecrets } from '../../src/config/secrets.ts';
import { SETTING_NAMES, SETTINGS } from '../../src/config/settings.ts';
import { ClaimcheckError } from '../../src/shared/errors.ts';

const TELEGRAM = `7301234567:AAF${'x-Y_9'.repeat(6)}Zz`;
const DISCORD = `MTE5MjAwMDAwMDAwMDAwMDAwMA.GabcDE.${'k_9-Q'.repeat(7)}xyz`;
const NO_FILE = () => undefined;

const NO_RESEARCH = { openAiWebSearch: false, vision: false, wikipedia: false, prices: {} };
const PLAIN_CHAT = {
  discordMentions: false,
  discordShards: 1,
  telegramMentions: false,
  telegramGuests: false,
  moderators: [],
};

const read = (env: Record<string, string | undefined>, file?: string) => readConfig(env, () => file);

/** The lines of the refusal, without its heading. */
function refusalOf(env: Record<string, string | undefined>, file?: string): string[] {
  try {
    read(env, file);
  } catch (error) {
    if (error instanceof ClaimcheckError && error.code === 'config-invalid') return error.message.split('\n').slice(1);
    throw error;
  }
  throw new Error('the settings were accepted');
}

describe('settings', () => {
  it('are complete with nothing set', () => {
    expect(readConfig({}, NO_FILE)).toEqual({
      database: 'data/claimcheck.sqlite',
      logLevel: 'info',
      archives: [],
      rereadStarter: true,
      trust: { blocked: [] },
      research: NO_RESEARCH,
      chat: PLAIN_CHAT,
      hints: [],
    });
  });

  it('come from the environment', () => {
    const env = {
      DISCORD_BOT_TOKEN: DISCORD,
      TELEGRAM_BOT_TOKEN: TELEGRAM,
      CLAIMCHECK_DATABASE: '/srv/checks.sqlite',
      DATABASE_URL: 'postgres://bot:pass@db.example/claimcheck',
      REDIS_URL: 'rediss://bot:p%40ss@cache.example:6380/2',
      CLAIMCHECK_LOCALE: 'en_gb',
      LOG_LEVEL: 'debug',
      DISCORD_API: 'http://127.0.0.1:8080/api/',
      TELEGRAM_API_ROOT: 'https://bots.example.org',
    };
    expect(read(env)).toEqual({
      discordToken: DISCORD,
      telegramToken: TELEGRAM,
      database: '/srv/checks.sqlite',
      databaseUrl: 'postgres://bot:pass@db.example/claimcheck',
      redis: 'rediss://bot:p%40ss@cache.example:6380/2',
      locale: 'en-GB',
      logLevel: 'debug',
      discordApi: 'http://127.0.0.1:8080/api',
      telegramApiRoot: 'https://bots.example.org',
      archives: [],
      rereadStarter: true,
      trust: { blocked: [] },
      research: NO_RESEARCH,
      chat: PLAIN_CHAT,
      hints: [],
    } satisfies Config);
  });

  it.each(['cache.example:6379', 'http://cache.example', 'redis://', 'redis:///0', 'redis://a b'])(
    'refuse %j as the address of a Redis server',
    (address) => {
      expect(refusalOf({ REDIS_URL: address })).toEqual([
        'REDIS_URL: is not the address of a Redis server; write one like redis://127.0.0.1:6379.',
      ]);
    },
  );

  it('say what claims are looked into with', () => {
    const env = {
      OPENAI_API_KEY: 'sk-test-1',
      OPENAI_WEB_SEARCH: 'on',
      BRAVE_API_KEY: 'brave-1',
      SEARXNG_URL: 'http://127.0.0.1:8080/',
      PRIMARY_SOURCES: 'who.int, NASA.gov',
      CLAIMCHECK_CURRENCY: 'EUR',
      CLAIMCHECK_PRICES: '{"gpt-5-mini":{"inputPerMillion":0.25},"*":{"perSearch":0.005}}',
      BUDGET_PER_DAY: '2.50',
    };
    expect(read(env).research).toEqual({
      ...NO_RESEARCH,
      model: { apiKey: 'sk-test-1', name: 'gpt-5-mini' },
      openAiWebSearch: true,
      braveKey: 'brave-1',
      searxngUrl: 'http://127.0.0.1:8080',
      primarySources: ['who.int', 'nasa.gov'],
      prices: { 'gpt-5-mini': { inputPerMillion: 0.25 }, '*': { perSearch: 0.005 } },
      currency: 'EUR',
      moneyPerDay: 2.5,
    });
  });

  it("take a model server of one's own without a key", () => {
    const env = { OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1/', OPENAI_MODEL: 'qwen3:8b' };
    const model = { apiKey: 'none', baseUrl: 'http://127.0.0.1:11434/v1', name: 'qwen3:8b' };
    expect(read(env).research).toEqual({ ...NO_RESEARCH, model });
  });

  it('tell how the bot is where a port is set, and on this machine alone unless told', () => {
    expect(read({}).status).toBeUndefined();
    expect(read({ STATUS_PORT: '9464' }).status).toEqual({ port: 9464, address: '127.0.0.1' });
    expect(read({ STATUS_PORT: '9464', STATUS_ADDRESS: '::' }).status).toEqual({ port: 9464, address: '::' });
    expect(read({ STATUS_ADDRESS: '::' }).hints).toEqual([expect.stringContaining('STATUS_PORT is not')]);
  });

  it('deliver by webhook only with a secret', () => {
    const url = 'https://bot.example.org/telegram';
    const secret = 'a'.repeat(32);
    expect(read({ TELEGRAM_WEBHOOK_URL: url, TELEGRAM_WEBHOOK_SECRET: secret }).chat).toEqual({
      ...PLAIN_CHAT,
      telegramWebhook: { url, secret, port: 8443 },
    });
    const address = { TELEGRAM_WEBHOOK_ADDRESS: '0.0.0.0' };
    expect(read({ TELEGRAM_WEBHOOK_URL: url, TELEGRAM_WEBHOOK_SECRET: secret, ...address }).chat).toMatchObject({
      telegramWebhook: { port: 8443, address: '0.0.0.0' },
    });
    const { chat, hints } = read({ TELEGRAM_WEBHOOK_URL: url });
    expect(chat).toEqual(PLAIN_CHAT);
    expect(hints).toEqual([
      'TELEGRAM_WEBHOOK_URL is set, but TELEGRAM_WEBHOOK_SECRET is not, so the bot keeps polling Telegram for messages.',
    ]);
  });

  it.each([
    ['a switch that is neither on nor off', { WIKIPEDIA_SEARCH: 'yes' }, 'WIKIPEDIA_SEARCH: must be on or off'],
    ['a price table that is none', { CLAIMCHECK_PRICES: '{gpt}' }, 'CLAIMCHECK_PRICES: is not a price table'],
    ['a currency that is none', { CLAIMCHECK_CURRENCY: 'euro' }, 'CLAIMCHECK_CURRENCY: is not a currency'],
    ['a negative price', { CLAIMCHECK_PRICES: '{"a":{"perSearch":-1}}' }, 'CLAIMCHECK_PRICES: is not a price table'],
    ['a budget in words', { BUDGET_PER_DAY: 'two' }, 'BUDGET_PER_DAY: must be a number'],
    [
      'a domain with a path',
      { PRIMARY_SOURCES: 'who.int/news' },
      'PRIMARY_SOURCES: contains an entry that is not a domain',
    ],
    ['a key with a space', { BRAVE_API_KEY: 'a b' }, 'BRAVE_API_KEY: contains white space'],
    [
      'a short webhook secret',
      { TELEGRAM_WEBHOOK_SECRET: 'abc' },
      'TELEGRAM_WEBHOOK_SECRET: must be 16 to 256 letters',
    ],
    [
      'an address that is none',
      { TELEGRAM_WEBHOOK_ADDRESS: 'bot.example.org:80' },
      'TELEGRAM_WEBHOOK_ADDRESS: is not an IP address',
    ],
    ['a port that is none', { TELEGRAM_WEBHOOK_PORT: '70000' }, 'TELEGRAM_WEBHOOK_PORT: must be a whole number'],
    ['a number of shards that is none', { DISCORD_SHARDS: '0' }, 'DISCORD_SHARDS: must be auto or a whole number'],
  ])('refuse %s', (_what, env, line) => {
    const [refusal = ''] = refusalOf(env);
    expect(refusal.startsWith(line)).toBe(true);
    expect(refusalOf(env)).toHaveLength(1);
  });

  it.each([
    ['web search without a key', { OPENAI_WEB_SEARCH: 'on' }, 'OPENAI_WEB_SEARCH is on'],
    ['vision without a model', { OPENAI_VISION: 'on' }, 'OPENAI_VISION is on'],
    ['a budget without prices', { BUDGET_PER_DAY: '1' }, 'A budget is set'],
  ])('hint at %s', (_what, env, line) => {
    expect(read(env).hints).toEqual([expect.stringContaining(line)]);
  });

  it.each([
    ['the file, where the environment says nothing', {}, 'LOG_LEVEL=warn', 'warn'],
    ['the environment, where both say something', { LOG_LEVEL: 'error' }, 'LOG_LEVEL=warn', 'error'],
    ['the default, where the environment empties what the file says', { LOG_LEVEL: '' }, 'LOG_LEVEL=warn', 'info'],
    ['the default, where the file leaves it empty', {}, 'LOG_LEVEL=', 'info'],
    ['the default, where there is only white space', { LOG_LEVEL: ' \t' }, undefined, 'info'],
    ['the value without the white space around it', { LOG_LEVEL: ' debug\n' }, undefined, 'debug'],
    ['a quoted value with a comment behind it', {}, 'LOG_LEVEL="warn" # for now', 'warn'],
    ['a line that a shell would export', {}, 'export LOG_LEVEL=warn', 'warn'],
    ['a file from Windows, with its byte order mark', {}, '\uFEFFLOG_LEVEL=warn\r\n', 'warn'],
  ])('follow %s', (_, env, file, level) => {
    expect(read(env, file).logLevel).toBe(level);
  });

  it.each([
    [{ LANG: 'de_AT.UTF-8' }, 'de-AT'],
    [{ LANG: 'de_AT.UTF-8', CLAIMCHECK_LOCALE: 'en' }, 'en'],
    [{ LANG: 'C.UTF-8' }, undefined],
  ])('take the language of %j', (env, locale) => {
    expect(read(env).locale).toBe(locale);
  });

  it('come from .env in the working folder', () => {
    const before = process.cwd();
    const folder = mkdtempSync(join(tmpdir(), 'claimcheck-env-'));
    try {
      process.chdir(folder);
      expect(readConfig({}).logLevel).toBe('info');
      writeFileSync('.env', 'LOG_LEVEL=debug\n');
      expect(readConfig({}).logLevel).toBe('debug');
      rmSync('.env');
      mkdirSync('.env');
      expect(() => readConfig({})).toThrow(
        '.env: cannot be read (EISDIR); make it readable for this user, or remove it.',
      );
    } finally {
      process.chdir(before);
      rmSync(folder, { recursive: true });
    }
  });
});

describe('a wrong setting', () => {
  it.each([
    ['DISCORD_BOT_TOKEN', `Bot ${DISCORD}`, 'begins with a word such as "Bot"; remove it'],
    ['DISCORD_BOT_TOKEN', `"${DISCORD}"`, 'is in quotation marks; remove them'],
    [
      'DISCORD_BOT_TOKEN',
      `${DISCORD.slice(0, 30)} ${DISCORD.slice(30)}`,
      'contains white space; copy it again in one piece',
    ],
    ['DISCORD_BOT_TOKEN', TELEGRAM, 'contains a Telegram token; move it to TELEGRAM_BOT_TOKEN'],
    ['DISCORD_BOT_TOKEN', '1192000000000000000', "is an application's id, not a token; copy the token"],
    ['DISCORD_BOT_TOKEN', 'f00dfeedf00dfeedf00dfeedf00dfeed', 'is not a Discord bot token (three parts'],
    ['TELEGRAM_BOT_TOKEN', DISCORD, 'contains a Discord token; move it to DISCORD_BOT_TOKEN'],
    ['TELEGRAM_BOT_TOKEN', `bot${TELEGRAM}`, 'begins with "bot"; remove that'],
    [
      'TELEGRAM_BOT_TOKEN',
      TELEGRAM.slice(0, -1),
      'is not a Telegram bot token (digits, a colon, 35 characters); copy it again',
    ],
    ['TELEGRAM_BOT_TOKEN', `'${TELEGRAM}'`, 'is in quotation marks; remove them'],
    ['TELEGRAM_BOT_TOKEN', TELEGRAM.replace(':', ': '), 'contains white space; copy it again in one piece'],
    ['DATABASE_URL', 'mysql://db.example/claimcheck', 'is not the address of a PostgreSQL database'],
    ['CLAIMCHECK_DATABASE', '~/checks.sqlite', 'begins with "~", which only a shell expands; write the full path'],
    ['CLAIMCHECK_LOCALE', 'the German one', 'is not a language tag; write one like en or en-GB'],
    ['LOG_LEVEL', 'loud', 'must be one of error, warn, info, debug.'],
    ['DISCORD_API', 'discord.example/api', 'is not an http or https address; write one like https://discord.com/api'],
    ['DISCORD_API', 'file:///etc/passwd', 'is not an http or https address'],
    ['DISCORD_API', 'https://me:pw@discord.com/api', 'contains a user name or password; write only the address'],
    [
      'TELEGRAM_API_ROOT',
      'javascript:alert(1)',
      'is not an http or https address; write one like https://api.telegram.org',
    ],
    ['TELEGRAM_API_ROOT', 'http://127.0.0.1/?a=b', 'contains "?" or "#"; write only the address'],
  ])('%s=%j is refused with its fix, and not repeated', (name, value, sentence) => {
    const lines = refusalOf({ [name]: value });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`${name}: ${sentence}`);
    expect(lines[0]).not.toContain(value);
  });

  it('is named together with all the others, in one error', () => {
    const lines = refusalOf({ LOG_LEVEL: 'x', DISCORD_API: 'x' }, `TELEGRAM_BOT_TOKEN=x\nCLAIMCHECK_DATABSE=y`);
    expect(lines.map((line) => line.split(/[: ]/)[0])).toEqual([
      'TELEGRAM_BOT_TOKEN',
      'LOG_LEVEL',
      'DISCORD_API',
      'CLAIMCHECK_DATABSE',
    ]);
  });

  it('is repeated by no message, whatever it is', () => {
    const secret = fc.string({ minLength: 12, unit: fc.constantFrom(...'abcXYZ0189.:-_ "\'') });
    fc.assert(
      fc.property(fc.constantFrom(...SETTING_NAMES), secret, (name, value) => {
        let message = '';
        try {
          read({ [name]: value });
        } catch (error) {
          message = error instanceof Error ? error.message : '';
        }
        expect(message).not.toContain(value.trim() || '\0');
      }),
    );
  });

  it.each([
    [
      'DISCORD_BOT_TOKEN: abc',
      'DISCORD_BOT_TOKEN: its line in .env cannot be read; write it as DISCORD_BOT_TOKEN=value.',
    ],
    ['  LOG_LEVEL debug', 'LOG_LEVEL: its line in .env cannot be read; write it as LOG_LEVEL=value.'],
    ['\uFFFDL\0O\0G\0', '.env: not UTF-8 text; save it again as UTF-8.'],
  ])('in a line that Node would pass over is named: %j', (file, line) => {
    expect(refusalOf({}, file)).toEqual([line]);
  });
});

describe('an unknown name', () => {
  it.each([
    [
      { CLAIMCHECK_DATABSE: 'x' },
      undefined,
      'CLAIMCHECK_DATABSE is not a Claimcheck setting; did you mean CLAIMCHECK_DATABASE?',
    ],
    [
      { CLAIMCHECK_LANG: 'x' },
      undefined,
      'CLAIMCHECK_LANG is not a Claimcheck setting; did you mean CLAIMCHECK_LOCALE?',
    ],
    [
      { CLAIMCHECK_COLOUR_OF_CARDS: 'x' },
      undefined,
      'CLAIMCHECK_COLOUR_OF_CARDS is not a Claimcheck setting; remove it',
    ],
    [{ DISCORD_TOKEN: 'x' }, undefined, 'DISCORD_TOKEN is not a Claimcheck setting; did you mean DISCORD_BOT_TOKEN?'],
    [
      { TELEGRAM_TOKEN: 'x' },
      undefined,
      'TELEGRAM_TOKEN is not a Claimcheck setting; did you mean TELEGRAM_BOT_TOKEN?',
    ],
    [{}, 'DISCORD_TOKEN=x', 'DISCORD_TOKEN is not a Claimcheck setting; did you mean DISCORD_BOT_TOKEN?'],
    [{}, 'LOGLEVEL=debug', 'LOGLEVEL is not a Claimcheck setting; did you mean LOG_LEVEL?'],
    [{}, `${TELEGRAM}=`, 'A line of .env is not a Claimcheck setting; remove it'],
  ])('in %j and %j is a hint, and stops nothing', (env, file, hint) => {
    const { hints } = read(env, file);
    expect(hints).toHaveLength(1);
    expect(hints[0]).toContain(hint);
  });

  it('of some other program is none of our business', () => {
    const env = {
      DISCORD_TOKEN: 'x',
      DISCORD_BOT_TOKEN: DISCORD,
      DISCORD_DESKTOP_THEME: 'z',
      LOGLEVEL: 'y',
      PATH: '/bin',
    };
    expect(read(env).hints).toEqual([]);
  });

  it.each(['toString', '__proto__', 'constructor'])('such as %s in .env is no way into an object', (name) => {
    expect(read({}, `${name}=polluted`)).toMatchObject({ logLevel: 'info', database: 'data/claimcheck.sqlite' });
  });

  it('of a language without texts is a hint as well', () => {
    expect(read({ CLAIMCHECK_LOCALE: 'tlh' })).toMatchObject({
      locale: 'tlh',
      hints: [expect.stringContaining('tlh')],
    });
  });
});

describe('ARCHIVES', () => {
  it('names archives by their address, or the one that has a name', () => {
    expect(read({ ARCHIVES: 'datacommons, https://facts.example/feed.json' }).archives).toEqual([
      'datacommons',
      'https://facts.example/feed.json',
    ]);
  });

  it.each(['feeds/mine.json', 'datacommons https://facts.example', 'ftp://facts.example/feed.json'])(
    'is refused: %s',
    (value) => {
      expect(refusalOf({ ARCHIVES: value }).join('\n')).toContain('neither an http or https address nor “datacommons”');
    },
  );
});

describe('publishers that are trusted or not', () => {
  it('are domains, or names where a review has no page', () => {
    const env = {
      TRUSTED_ARCHIVE_PUBLISHERS: 'Fullfact.org, Town archive',
      BLOCKED_ARCHIVE_PUBLISHERS: 'evil.example',
    };
    expect(read(env).trust).toEqual({ trusted: ['fullfact.org', 'town archive'], blocked: ['evil.example'] });
  });

  it.each(['https://fullfact.org', 'fullfact.org,,afp.com', 'a@b'])('are refused: %s', (value) => {
    expect(refusalOf({ BLOCKED_ARCHIVE_PUBLISHERS: value }).join('\n')).toContain('write domains or names');
  });
});

describe('the secrets of the settings', () => {
  it('are the values of all tokens and keys, and the passwords of addresses', () => {
    const names = SETTING_NAMES.filter((name) => /TOKEN|KEY|SECRET|PASSWORD/.test(name));
    const given = { DISCORD_BOT_TOKEN: DISCORD, TELEGRAM_BOT_TOKEN: TELEGRAM };
    const env = Object.fromEntries(names.map((name) => [name, `value-of-${name}`]));
    const rest = {
      TELEGRAM_WEBHOOK_URL: 'https://bot.example.org',
      ARCHIVES: 'https://ann:p%40ss@feeds.example/a,datacommons',
    };
    const values = Object.values({ ...env, ...given });
    expect(values.length).toBeGreaterThan(6);
    const secrets = toSecrets(read({ ...env, ...given, ...rest }));
    expect(secrets.toSorted()).toEqual([...values, 'p%40ss', 'p@ss', 'ann:p@ss'].toSorted());
  });

  it('are none of a model server that needs no key', () => {
    expect(toSecrets(read({ OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1' }))).toEqual([]);
  });
});

describe('.env.example', () => {
  let example: string;
  beforeAll(() => {
    example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
  });

  it('has every setting with its reason, in the same order, and nothing else but the groups’ names', () => {
    const [, ...blocks] = example.trimEnd().split('\n\n');
    const settings = blocks.filter((block) => !/^## .+$/.test(block));
    const found = settings.map((block) => {
      const lines = block.split('\n');
      const reason = lines.slice(0, -1).map((line) => line.replace(/^# /, ''));
      return [lines.at(-1), reason.join(' ')];
    });
    expect(found).toEqual(SETTING_NAMES.map((name) => [`${name}=`, SETTINGS.shape[name].description]));
  });

  it('changes nothing where it is copied to .env as it is', () => {
    expect(Object.keys(parseEnv(example)).toSorted()).toEqual(SETTING_NAMES.toSorted());
    expect(read({}, example)).toEqual(read({}));
  });
});
