import type { z } from 'zod';
import type { SETTINGS } from './settings.ts';

type Settings = z.output<typeof SETTINGS>;

/** Price of one thing, in the operator's currency. */
export interface Price {
  inputPerMillion?: number | undefined;
  outputPerMillion?: number | undefined;
  perSearch?: number | undefined;
}

/** What claims are looked into with; what is absent is left out. */
export interface ResearchConfig {
  /** Absent: no model judges. */
  model?: { apiKey: string; baseUrl?: string; name: string };
  openAiWebSearch: boolean;
  vision: boolean;
  braveKey?: string;
  tavilyKey?: string;
  searxngUrl?: string;
  wikipedia: boolean;
  googleFactCheckKey?: string;
  contact?: string;
  /** Absent: the default list. */
  primarySources?: readonly string[];
  prices: Readonly<Record<string, Price>>;
  moneyPerDay?: number;
  moneyPerChatPerDay?: number;
}

export interface ChatConfig {
  discordMentions: boolean;
  discordShards: number | 'auto';
  telegramMentions: boolean;
  /** `platform:id` of people whose word on claims counts everywhere. */
  moderators: readonly string[];
  /** Absent: long polling. */
  telegramWebhook?: { url: string; secret: string; port: number };
}

/** Servers of one's own take any key, and the client wants one. */
const NO_KEY = 'none';

export function toResearchConfig(settings: Settings): ResearchConfig {
  const { OPENAI_API_KEY: key, OPENAI_BASE_URL: baseUrl, OPENAI_MODEL: name } = settings;
  const hasModel = key !== undefined || baseUrl !== undefined;
  return {
    ...(hasModel ? { model: { apiKey: key ?? NO_KEY, name, ...(baseUrl === undefined ? {} : { baseUrl }) } } : {}),
    openAiWebSearch: settings.OPENAI_WEB_SEARCH,
    vision: settings.OPENAI_VISION,
    ...(settings.BRAVE_API_KEY === undefined ? {} : { braveKey: settings.BRAVE_API_KEY }),
    ...(settings.TAVILY_API_KEY === undefined ? {} : { tavilyKey: settings.TAVILY_API_KEY }),
    ...(settings.SEARXNG_URL === undefined ? {} : { searxngUrl: settings.SEARXNG_URL }),
    wikipedia: settings.WIKIPEDIA_SEARCH,
    ...(settings.GOOGLE_FACT_CHECK_API_KEY === undefined
      ? {}
      : { googleFactCheckKey: settings.GOOGLE_FACT_CHECK_API_KEY }),
    ...(settings.CLAIMCHECK_CONTACT === undefined ? {} : { contact: settings.CLAIMCHECK_CONTACT }),
    ...(settings.PRIMARY_SOURCES === undefined ? {} : { primarySources: settings.PRIMARY_SOURCES }),
    prices: settings.CLAIMCHECK_PRICES ?? {},
    ...(settings.BUDGET_PER_DAY === undefined ? {} : { moneyPerDay: settings.BUDGET_PER_DAY }),
    ...(settings.BUDGET_PER_CHAT_PER_DAY === undefined ? {} : { moneyPerChatPerDay: settings.BUDGET_PER_CHAT_PER_DAY }),
  };
}

export function toChatConfig(settings: Settings): ChatConfig {
  const { TELEGRAM_WEBHOOK_URL: url, TELEGRAM_WEBHOOK_SECRET: secret, TELEGRAM_WEBHOOK_PORT: port } = settings;
  return {
    discordMentions: settings.DISCORD_MENTIONS,
    discordShards: settings.DISCORD_SHARDS,
    telegramMentions: settings.TELEGRAM_MENTIONS,
    moderators: settings.MODERATORS ?? [],
    ...(url === undefined || secret === undefined ? {} : { telegramWebhook: { url, secret, port } }),
  };
}

/** Settings that do nothing without another one, a sentence each. */
export function findIdle(settings: Settings): string[] {
  const hasModel = settings.OPENAI_API_KEY !== undefined || settings.OPENAI_BASE_URL !== undefined;
  const hasBudget = settings.BUDGET_PER_DAY !== undefined || settings.BUDGET_PER_CHAT_PER_DAY !== undefined;
  return [
    settings.OPENAI_WEB_SEARCH && settings.OPENAI_API_KEY === undefined
      ? 'OPENAI_WEB_SEARCH is on and OPENAI_API_KEY is not set, so it does nothing.'
      : '',
    settings.OPENAI_VISION && !hasModel
      ? 'OPENAI_VISION is on and there is no model, so pictures are read by Tesseract.'
      : '',
    hasBudget && settings.CLAIMCHECK_PRICES === undefined
      ? 'A budget is set and CLAIMCHECK_PRICES is not, so nothing counts towards it.'
      : '',
    settings.TELEGRAM_WEBHOOK_URL !== undefined && settings.TELEGRAM_WEBHOOK_SECRET === undefined
      ? 'TELEGRAM_WEBHOOK_URL is set and TELEGRAM_WEBHOOK_SECRET is not, so Telegram is asked for messages as before.'
      : '',
  ].filter((hint) => hint !== '');
}
