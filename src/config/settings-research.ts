import { z } from 'zod';
import { isWebAddress } from '../core/text/web-address.ts';
import { amount, apiKey, onOff, onUnlessOff, root, text } from './setting-kinds.ts';

/** The default model: OpenAI's smallest that adheres to a schema. */
const DEFAULT_MODEL = 'gpt-5-mini';

const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/u;

const PRICES = z.record(
  z.string(),
  z.strictObject({
    inputPerMillion: z.number().nonnegative().optional(),
    outputPerMillion: z.number().nonnegative().optional(),
    perSearch: z.number().nonnegative().optional(),
  }),
);

/** Domains and names, separated by commas. */
const publishers = text((value) =>
  value.split(',').every((one) => /^[^/:@\s][^/:@]{0,99}$/u.test(one.trim()))
    ? undefined
    : 'contains an address or an empty entry; write domains or names separated by commas, like fullfact.org,Town archive.',
)
  .transform((value) => value.split(',').map((one) => one.trim().toLowerCase()))
  .optional();

/** A price table in JSON; undefined if it is invalid. */
function parsePrices(value: string): z.output<typeof PRICES> | undefined {
  try {
    return PRICES.safeParse(JSON.parse(value)).data;
  } catch {
    return undefined;
  }
}

/** The means to research a claim that no prior check decides. */
export const RESEARCH_SETTINGS = {
  OPENAI_API_KEY: apiKey('https://platform.openai.com/api-keys').describe(
    'The key for the language model that judges evidence. From https://platform.openai.com/api-keys. Most local servers (OPENAI_BASE_URL) need none.',
  ),
  OPENAI_BASE_URL: root('http://127.0.0.1:11434/v1')
    .optional()
    .describe(
      'The address of another server with an OpenAI-compatible API, such as http://127.0.0.1:11434/v1 for Ollama (docs/models.md). Default: https://api.openai.com/v1',
    ),
  OPENAI_MODEL: text((value) => (/^\S{1,200}$/.test(value) ? undefined : 'contains white space; write one model name.'))
    .default(DEFAULT_MODEL)
    .describe(`The name of the model on that server. Default: ${DEFAULT_MODEL}`),
  OPENAI_CHECK_MODEL: text((value) =>
    /^\S{1,200}$/.test(value) ? undefined : 'contains white space; write one model name.',
  )
    .optional()
    .describe(
      'Another model on that server for the short third call, which reads each quote again. Default: OPENAI_MODEL',
    ),
  OPENAI_WEB_SEARCH: onOff.describe(
    "on: OpenAI's own web search is one of the searches. It is billed to OPENAI_API_KEY. Default: off",
  ),
  OPENAI_VISION: onOff.describe(
    'on: the model reads the text in pictures. off: Tesseract reads it on this machine, in English and the languages that you install (docs/operations.md, “Languages of pictures”). Default: off',
  ),
  BRAVE_API_KEY: apiKey('https://api-dashboard.search.brave.com').describe(
    'The key for Brave Search. From https://api-dashboard.search.brave.com (API keys).',
  ),
  TAVILY_API_KEY: apiKey('https://app.tavily.com').describe(
    'The key for Tavily. From https://app.tavily.com (API keys).',
  ),
  SEARXNG_URL: root('http://127.0.0.1:8080')
    .optional()
    .describe(
      'The address of your own SearXNG, such as http://127.0.0.1:8080. Its settings.yml must allow JSON (search: formats: [html, json]).',
    ),
  WIKIPEDIA_SEARCH: onOff.describe(
    "on: Wikipedia in the claim's language is one of the searches. It needs no key, but asks for CLAIMCHECK_CONTACT. Default: off",
  ),
  GOOGLE_FACT_CHECK_API_KEY: apiKey('https://console.cloud.google.com/apis/credentials').describe(
    'The key for the Google Fact Check Tools API, which finds published fact checks. From https://console.cloud.google.com/apis/credentials (create a key, and enable the API).',
  ),
  ARCHIVES: text((value) =>
    value.split(',').every((one) => one.trim() === 'datacommons' || isWebAddress(URL.parse(one.trim()) ?? ''))
      ? undefined
      : 'contains an entry that is neither an http or https address nor “datacommons”; separate the entries with commas.',
  )
    .transform((value) => value.split(',').map((one) => one.trim()))
    .optional()
    .describe(
      'Archives of fact checks that a running bot updates every day: web addresses or datacommons (about 200 MB), separated by commas. Import each by hand first (docs/archives.md).',
    ),
  TRUSTED_ARCHIVE_PUBLISHERS: publishers.describe(
    'The only publishers whose fact checks count: domains, or names if a review has no page, separated by commas. Default: all that you imported',
  ),
  BLOCKED_ARCHIVE_PUBLISHERS: publishers.describe(
    'Publishers whose fact checks never count, written the same way. Checks that rest on them become unverified at the next start.',
  ),
  STARTER_REREAD: onUnlessOff.describe(
    'on: a running bot fetches the sources of starter claims that it has shown, once a month, and quotes them on cards. off: it does not fetch them. Default: on',
  ),
  CLAIMCHECK_CONTACT: text((value) =>
    /^[\x21-\x7e]{3,200}$/.test(value)
      ? undefined
      : 'contains white space or unusual characters; write an e-mail address or a link.',
  )
    .optional()
    .describe(
      'Your e-mail address or web page, for the owners of pages that the bot fetches. It is sent in the User-Agent header.',
    ),
  PRIMARY_SOURCES: text((value) =>
    value.split(',').every((domain) => DOMAIN.test(domain.trim().toLowerCase()))
      ? undefined
      : 'contains an entry that is not a domain; write domains separated by commas, like who.int,nasa.gov.',
  )
    .transform((value) => value.split(',').map((domain) => domain.trim().toLowerCase()))
    .optional()
    .describe(
      'Domains whose pages can decide a claim alone, separated by commas. They replace the list in docs/verdicts.md.',
    ),
  CLAIMCHECK_PRICES: text((value) =>
    parsePrices(value) === undefined
      ? 'is not a price table; write one like {"gpt-5-mini":{"inputPerMillion":0.25,"outputPerMillion":2},"Brave":{"perSearch":0.005}}.'
      : undefined,
  )
    .transform((value) => parsePrices(value) ?? {})
    .optional()
    .describe(
      'Prices as JSON, such as {"gpt-5-mini":{"inputPerMillion":0.25,"outputPerMillion":2},"Brave":{"perSearch":0.005}}; "*" is for all others. Without prices, no costs are counted.',
    ),
  CLAIMCHECK_CURRENCY: text((value) =>
    Intl.supportedValuesOf('currency').includes(value)
      ? undefined
      : 'is not a currency; write its three-letter code, like EUR, USD or BRL.',
  )
    .optional()
    .describe(
      'The currency of the prices, as a three-letter code such as EUR. It is shown beside every amount. Default: none',
    ),
  BUDGET_PER_DAY: amount(0, '2.50')
    .optional()
    .describe(
      'The most that all checks may cost in one day (UTC). Each check first reserves the most it can cost, so checks can stop a little below the limit. Default: no limit',
    ),
  BUDGET_PER_CHAT_PER_DAY: amount(0, '0.50')
    .optional()
    .describe('The most that the checks of one chat may cost in one day (UTC). Default: no limit'),
};
