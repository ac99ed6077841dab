import type { z } from 'zod';
import { defined } from '../core/defined.ts';
import { LOCALE_TAGS } from '../core/text/locale.ts';
import { toEnvironmentLocale } from '../core/text/locale-tag.ts';
import { ClaimcheckError } from '../shared/errors.ts';
import type { LogLevel } from '../shared/logger.ts';
import { type EnvFile, parseEnvFile, readDotEnv } from './env-file.ts';
import type { ResearchConfig } from './research-config.ts';
import { SETTING_NAMES, SETTINGS } from './settings.ts';

type Settings = z.output<typeof SETTINGS>;

/** Environment variables, as passed in. */
type Environment = Readonly<Record<string, string | undefined>>;

export interface ChatConfig {
  discordMentions: boolean;
  discordShards: number | 'auto';
  telegramMentions: boolean;
  telegramGuests: boolean;
  /** `platform:id` of people whose word on claims counts everywhere. */
  moderators: readonly string[];
  /** Absent: long polling. */
  telegramWebhook?: { url: string; secret: string; port: number; address?: string };
}

/** All settings, read once. */
export interface Config {
  /** Absent: the platform is left out. */
  discordToken?: string;
  /** Absent: the platform is left out. */
  telegramToken?: string;
  /** Path of the store's file, relative to the working folder. */
  database: string;
  /** `postgres://…`: the store is there instead of in the file. */
  databaseUrl?: string;
  /** `redis://…` or `rediss://…`. Absent: the store itself holds counters and cached pages. */
  redis?: string;
  /** BCP 47 tag for the terminal and the operator; absent if neither the settings nor the system name a language. */
  locale?: string;
  logLevel: LogLevel;
  /** Without a trailing slash. */
  discordApi?: string;
  /** Without a trailing slash. */
  telegramApiRoot?: string;
  /** Names and addresses of archives that a running bot updates every day. */
  archives: string[];
  /** Whether the sources of shown starter entries are read in the background. */
  rereadStarter: boolean;
  /** The publishers whose fact checks count. */
  trust: { trusted?: readonly string[]; blocked: readonly string[] };
  /** The means to research claims. */
  research: ResearchConfig;
  /** How the bot behaves on chat platforms. */
  chat: ChatConfig;
  /** The address of the status server. Absent: none. */
  status?: { port: number; address: string };
  /** Sentences for the operator about settings without effect. */
  hints: readonly string[];
}

/**
 * Reads the settings from the environment, and those it lacks from `.env`. An empty value counts as absent; in the environment it overrides the file.
 *
 * @param readEnvFile returns the text of `.env`, or undefined if there is none
 * @throws ClaimcheckError `config-invalid`: one line per problem, with its fix and without secrets
 */
export function readConfig(env: Environment, readEnvFile: () => string | undefined = readDotEnv): Config {
  const file = openEnvFile(readEnvFile);
  const given = SETTING_NAMES.map((name) => [name, (env[name] ?? file.values[name])?.trim() || undefined] as const);
  const read = SETTINGS.safeParse(Object.fromEntries(given));
  const faults = read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  const problems = [...file.problems, ...faults];
  const hints = findUnknown(env, file.values);
  if (!read.success || problems.length > 0) {
    throw new ClaimcheckError(
      'config-invalid',
      ['Fix these settings in the environment or in .env (see .env.example):', ...problems, ...hints].join('\n'),
    );
  }
  const settings = read.data;
  return {
    database: settings.CLAIMCHECK_DATABASE,
    logLevel: settings.LOG_LEVEL,
    ...defined({
      discordToken: settings.DISCORD_BOT_TOKEN,
      telegramToken: settings.TELEGRAM_BOT_TOKEN,
      locale: settings.CLAIMCHECK_LOCALE ?? toEnvironmentLocale(env),
      databaseUrl: settings.DATABASE_URL,
      discordApi: settings.DISCORD_API,
      telegramApiRoot: settings.TELEGRAM_API_ROOT,
      redis: settings.REDIS_URL,
    }),
    archives: settings.ARCHIVES ?? [],
    rereadStarter: settings.STARTER_REREAD,
    trust: {
      blocked: settings.BLOCKED_ARCHIVE_PUBLISHERS ?? [],
      ...defined({ trusted: settings.TRUSTED_ARCHIVE_PUBLISHERS }),
    },
    research: toResearchConfig(settings),
    chat: toChatConfig(settings),
    ...defined({ status: toStatus(settings) }),
    hints: [...hints, ...findIdle(settings), ...findLocaleWithoutTexts(settings.CLAIMCHECK_LOCALE)],
  };
}

/** Self-hosted servers accept any key, and the client requires one. */
export const NO_KEY = 'none';

function toResearchConfig(settings: Settings): ResearchConfig {
  const { OPENAI_API_KEY: key, OPENAI_BASE_URL: baseUrl, OPENAI_MODEL: name } = settings;
  const checkName = settings.OPENAI_CHECK_MODEL;
  const hasModel = key !== undefined || baseUrl !== undefined;
  return {
    ...(hasModel ? { model: { apiKey: key ?? NO_KEY, name, ...defined({ baseUrl, checkName }) } } : {}),
    openAiWebSearch: settings.OPENAI_WEB_SEARCH,
    vision: settings.OPENAI_VISION,
    wikipedia: settings.WIKIPEDIA_SEARCH,
    prices: settings.CLAIMCHECK_PRICES ?? {},
    ...defined({
      braveKey: settings.BRAVE_API_KEY,
      tavilyKey: settings.TAVILY_API_KEY,
      searxngUrl: settings.SEARXNG_URL,
      googleFactCheckKey: settings.GOOGLE_FACT_CHECK_API_KEY,
      contact: settings.CLAIMCHECK_CONTACT,
      primarySources: settings.PRIMARY_SOURCES,
      currency: settings.CLAIMCHECK_CURRENCY,
      moneyPerDay: settings.BUDGET_PER_DAY,
      moneyPerChatPerDay: settings.BUDGET_PER_CHAT_PER_DAY,
    }),
  };
}

