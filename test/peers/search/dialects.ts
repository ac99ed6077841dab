/** The five search APIs in their documented shapes: what each asks of a request, and how it answers. */

/** A page as a peer knows it; `snippet` and `title` go out as they are. */
export interface FoundPage {
  url: string;
  title: string;
  snippet: string;
  /** An ISO moment without a zone. */
  publishedAt?: string;
}

export interface Call {
  method: string;
  path: string;
  parameters: URLSearchParams;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The JSON body; an empty object where there is none. */
  body: Readonly<Record<string, unknown>>;
}

export interface Dialect {
  /** What it says to a request the real one refuses: status and body. */
  refuse(call: Call, key: string): { status: number; body: unknown } | undefined;
  answer(pages: readonly FoundPage[], call: Call): unknown;
}

const no = (status: number, body: unknown) => ({ status, body });

const BRAVE_PARAMETERS = new Set(
  'q count country search_lang operators spellcheck text_decorations result_filter'.split(' '),
);

export const brave: Dialect = {
  refuse({ method, path, parameters, headers }, key) {
    const error = (status: number, code: string) => no(status, { type: 'ErrorResponse', error: { status, code } });
    if (method !== 'GET' || path !== '/res/v1/web/search') return error(404, 'NOT_FOUND');
    if (headers['x-subscription-token'] !== key) return error(422, 'SUBSCRIPTION_TOKEN_INVALID');
    const q = parameters.get('q') ?? '';
    const count = Number(parameters.get('count') ?? 20);
    const lang = parameters.get('search_lang') ?? 'en';
    const known =
      /^(?:[a-z]{2}|zh-han[st]|pt-(?:br|pt)|en-gb)$/.test(lang) && !['ja', 'zh', 'pt', 'no', 'la'].includes(lang);
    const fits = q.length > 0 && q.length <= 400 && q.split(' ').length <= 50 && count >= 1 && count <= 20 && known;
    if (!fits || [...parameters.keys()].some((name) => !BRAVE_PARAMETERS.has(name))) return error(422, 'VALIDATION');
    return undefined;
  },
  answer(pages, { parameters }) {
    const query = { original: parameters.get('q'), more_results_available: false, spellcheck_off: true };
    if (pages.length === 0) return { type: 'search', query, mixed: { type: 'mixed', main: [], top: [], side: [] } };
    const results = pages.slice(0, Number(parameters.get('count'))).map((page) => ({
      title: page.title,
      url: page.url,
      is_source_local: false,
      is_source_both: false,
      description: page.snippet,
      ...(page.publishedAt && { page_age: page.publishedAt, age: '3 weeks ago' }),
      profile: {
        name: 'The Example',
        long_name: 'The Example Times',
        url: page.url,
        img: 'https://imgs.example/1.png',
      },
      language: 'en',
      family_friendly: true,
      type: 'search_result',
      subtype: 'generic',
      meta_url: { scheme: 'https', netloc: 'example.org', hostname: 'www.example.org', path: '› news' },
    }));
    return { type: 'search', query, web: { type: 'search', results, family_friendly: true } };
  },
};

export const tavily: Dialect = {
  refuse({ method, path, headers, body }, key) {
    const detail = (status: number, error: string) => no(status, { detail: { error } });
    if (method !== 'POST' || path !== '/search') return detail(404, 'Not Found');
    if (headers.authorization !== `Bearer ${key}`) return detail(401, 'Unauthorized: missing or invalid API key.');
    if (headers['content-type'] !== 'application/json') return detail(422, 'Field required');
    const { query, max_results: max } = body;
    if (typeof query !== 'string' || !query) return detail(400, 'Query is missing.');
    if (query.length > 400) return detail(400, 'Query is too long. Max query length is 400 characters.');
    return typeof max === 'number' && max >= 0 && max <= 20 ? undefined : detail(400, 'Invalid max results.');
  },
  answer: (pages, { body }) => ({
    query: body.query,
    follow_up_questions: null,
    answer: null,
    images: [],
    results: pages.slice(0, Number(body.max_results)).map(({ url, title, snippet, publishedAt }, at) => ({
      ...{ url, title, content: snippet, score: 0.9 - at / 100, raw_content: null },
      ...(publishedAt && { published_date: new Date(`${publishedAt}Z`).toUTCString() }),
    })),
    response_time: 0.87,
    request_id: '9f1c7a80-35a1-4a0a-a3a8-2b1c7a5f0d11',
  }),
};

