import { OutOfReach } from '../../core/out-of-reach.ts';
import { readTextWithin } from '../../shared/read-within.ts';

/** Decompressed bytes. The longest complete answer, 7,000 tokens of reasoning and JSON with log probabilities, has a tenth of this. */
const MAX_ANSWER_BYTES = 2_000_000;

/**
 * Reads a body.
 *
 * @throws OutOfReach `too-large` beyond 2 MB decompressed; `bad-answer` if a 2xx answer breaks off, since it was generated and
 * may have been charged
 */
export async function readLimited(response: Response, host: string): Promise<string> {
  const toTooLarge = () => new OutOfReach('too-large', `${host} sent an answer of more than 2 MB.`);
  try {
    return await readTextWithin(response, MAX_ANSWER_BYTES, toTooLarge);
  } catch (error) {
    if (error instanceof OutOfReach || !response.ok) throw error;
    throw new OutOfReach('bad-answer', `The answer from ${host} was cut off.`);
  }
}

/**
 * The JSON in a body, whatever its content type says; undefined if there is none. Python servers write NaN for an unknown number,
 * and some gateways send an event stream unasked.
 */
export function parseBody(text: string): unknown {
  return parseJson(text) ?? parseJson(withoutNaN(text)) ?? parseEvents(text);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function withoutNaN(text: string): string {
  // An unterminated string matches up to the end of the text, so each character is scanned once.
  return text.replace(/"(?:[^"\\]|\\.)*(?:"|\\?$)|-?\b(?:NaN|Infinity)\b/gs, (part) =>
    part.startsWith('"') ? part : 'null',
  );
}

interface Piece {
  error?: unknown;
  usage?: unknown;
  choices?: { delta?: Record<string, unknown>; message?: object; finish_reason?: unknown }[];
}

/** Assembles the completion from the chunks of an event stream (WHATWG HTML, “Server-sent events”). */
function parseEvents(text: string): unknown {
  const said: Record<string, string> = {};
  let finish: unknown;
  let usage: unknown;
  let isTold = false;
  for (const line of text.split(/\r?\n/)) {
    const piece = line.startsWith('data:') ? (parseJson(line.slice('data:'.length)) as Piece | null) : undefined;
    const [choice] = piece?.choices ?? [];
    if (piece?.error !== undefined || choice?.message !== undefined) return piece;
    if (!piece) continue;
    isTold = true;
    finish = choice?.finish_reason ?? finish;
    usage = piece.usage ?? usage;
    for (const [name, value] of Object.entries(choice?.delta ?? {}))
      if (typeof value === 'string') said[name] = (said[name] ?? '') + value;
  }
  return isTold ? { choices: [{ message: said, finish_reason: finish }], usage } : undefined;
}
