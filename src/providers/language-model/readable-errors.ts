/** More of a refusal is not needed to see what is refused. */
const MAX_CHARACTERS = 4_000;

/**
 * The openai client reads a refusal only in OpenAI's form `{ error: { … } }`. Mistral, vLLM and proxies have forms of their own:
 * they are put into that form, so that the part they refuse can be found. Everything else passes as it is.
 */
export function createReadableErrorsFetch(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (response.status < 400 || response.status >= 500) return response;
    const { status, headers } = response;
    const text = await response.text();
    return new Response(toOpenAiForm(text), { status, headers: withoutLength(headers) });
  };
}

function toOpenAiForm(text: string): string {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && 'error' in body && typeof body.error === 'object') return text;
  } catch {
    // No JSON at all: a proxy's page, or plain words.
  }
  return JSON.stringify({ error: { message: text.slice(0, MAX_CHARACTERS) } });
}

/** The body is another one now, and no longer packed. */
function withoutLength(headers: Headers): Headers {
  const kept = new Headers(headers);
  for (const name of ['content-length', 'content-encoding', 'transfer-encoding']) kept.delete(name);
  return kept;
}
