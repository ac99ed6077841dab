import type { OpenAiModelOptions } from '../../src/providers/language-model/openai-model.ts';
import { createOpenAiModel } from '../../src/providers/language-model/openai-model.ts';
import { type Dialect, type ModelPeer, startModel } from '../peers/model/index.ts';

export const KEY = 'sk-test-0123456789abcdef';

/** An answer to the contract's question. */
export const PARIS = { city: 'Paris', people: 2_000_000 };

/** A stand-in and the model that speaks to it; `close` when done. */
export async function startFixture(
  options: Partial<OpenAiModelOptions> = {},
  answer: Parameters<typeof startModel>[0]['answer'] = () => PARIS,
  refuses: readonly Dialect[] = [],
) {
  const peer: ModelPeer = await startModel({ answer, refuses });
  const model = createOpenAiModel({ apiKey: KEY, baseUrl: peer.baseUrl, model: 'm-1', timeoutMs: 10_000, ...options });
  return { peer, model, close: () => peer.close() };
}
