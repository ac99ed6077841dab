import { fileURLToPath } from 'node:url';
import { toOnUsage } from '../checks/budget.ts';
import { PRIMARY_SOURCES } from '../config/primary-sources.ts';
import type { ResearchConfig } from '../config/research-config.ts';
import { canSearch, toResearchHint } from '../config/research-config.ts';
import { defined } from '../core/defined.ts';
import type { Budget, ImageReader, LanguageModel, ReviewLookup, SearchProvider } from '../core/ports.ts';
import type { Research } from '../core/run.ts';
import type { FailureLog } from '../providers/http/failure-log.ts';
import type { PageReaderOptions } from '../providers/pages/web-reader.ts';
import type { Store } from '../providers/store/ports.ts';
import { toPublisherKey } from '../providers/text/web-url.ts';

const PROMPTS = fileURLToPath(new URL('../../prompts', import.meta.url));
/** The timeout of one question to a model, including all retries. */
const MODEL_PATIENCE_MS = 60_000;
/** The budget for a reasoning model's thinking, in addition to its answer. */
const REASONING_TOKENS = 4_000;

/** Other addresses of the providers, for stand-ins on loopback. */
export interface ProviderPlaces {
  brave?: string;
  tavily?: string;
  wikipedia?: string;
  openAi?: string;
  googleFactCheck?: string;
  /** Lets the page reader fetch a non-public address. */
  allowAddress?: (address: string, port: number) => boolean;
  /** Allowed ports of pages, instead of the standard ones. */
  ports?: readonly number[];
  /** Instead of the system's DNS look-up. */
  lookup?: NonNullable<PageReaderOptions['lookup']>;
  /** Instead of the reader's own threads. */
  pool?: NonNullable<PageReaderOptions['pool']>;
}

export interface ResearchOptions {
  config: ResearchConfig;
  store: Pick<Store, 'documents' | 'keyv'>;
  budget?: Budget;
  now(): Date;
  fetch: typeof globalThis.fetch;
  places?: ProviderPlaces;
  /** Receives failed calls. Absent: they are not recorded. */
  failures?: FailureLog | undefined;
}

/** The opened means to research claims. */
export interface OpenResearch {
  /** Absent if nothing is configured: then only prior checks decide. */
  research?: Research;
  /** One sentence for the operator on what is missing; absent if nothing is. */
  hint?: string;
  close(): Promise<void>;
}

/** Builds what the settings name. Unused modules are not loaded: the first card should not wait for them. */
export async function openResearch(options: ResearchOptions): Promise<OpenResearch> {
  const { config, store, now, places = {} } = options;
  const hasDocuments = (await store.documents.size()) > 0;
  const hint = toResearchHint(config, hasDocuments);
  const said = defined({ hint });
  if (!config.model && !canSearch(config, hasDocuments)) return { ...said, close: async () => {} };
  const [searchers, lookups, judge] = await Promise.all([
    wrapSearchers(options, hasDocuments),
    wrapLookups(options),
    createJudge(config, options.fetch, options.failures),
  ]);
  const { createPageReader } = await import('../providers/pages/web-reader.ts');
  const { allowAddress, lookup, pool, ports } = places;
  const reader = createPageReader({
    cache: store.keyv('pages'),
    now,
    ...defined({ contact: config.contact, allowAddress, lookup, pool, ports }),
  });
  return {
    research: {
      searchers,
      lookups,
      reader,
      ...defined({ judge, budget: options.budget }),
      primarySources: config.primarySources ?? PRIMARY_SOURCES,
      toPublisherKey,
    },
    ...said,
    close: () => reader.close(),
  };
}

const NO_LOG: FailureLog = { note: () => {} };

async function wrapSearchers(options: ResearchOptions, hasDocuments: boolean): Promise<SearchProvider[]> {
  const { store, failures = NO_LOG } = options;
  const [{ toResilientSearch }, { toNotedSearch }] = await Promise.all([
    import('../providers/http/resilient.ts'),
    import('../providers/http/failure-log.ts'),
  ]);
  const searchers = (await openSearchers(options)).map((one) => toNotedSearch(toResilientSearch(one), failures));
  if (!hasDocuments) return searchers;
  const { createDocumentFolder } = await import('../providers/search/document-folder.ts');
  return [createDocumentFolder({ documents: store.documents }), ...searchers];
}

/** What a provider needs to send one request, without a retry. */
type Outside = Pick<ResearchOptions, 'config' | 'fetch' | 'budget' | 'places'>;