export const searxng: Dialect = {
  refuse({ method, path, parameters }) {
    if (method !== 'GET' || path !== '/search') return no(404, '<h1>Not found</h1>');
    if (parameters.get('format') !== 'json') return no(403, '<h1>Forbidden</h1>');
    const language = parameters.get('language') ?? 'all';
    const known = /^(?:all|auto|[a-z]{2,3}(?:-[a-zA-Z]{2})?)$/.test(language);
    return parameters.get('q') && known ? undefined : no(400, '<h1>Invalid value for parameter language</h1>');
  },
  // It knows no limit: the whole page of results comes.
  answer: (pages, { parameters }) => ({
    query: parameters.get('q'),
    number_of_results: 0,
    results: pages.map(({ url, title, snippet, publishedAt }, at) => ({
      ...{ url, title, content: snippet, thumbnail: '', engine: 'duckduckgo', template: 'default.html' },
      ...{ parsed_url: ['https', 'example.org', '/', '', '', ''], img_src: '', priority: '', positions: [at + 1] },
      ...{ engines: ['duckduckgo', 'qwant'], score: 2, category: 'general', publishedDate: publishedAt ?? null },
    })),
    answers: [],
    corrections: [],
    infoboxes: [],
    suggestions: [],
    unresponsive_engines: pages.length > 0 ? [['google', 'timeout']] : [],
  }),
};

export const wikipedia: Dialect = {
  refuse({ method, path, parameters, headers }) {
    if (method !== 'GET' || !/^\/[a-z-]+\/w\/api\.php$/.test(path)) return no(404, '<h1>Not found</h1>');
    // Wikimedia turns away clients that say neither who they are nor how they can be reached.
    const agent = String(headers['user-agent'] ?? '');
    if (!/^\S+\/\S+ \(\S+@\S+|https?:\S+\)/.test(agent)) return no(403, 'Please set a user-agent.');
    const wanted = { action: 'query', format: 'json', formatversion: '2', generator: 'search' };
    const error = (code: string) => no(200, { error: { code, info: 'See the API help.' }, servedby: 'mw1423' });
    for (const [name, value] of Object.entries(wanted)) {
      if (parameters.get(name) !== value) return error('badvalue');
    }
    const text = parameters.get('gsrsearch') ?? '';
    if (!text) return error('missingparam');
    if (text.length > 300) return error('cirrussearch-query-too-long');
    const limit = Number(parameters.get('gsrlimit'));
    return limit >= 1 && limit <= 500 ? undefined : error('badinteger');
  },
  answer(pages, { parameters }) {
    if (pages.length === 0) return { batchcomplete: true };
    const found = pages.slice(0, Number(parameters.get('gsrlimit'))).map((page, at) => ({
      ...{
        pageid: 5094570 + at,
        ns: 0,
        title: page.title,
        index: at + 1,
        contentmodel: 'wikitext',
        pagelanguage: 'en',
      },
      ...{ touched: '2026-11-20T08:00:00Z', lastrevid: 1, length: 100, fullurl: page.url, canonicalurl: page.url },
      extract: page.snippet,
    }));
    // The pages come by their ids, not in the order of the search.
    return {
      batchcomplete: true,
      continue: { gsroffset: 10, continue: 'gsroffset||' },
      query: { pages: found.reverse() },
    };
  },
};

export const openAi: Dialect = {
  refuse({ method, path, headers, body }, key) {
    const error = (status: number, code: string) =>
      no(status, { error: { message: `Error: ${code}`, type: code, code } });
    if (method !== 'POST' || path !== '/v1/responses') return error(404, 'not_found');
    if (headers.authorization !== `Bearer ${key}`) return error(401, 'invalid_api_key');
    const tools = JSON.stringify(body.tools);
    const fits = typeof body.input === 'string' && body.input && /"type":"web_search"/.test(tools) && body.model;
    return fits ? undefined : error(400, 'invalid_request_error');
  },
  // The first ten are cited; all are sources, which have no title.
  answer(pages) {
    const annotations = pages.slice(0, 10).map(({ url, title }, at) => ({
      ...{ type: 'url_citation', start_index: at * 10, end_index: at * 10 + 9, title },
      url: `${url}${url.includes('?') ? '&' : '?'}utm_source=openai`,
    }));
    const text = 'I found these. See also https://prose.example/never-a-hit for more.';
    const sources = pages.map(({ url }) => ({ type: 'url', url }));
    return {
      ...{ id: 'resp_1', object: 'response', created_at: 1795000000, status: 'completed', error: null, model: 'gpt-x' },
      output: [
        { id: 'rs_1', type: 'reasoning', summary: [] },
        {
          ...{ id: 'ws_1', type: 'web_search_call', status: 'completed' },
          action: {
            type: 'search',
            queries: ['great wall moon'],
            sources: [...sources, { type: 'api', name: 'oai-weather' }],
          },
        },
        {
          id: 'ws_2',
          type: 'web_search_call',
          status: 'completed',
          action: { type: 'open_page', url: 'https://a.example/' },
        },
        {
          ...{ id: 'msg_1', type: 'message', status: 'completed', role: 'assistant' },
          content: [{ type: 'output_text', text, annotations, logprobs: [] }],
        },
      ],
      usage: {
        input_tokens: 328,
        output_tokens: 356,
        total_tokens: 684,
        output_tokens_details: { reasoning_tokens: 0 },
      },
    };
  },
};
