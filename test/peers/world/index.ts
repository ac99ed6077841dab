import type { ResearchConfig } from '../../../src/config/research-config.ts';
import type { ProviderPlaces } from '../../../src/wiring/research.ts';
import { type ModelPeer, type ModelPeerRequest, startModel } from '../model/index.ts';
import { createPagePeer, type PagePeer } from '../pages/index.ts';
import { brave } from '../search/dialects.ts';
import { createSearchPeer, type SearchPeer } from '../search/index.ts';
import { WORLD_PAGES, type WorldPage } from './pages.ts';
import { toStandInAnswer } from './stand-in.ts';

/** All that a full check needs outside, on loopback: a search engine, a web of pages, and a model's stand-in. */
export interface World {
  search: SearchPeer;
  pages: PagePeer;
  model: ModelPeer;
  /** Settings that lead to it, as `readConfig` gives them. */
  research: ResearchConfig;
  places: ProviderPlaces;
  /** The address of a page. */
  urlOf(page: Pick<WorldPage, 'host' | 'path'>): string;
  close(): Promise<void>;
}

export interface WorldOptions {
  pages?: readonly WorldPage[];
  /** What the model answers; by default it quotes the passages it is shown. */
  answer?: (request: ModelPeerRequest) => unknown;
}

const BRAVE_KEY = 'brave-key-of-the-world';

export async function startWorld({
  pages: list = WORLD_PAGES,
  answer = toStandInAnswer,
}: WorldOptions = {}): Promise<World> {
  const [search, pages, model] = await Promise.all([
    createSearchPeer(brave, BRAVE_KEY),
    createPagePeer(),
    startModel({ answer }),
  ]);
  const urlOf = ({ host, path }: Pick<WorldPage, 'host' | 'path'>) => `http://${host}:${pages.port}${path}`;
  for (const page of list) pages.serve(page.path, toHtml(page));
  search.serve(list.map((page) => ({ url: urlOf(page), title: page.title, snippet: page.paragraphs[0] ?? '' })));
  return {
    search,
    pages,
    model,
    research: {
      model: { apiKey: 'model-key-of-the-world', baseUrl: model.baseUrl, name: 'stand-in' },
      openAiWebSearch: false,
      vision: false,
      braveKey: BRAVE_KEY,
      wikipedia: false,
      prices: { 'stand-in': { inputPerMillion: 0.25, outputPerMillion: 2 }, Brave: { perSearch: 0.005 } },
    },
    places: {
      brave: `${search.origin}/res/v1`,
      lookup: pages.lookup,
      allowAddress: pages.allowAddress,
      ports: [pages.port],
    },
    urlOf,
    async close() {
      await Promise.all([search.close(), pages.close(), model.close()]);
    },
  };
}

function toHtml({ host, title, date, paragraphs }: WorldPage): string {
  const data = JSON.stringify({ '@type': 'NewsArticle', datePublished: date, publisher: { name: host } });
  const body = paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('\n');
  return `<!doctype html><html lang="en"><head><title>${title}</title><script type="application/ld+json">${data}</script></head>
<body><article><h1>${title}</h1>\n${body}</article></body></html>`;
}