function toChatConfig(settings: Settings): ChatConfig {
  const { TELEGRAM_WEBHOOK_URL: url, TELEGRAM_WEBHOOK_SECRET: secret, TELEGRAM_WEBHOOK_PORT: port } = settings;
  const { TELEGRAM_WEBHOOK_ADDRESS: address } = settings;
  return {
    discordMentions: settings.DISCORD_MENTIONS,
    discordShards: settings.DISCORD_SHARDS,
    telegramMentions: settings.TELEGRAM_MENTIONS,
    telegramGuests: settings.TELEGRAM_GUEST_MODE,
    moderators: settings.MODERATORS ?? [],
    ...(url === undefined || secret === undefined
      ? {}
      : { telegramWebhook: { url, secret, port, ...defined({ address }) } }),
  };
}

function toStatus({ STATUS_PORT: port, STATUS_ADDRESS: address = '127.0.0.1' }: Settings): Config['status'] {
  return port === undefined ? undefined : { port, address };
}

/** Settings without effect unless another one is set, one sentence each. */
function findIdle(settings: Settings): string[] {
  const hasModel = settings.OPENAI_API_KEY !== undefined || settings.OPENAI_BASE_URL !== undefined;
  const hasBudget = settings.BUDGET_PER_DAY !== undefined || settings.BUDGET_PER_CHAT_PER_DAY !== undefined;
  return [
    settings.OPENAI_WEB_SEARCH && settings.OPENAI_API_KEY === undefined
      ? 'OPENAI_WEB_SEARCH is on, but it has no effect without OPENAI_API_KEY.'
      : '',
    settings.OPENAI_VISION && !hasModel
      ? 'OPENAI_VISION is on, but no model is set up, so Tesseract reads pictures.'
      : '',
    hasBudget && settings.CLAIMCHECK_PRICES === undefined
      ? 'A budget is set, but CLAIMCHECK_PRICES is not, so no costs count towards it.'
      : '',
    settings.TELEGRAM_WEBHOOK_URL !== undefined && settings.TELEGRAM_WEBHOOK_SECRET === undefined
      ? 'TELEGRAM_WEBHOOK_URL is set, but TELEGRAM_WEBHOOK_SECRET is not, so the bot keeps polling Telegram for messages.'
      : '',
    settings.STATUS_ADDRESS !== undefined && settings.STATUS_PORT === undefined
      ? 'STATUS_ADDRESS is set, but STATUS_PORT is not, so the status server is off.'
      : '',
  ].filter((hint) => hint !== '');
}

function openEnvFile(readEnvFile: () => string | undefined): EnvFile {
  try {
    return parseEnvFile(readEnvFile() ?? '', SETTING_NAMES);
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown fault';
    return { values: {}, problems: [`.env: cannot be read (${why}); make it readable for this user, or remove it.`] };
  }
}

/**
 * Unknown names that were probably meant as settings. In the file, every unknown name counts. In the environment, which other programs share: names that
 * begin with ours, and names close to an unset setting that begin like one.
 */
function findUnknown(env: Environment, file: Environment): string[] {
  const known: readonly string[] = SETTING_NAMES;
  const isMissing = (name: string | undefined) => name !== undefined && !(env[name] || file[name]);
  const toBeginning = (name: string) => name.split('_', 1)[0];
  const beginnings = new Set(known.map(toBeginning));
  const ours = Object.keys(env).filter(
    (name) =>
      name.startsWith('CLAIMCHECK_') || (beginnings.has(toBeginning(name)) && isMissing(toNearest(name, known))),
  );
  const unknown = new Set([...ours, ...Object.keys(file)].filter((name) => !known.includes(name)));
  return [...unknown].map((name) => {
    const meant = toNearest(name, known);
    // Text that does not look like a name may be a token without its name.
    const shown = /^[A-Za-z_]\w{0,40}$/.test(name) ? name : 'A line of .env';
    return meant === undefined
      ? `${shown} is not a Claimcheck setting; remove it (.env.example lists them all).`
      : `${shown} is not a Claimcheck setting; did you mean ${meant}?`;
  });
}

function findLocaleWithoutTexts(tag: string | undefined): string[] {
  if (tag === undefined || LOCALE_TAGS.includes(new Intl.Locale(tag).language)) return [];
  return [
    `CLAIMCHECK_LOCALE: Claimcheck has no texts in ${tag} yet, so it uses English; available: ${LOCALE_TAGS.join(', ')}.`,
  ];
}

/** The setting with the smallest edit distance; undefined if that is nearly another word. */
function toNearest(name: string, known: readonly string[]): string | undefined {
  const ranked = known.map((other) => ({ other, edits: countEdits(name.slice(0, 60), other) }));
  const [best] = ranked.toSorted((a, b) => a.edits - b.edits);
  return best !== undefined && best.edits <= best.other.length / 3 ? best.other : undefined;
}

/** Levenshtein distance. */
function countEdits(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [line, left] of [...from].entries()) {
    let corner = line;
    row = row.reduce<number[]>((next, above, at) => {
      const written = next[at - 1];
      next.push(
        written === undefined ? line + 1 : Math.min(written + 1, above + 1, corner + (left === to[at - 1] ? 0 : 1)),
      );
      corner = above;
      return next;
    }, []);
  }
  return row.at(-1) ?? 0;
}
