import { createOpenAiModel } from '../../src/providers/language-model/openai-model.ts';
import { CALM, toQuestion } from '../contracts/language-model.ts';
import { type RawAnswer, type RawRequest, startRawServer } from '../peers/model/raw-server.ts';
import { KEY, PARIS } from './language-model-fixture.ts';

export const JSON_PARIS = JSON.stringify(PARIS);
/** Fits the schema as well, and is never the answer. */
export const LYON = '{"city":"Lyon","people":500000}';

/** A completion's body. */
export function say(message: object, finish_reason: string | null = 'stop', rest: object = {}): string {
  return JSON.stringify({
    choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason }],
    ...rest,
  });
}

/** A completion that says nothing but this. */
export function content(said: unknown, finish?: string): string {
  return say({ content: said }, finish);
}

export const GOOD: RawAnswer = { body: content(JSON_PARIS) };

/** A refusal in OpenAI's form. */
export function error(message: string, status = 400, rest: object = {}): RawAnswer {
  return { status, body: JSON.stringify({ error: { message, ...rest } }) };
}

let close: (() => Promise<void>) | undefined;

/** A server that answers like this, and a model that asks it for all it can be asked for. */
export async function startServer(answer: (request: RawRequest) => RawAnswer) {
  const server = await startRawServer(answer);
  close = server.close;
  const options = { temperature: 0, reasoningEffort: 'low', reasoningTokens: 4_000 } as const;
  const place = { apiKey: KEY, baseUrl: server.baseUrl, model: 'local/m-1', timeoutMs: 9_000 };
  const model = createOpenAiModel({ ...options, ...place });
  const ask = (user?: string) => model.ask(toQuestion(user), CALM);
  return { model, ask, requests: server.requests };
}

export function stopServer(): Promise<void> | undefined {
  return close?.();
}
