import type { ServerResponse } from 'node:http';

/** What can go wrong with an answer. `message` is what the server says; every other text is made up here. */
export type ModelFault =
  /** An HTTP error in OpenAI's form. `retryAfter` is the header's value: seconds, or a date. */
  | { kind: 'status'; status: number; message?: string; code?: string; param?: string; retryAfter?: string }
  /** The model's own text, as it is: no JSON, half of it, in a fence. */
  | { kind: 'text'; text: string; finishReason?: 'stop' | 'length' | 'content_filter' }
  | { kind: 'refusal'; text?: string }
  | { kind: 'no-content' }
  | { kind: 'no-choices' }
  /** Counted by nobody, as some builds of llama.cpp answer. */
  | { kind: 'no-usage'; value: unknown }
  /** A body that is no completion: a proxy's HTML page, half a JSON text. */
  | { kind: 'body'; body: string; status?: number; contentType?: string }
  /** Nothing is said until the client hangs up. */
  | { kind: 'silence' }
  /** The head and half of a body, and nothing more. */
  | { kind: 'half' }
  /** The connection breaks. */
  | { kind: 'dropped' };

class Fault {
  readonly fault: ModelFault;
  constructor(fault: ModelFault) {
    this.fault = fault;
  }
}

/** For an `answer` function: this request fails like this. */
export function toFault(fault: ModelFault): unknown {
  return new Fault(fault);
}

/** The fault in what an `answer` function gave, if it is one. */
export function parseFault(answer: unknown): ModelFault | undefined {
  return answer instanceof Fault ? answer.fault : undefined;
}

const USAGE = { prompt_tokens: 120, completion_tokens: 30, total_tokens: 150 };

/** Answers as the fault says, and ends the response if the fault ends it. */
export function sendFault(fault: ModelFault, res: ServerResponse, model: string): void {
  if (fault.kind === 'silence') return;
  if (fault.kind === 'dropped') {
    res.destroy();
    return;
  }
  if (fault.kind === 'half') {
    res.writeHead(200, { 'content-type': 'application/json' }).write('{"id":"chatcmpl-1","choices":[{"index":0,');
    return;
  }
  if (fault.kind === 'body') {
    res.writeHead(fault.status ?? 200, { 'content-type': fault.contentType ?? 'application/json' }).end(fault.body);
    return;
  }
  if (fault.kind === 'status' && fault.retryAfter !== undefined) res.setHeader('retry-after', fault.retryAfter);
  res.writeHead(fault.kind === 'status' ? fault.status : 200, { 'content-type': 'application/json' });
  res.end(JSON.stringify(toBody(fault, model)));
}

type Told = Exclude<ModelFault, { kind: 'silence' | 'dropped' | 'half' | 'body' }>;

function toBody(fault: Told, model: string): object {
  switch (fault.kind) {
    case 'status': {
      const { message = 'Made up for a test.', param = null, code = null } = fault;
      return { error: { message, type: 'test', param, code } };
    }
    case 'text':
      return toCompletion(model, { content: fault.text, refusal: null }, fault.finishReason);
    case 'refusal':
      return toCompletion(model, { content: null, refusal: fault.text ?? 'I cannot help with that.' });
    case 'no-content':
      return toCompletion(model, { content: null, refusal: null });
    case 'no-choices':
      return { ...toCompletion(model, {}), choices: [] };
    case 'no-usage': {
      const { usage: _, ...completion } = toCompletion(model, { content: JSON.stringify(fault.value), refusal: null });
      return completion;
    }
  }
}

function toCompletion(model: string, message: object, finishReason = 'stop') {
  return {
    id: 'chatcmpl-test',
    object: 'chat.completion',
    created: 0,
    model,
    choices: [{ index: 0, message: { role: 'assistant', ...message }, logprobs: null, finish_reason: finishReason }],
    usage: USAGE,
  };
}
