import { z } from 'zod';
import type { ResearchConfig } from '../../config/research-config.ts';
import { OutOfReach } from '../../core/out-of-reach.ts';
import type { LanguageModel } from '../../core/ports.ts';
import type { FailureKind } from '../../core/types.ts';
import type { Finding } from '../../shared/finding.ts';
import { openLookups, openModels, openSearchers, type ProviderPlaces, toModelOptions } from '../../wiring/research.ts';
import type { Probe } from './probe.ts';

/** The timeout for a model that is loaded for its first question, in ms. */
const MODEL_LIMIT_MS = 30_000;
/** Short, harmless, and known to every search engine. */
const QUERY = { text: 'Eiffel Tower', language: 'en', limit: 1 };
const QUESTION = {
  name: 'ready',
  system: 'You are asked whether you are there. Answer with one JSON object.',
  user: 'Set ready to true.',
  schema: z.object({ ready: z.boolean() }),
  maxOutputTokens: 100,
};
/** A white PNG picture of one pixel. */
const PICTURE = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=';

/** What the model, the search providers and the look-ups are asked with, one small question each. */
export interface ProviderWorld {
  config: ResearchConfig;
  fetch: typeof globalThis.fetch;
  places?: ProviderPlaces;
}

const WELL: Answered = { text: 'it answers.' };

/** What to do, for faults whose own message does not say it. */
const TO_DO: Partial<Record<FailureKind, string>> = {
  unreachable: " Check its address, and this machine's network and proxy.",
  'rate-limited': ' Wait a moment, or ask the provider for a higher limit.',
  'time-limit': ' Check the load of its server; real questions get 60 s.',
  'quota-used': ' Buy more from the provider, or wait until the quota resets.',
  'bad-answer': ' Try another model or address.',
};

/** Temporary faults do not mean that the set-up is wrong. */
const PASSING: ReadonlySet<FailureKind> = new Set(['rate-limited', 'time-limit']);

/** The finding about a provider that answers. */
type Answered = Pick<Finding, 'text'> & Partial<Finding>;

/** Creates a probe of one question. */
function toProbe(what: string, ask: (signal: AbortSignal) => Promise<Answered>, limitMs?: number): Probe {
  const look = async (signal: AbortSignal): Promise<Finding[]> => {
    try {
      return [{ standing: 'ok', what, ...(await ask(signal)) }];
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof OutOfReach)) throw error;
      const { why, message, serverWords } = error;
      const standing = PASSING.has(why) ? 'warn' : 'FAIL';
      return [{ standing, what, text: `${message}${TO_DO[why] ?? ''}`, said: serverWords }];
    }
  };
  return limitMs === undefined ? { what, look } : { what, limitMs, look };
}

/** A probe for each configured provider. */
export async function toProviderProbes({ config, fetch, places }: ProviderWorld): Promise<Probe[]> {
  const outside = { config, fetch, ...(places ? { places } : {}) };
  const [searchers, lookups, models = []] = await Promise.all([
    openSearchers(outside),
    openLookups(outside),
    openModels(config, fetch),
  ]);
  return [
    ...models.flatMap((model) => (model ? [toModelProbe(model)] : [])),
    ...(config.vision && config.model ? [await toVisionProbe(config.model, fetch)] : []),
    ...searchers.map((searcher) =>
      toProbe(searcher.name, async (signal) => {
        const hits = await searcher.search(QUERY, signal);
        const nothing = `it answers, but found nothing for “${QUERY.text}”: check its engines.`;
        return hits.length > 0 ? WELL : { standing: 'warn', text: nothing };
      }),
    ),
    ...lookups.map((lookup) =>
      toProbe(lookup.name, async (signal) => {
        await lookup.lookUp(QUERY, signal);
        return WELL;
      }),
    ),
  ];
}

function toModelProbe(model: LanguageModel): Probe {
  const ask = async (signal: AbortSignal) => {
    await model.ask(QUESTION, signal);
    return { text: 'it answers in the requested format.' };
  };
  return toProbe(`Model ${model.name}`, ask, MODEL_LIMIT_MS);
}

async function toVisionProbe(
  model: NonNullable<ResearchConfig['model']>,
  fetch: typeof globalThis.fetch,
): Promise<Probe> {
  const { createVisionReader } = await import('../../providers/images/vision-reader.ts');
  const reader = createVisionReader(toModelOptions(model, fetch));
  const ask = async (signal: AbortSignal) => {
    await reader.read({ bytes: Buffer.from(PICTURE, 'base64'), mediaType: 'image/png' }, signal);
    return { text: `${model.name} accepts pictures.` };
  };
  return toProbe('Pictures', ask, MODEL_LIMIT_MS);
}

/** The languages in which pictures can be read on this machine. */
export async function examineTesseract(): Promise<Finding[]> {
  const { findLanguages } = await import('../../providers/images/tesseract-languages.ts');
  const { names } = findLanguages();
  const what = 'Pictures';
  if (!names.includes('en')) {
    return [{ standing: 'FAIL', what, text: 'the data for English is not installed: run npm ci again.' }];
  }
  return [{ standing: 'ok', what, text: `Tesseract on this machine reads ${names.join(', ')}.` }];
}
