import type { SearchProvider } from '../../src/core/ports.ts';
import { createBrave } from '../../src/providers/search/brave.ts';
import { createOpenAiWebSearch } from '../../src/providers/search/openai-web-search.ts';
import { createSearxng } from '../../src/providers/search/searxng.ts';
import { createTavily } from '../../src/providers/search/tavily.ts';
import { createWikipedia } from '../../src/providers/search/wikipedia.ts';
import { describeSearchProvider } from '../contracts/search-provider.ts';
import * as dialects from '../peers/search/dialects.ts';
import { createSearchPeer } from '../peers/search/index.ts';

const apiKey = 'sk-secret-0123456789';
const { fetch } = globalThis;

function describeOverHttp(
  name: string,
  dialect: dialects.Dialect,
  create: (origin: string) => SearchProvider,
  secret = '',
): void {
  const makeProvider = async () => {
    const { origin, journal, serve, fail, nextCall, close } = await createSearchPeer(dialect, secret);
    return { provider: create(origin), serve, close, http: { fail, nextCall, calls: () => journal.length } };
  };
  describeSearchProvider(name, makeProvider, { overHttp: true, secret, webAddresses: true });
}

describeOverHttp(
  'Brave',
  dialects.brave,
  (origin) => createBrave({ apiKey, baseUrl: `${origin}/res/v1`, fetch }),
  apiKey,
);
describeOverHttp('Tavily', dialects.tavily, (origin) => createTavily({ apiKey, baseUrl: origin, fetch }), apiKey);
describeOverHttp('SearXNG', dialects.searxng, (origin) => createSearxng({ baseUrl: `${origin}/`, fetch }));
describeOverHttp('Wikipedia', dialects.wikipedia, (origin) =>
  createWikipedia({ contact: 'ops@example.org', baseUrl: `${origin}/{language}/`, fetch }),
);
describeOverHttp(
  'OpenAI web search',
  dialects.openAi,
  (origin) => createOpenAiWebSearch({ apiKey, model: 'gpt-x', baseUrl: `${origin}/v1`, fetch }),
  apiKey,
);