/** The configured search providers. */
export async function openSearchers({ config, fetch, budget, places = {} }: Outside): Promise<SearchProvider[]> {
  const at = (baseUrl: string | undefined) => defined({ baseUrl });
  const web: Promise<SearchProvider>[] = [];
  const { braveKey, tavilyKey, searxngUrl, model } = config;
  if (braveKey !== undefined) {
    const load = import('../providers/search/brave.ts');
    web.push(load.then(({ createBrave }) => createBrave({ apiKey: braveKey, fetch, ...at(places.brave) })));
  }
  if (tavilyKey !== undefined) {
    const load = import('../providers/search/tavily.ts');
    web.push(load.then(({ createTavily }) => createTavily({ apiKey: tavilyKey, fetch, ...at(places.tavily) })));
  }
  if (searxngUrl !== undefined) {
    const load = import('../providers/search/searxng.ts');
    web.push(load.then(({ createSearxng }) => createSearxng({ baseUrl: searxngUrl, fetch })));
  }
  if (config.wikipedia) {
    const contact = config.contact ?? 'a self-hosted bot; its operator has given no address';
    const load = import('../providers/search/wikipedia.ts');
    web.push(load.then(({ createWikipedia }) => createWikipedia({ contact, fetch, ...at(places.wikipedia) })));
  }
  if (config.openAiWebSearch && model && model.apiKey !== 'none') {
    const load = import('../providers/search/openai-web-search.ts');
    const { apiKey, name } = model;
    web.push(
      load.then(({ createOpenAiWebSearch }) =>
        createOpenAiWebSearch({ apiKey, model: name, fetch, onUsage: toOnUsage(budget), ...at(places.openAi) }),
      ),
    );
  }
  return Promise.all(web);
}

/** The configured look-ups. */
export async function openLookups({ config, fetch, places = {} }: Outside): Promise<ReviewLookup[]> {
  const { googleFactCheckKey: apiKey } = config;
  if (apiKey === undefined) return [];
  const { createGoogleFactCheck } = await import('../providers/claim-reviews/google-fact-check.ts');
  return [createGoogleFactCheck({ apiKey, fetch, ...defined({ baseUrl: places.googleFactCheck }) })];
}

async function wrapLookups(options: ResearchOptions): Promise<ReviewLookup[]> {
  const lookups = await openLookups(options);
  if (lookups.length === 0) return [];
  const [{ toResilientLookup }, { toNotedLookup }] = await Promise.all([
    import('../providers/http/resilient.ts'),
    import('../providers/http/failure-log.ts'),
  ]);
  return lookups.map((one) => toNotedLookup(toResilientLookup(one), options.failures ?? NO_LOG));
}

/** The configured models: the main one, then the one that verifies single quotes. */
export async function openModels(
  { model }: ResearchConfig,
  fetch: typeof globalThis.fetch,
): Promise<[LanguageModel, LanguageModel?] | undefined> {
  if (!model) return undefined;
  const { createOpenAiModel } = await import('../providers/language-model/openai-model.ts');
  const { checkName } = model;
  const main = createOpenAiModel(toModelOptions(model, fetch));
  return checkName === undefined
    ? [main]
    : [main, createOpenAiModel(toModelOptions({ ...model, name: checkName }, fetch))];
}

async function createJudge(
  config: ResearchConfig,
  fetch: typeof globalThis.fetch,
  failures: FailureLog = NO_LOG,
): Promise<Research['judge']> {
  const models = await openModels(config, fetch);
  if (!models) return undefined;
  const [{ toNotedModel }, { loadPrompts }] = await Promise.all([
    import('../providers/http/failure-log.ts'),
    import('../providers/language-model/prompts.ts'),
  ]);
  const main = toNotedModel(models[0], failures);
  const reader = models[1] ? toNotedModel(models[1], failures) : main;
  const { examine: prompt, ...prompts } = await loadPrompts(PROMPTS);
  return { model: main, ...prompts, examine: { model: reader, prompt } };
}

/** The client options of a model. */
export function toModelOptions(
  { name, apiKey, baseUrl }: NonNullable<ResearchConfig['model']>,
  fetch: typeof globalThis.fetch,
) {
  return {
    model: name,
    apiKey,
    ...defined({ baseUrl }),
    timeoutMs: MODEL_PATIENCE_MS,
    reasoningTokens: REASONING_TOKENS,
    fetch,
  };
}

/** Reads pictures: by the model if OPENAI_VISION is on, otherwise or if that fails by Tesseract on this machine. */
export async function openImageReader(
  { model, vision: byModel }: ResearchConfig,
  fetch: typeof globalThis.fetch,
  budget?: Budget,
  failures: FailureLog = NO_LOG,
): Promise<ImageReader & { close(): Promise<void> }> {
  const { createTesseractReader } = await import('../providers/images/tesseract-reader.ts');
  const tesseract = createTesseractReader();
  if (!byModel || !model) return tesseract;
  const { createVisionReader, orElseRead } = await import('../providers/images/vision-reader.ts');
  const { toNotedReader } = await import('../providers/http/failure-log.ts');
  const vision = createVisionReader({ ...toModelOptions(model, fetch), onUsage: toOnUsage(budget) });
  const seeing = toNotedReader(vision, model.name, failures);
  return { read: orElseRead(seeing, tesseract), close: () => tesseract.close() };
}
