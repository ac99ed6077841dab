import { z } from 'zod';
import { isWebAddress } from '../core/text/web-address.ts';
import { amount, apiKey, onOff, onUnlessOff, root, text } from './setting-kinds.ts';

/** The model that is asked unless told: the smallest of OpenAI's that keeps to a schema. */
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

/** Domains and names with commas between them. */
const publishers = text((value) =>
  value.split(',').every((one) => /^[^/:@\s][^/:@]{0,99}$/u.test(one.trim()))
    ? undefined
    : 'holds an address or an empty entry; write domains or names with commas between them, like fullfact.org,Town archive.',
)
  .transform((value) => value.split(',').map((one) => one.trim().toLowerCase()))
  .optional();

/** A price table as it is written, or nothing if it is none. */
function parsePrices(value: string): z.output<typeof PRICES> | undefined {
  try {
    return PRICES.safeParse(JSON.parse(value)).data;
  } catch {
    return undefined;
  }
}

/** What a claim that no prior check decides is looked into with. */
export const RESEARCH_SETTINGS = {
  OPENAI_API_KEY: apiKey('https://platform.openai.com/api-keys').describe(
    'Lets a language model read the evidence and judge it; without it prior checks and published fact checks alone decide. ' +
      'From https://platform.openai.com/api-keys. A model server of your own (OPENAI_BASE_URL) may need none.',
  ),
  OPENAI_BASE_URL: root('http://127.0.0.1:11434/v1')
    .optional()
    .describe(
      'Another server that speaks the OpenAI interface: Ollama (http://127.0.0.1:11434/v1), vLLM, llama.cpp. Default: https://api.openai.com/v1',
    ),
  OPENAI_MODEL: text((value) =>
    /^\S{1,200}$/.test(value) ? undefined : 'has white space in it; write one model name.',
  )
    .default(DEFAULT_MODEL)
    .describe(`The name of the model, as that server calls it. Default: ${DEFAULT_MODEL}`),
  OPENAI_CHECK_MODEL: text((value) =>
    /^\S{1,200}$/.test(value) ? undefined : 'has white space in it; write one model name.',
  )
    .optional()
    .describe(
      'Another model of that server for the small third call, which reads single quotes and says what each one says. Default: OPENAI_MODEL',
    ),
  OPENAI_WEB_SEARCH: onOff.describe(
    "on: OpenAI's own web search (Responses API) is one of the search providers; it is billed with the key above. Default: off",
  ),
  OPENAI_VISION: onOff.describe(
    'on: pictures are read by the model above, if it can see; off: by Tesseract on this machine, in English and each language whose data you install (docs/operations.md, “Languages of pictures”). Default: off',
  ),
  BRAVE_API_KEY: apiKey('https://api-dashboard.search.brave.com').describe(
    'Searches the web by Brave Search. From https://api-dashboard.search.brave.com (API keys).',
  ),
  TAVILY_API_KEY: apiKey('https://app.tavily.com').describe(
    'Searches the web by Tavily. From https://app.tavily.com (API keys).',
  ),
  SEARXNG_URL: root('http://127.0.0.1:8080')
    .optional()
    .describe(
      'Searches the web by a SearXNG of your own; its settings.yml must allow the format json (search: formats: [html, json]).',
    ),
  WIKIPEDIA_SEARCH: onOff.describe(
    "on: looks claims up in Wikipedia, in the claim's language; needs no key, and sends Wikipedia the claim. Default: off",
  ),
  GOOGLE_FACT_CHECK_API_KEY: apiKey('https://console.cloud.google.com/apis/credentials').describe(
    'Looks up published fact checks by the Google Fact Check Tools API. From https://console.cloud.google.com/apis/credentials ' +
      '(create an API key, and enable the Fact Check Tools API).',
  ),
  ARCHIVES: text((value) =>
    value.split(',').every((one) => one.trim() === 'datacommons' || isWebAddress(URL.parse(one.trim()) ?? ''))
      ? undefined
      : 'holds something that is neither an http or https address nor “datacommons”; write them with commas between them.',
  )
    .transform((value) => value.split(',').map((one) => one.trim()))
    .optional()
    .describe(
      'Archives of published fact checks that a running bot reads again every day, with commas between them: addresses, or datacommons for the ' +
        "world's (about 200 MB a day, if it has changed; see docs/archives.md). Import each once by hand first to see its report.",
    ),
  TRUSTED_ARCHIVE_PUBLISHERS: publishers.describe(
    'Only the published fact checks of these count, with commas between them: domains of their pages, or names where a review has no page. ' +
      'Default: those of everybody that was imported',
  ),
  BLOCKED_ARCHIVE_PUBLISHERS: publishers.describe(
    'Published fact checks of these never count, written in the same way. Checks that rest on one become unverified at the next start.',
  ),
  STARTER_REREAD: onUnlessOff.describe(
    'off: the sources of starter pack entries that were shown are not read in the background. On, a running bot fetches each of those public pages ' +
      "once a month, and cards show the page's own sentence. Default: on",
  ),
  CLAIMCHECK_CONTACT: text((value) =>
    /^[\x21-\x7e]{3,200}$/.test(value)
      ? undefined
      : 'has white space or odd letters in it; write an address or a link.',
  )
    .optional()
    .describe(
      'How the owners of pages and of Wikipedia can reach you: an e-mail address or a link. It stands in the User-Agent of every page that is fetched.',
    ),
  PRIMARY_SOURCES: text((value) =>
    value.split(',').every((domain) => DOMAIN.test(domain.trim().toLowerCase()))
      ? undefined
      : 'holds something that is no domain; write domains with commas between them, like who.int,nasa.gov.',
  )
    .transform((value) => value.split(',').map((domain) => domain.trim().toLowerCase()))
    .optional()
    .describe(
      'Domains with commas between them whose word alone carries a firm verdict, in place of the list in docs/verdicts.md.',
    ),
  CLAIMCHECK_PRICES: text((value) =>
    parsePrices(value) === undefined
      ? 'is no price table; write it like {"gpt-5-mini":{"inputPerMillion":0.25,"outputPerMillion":2},"Brave":{"perSearch":0.005}}.'
      : undefined,
  )
    .transform((value) => parsePrices(value) ?? {})
    .optional()
    .describe(
      'What things cost, as JSON: by the name of the model or provider, inputPerMillion and outputPerMillion tokens, perSearch; "*" is for all others. ' +
        'Without it money is not counted.',
    ),
  CLAIMCHECK_CURRENCY: text((value) =>
    Intl.supportedValuesOf('currency').includes(value)
      ? undefined
      : 'is no currency; write its three letters, like EUR, USD or BRL.',
  )
    .optional()
    .describe(
      'What the prices are in, by its three letters (EUR, USD, BRL): it stands beside every amount. Default: none',
    ),
  BUDGET_PER_DAY: amount(0, '2.50')
    .optional()
    .describe(
      'What all checks of one day may cost together, in the currency of the price table. Before each, the most that it can cost is set aside, ' +
        'so the last ones of a day can be refused with something left. Default: no limit',
    ),
  BUDGET_PER_CHAT_PER_DAY: amount(0, '0.50')
    .optional()
    .describe(
      'What the checks of one chat may cost in a day, in the currency of the price table; here too the most is set aside first. Default: no limit',
    ),
};
