import type { ServerResponse } from 'node:http';
import { type ChatCompletionRequest, type FixtureResponse, LLMock } from '@copilotkit/aimock';
import { type ModelFault, parseFault, sendFault } from './faults.ts';
import { type Dialect, type ModelPeerRequest, parseModelRequest, refusalOf } from './reading.ts';

export { type ModelFault, toFault } from './faults.ts';
export type { Dialect, ModelPeerRequest };

interface ModelPeerOptions {
  /**
   * Answers a request. What it gives is the JSON the model says; a string is said as it is; `toFault({ … })` goes wrong.
   * It may be async, and then holds the answer up.
   */
  answer: (request: ModelPeerRequest) => unknown;
  /** What this server does not know and refuses with 400, as older or smaller ones do. */
  refuses?: readonly Dialect[];
}

/** A model on loopback, spoken to by the real openai client. */
export interface ModelPeer {
  /** For `OPENAI_BASE_URL`: ends in `/v1`. */
  baseUrl: string;
  /** Every request, in the order they came; those that were refused too. */
  requests: readonly ModelPeerRequest[];
  /** The next `times` requests go wrong like this, before `answer` is asked. */
  fail(fault: ModelFault, times?: number): void;
  /** Resolves when there have been `count` requests. */
  waitForRequests(count: number): Promise<void>;
  /** Resolves when there have been `count` requests that ask about a text: a start asks one of its own. */
  waitForRequestsAbout(text: string, count: number): Promise<void>;
  /** Resolves when the client has hung up on `count` requests before they were answered. */
  waitForHangUp(count: number): Promise<void>;
  close(): Promise<void>;
}

/** aimock reads the name of a fixture's context from this header; it leads from its answer back to the connection. */
const CONTEXT_HEADER = 'x-aimock-context';

/** Starts `@copilotkit/aimock` on a free port of loopback, and mounts beside it what it cannot do: refusals, silence, broken bodies. */
export async function startModel({ answer, refuses = [] }: ModelPeerOptions): Promise<ModelPeer> {
  const mock = new LLMock({ port: 0, host: '127.0.0.1' });
  const requests: ModelPeerRequest[] = [];
  const queued: ModelFault[] = [];
  const open = new Map<string, ServerResponse>();
  const waiting: { fits: () => boolean; resolve: () => void }[] = [];
  const notice = () => {
    for (const { fits, resolve } of waiting) if (fits()) resolve();
  };
  const until = (fits: () => boolean) =>
    new Promise<void>((resolve) => {
      waiting.push({ fits, resolve });
      notice();
    });
  let arrived = 0;

  mock.mount('/v1/chat/completions', {
    handleRequest(req, res) {
      const id = String(++arrived);
      req.headers[CONTEXT_HEADER] = id;
      open.set(id, res);
      res.once('close', () => open.delete(id));
      return Promise.resolve(false);
    },
  });
  mock.on({ predicate: () => true }, async (body: ChatCompletionRequest): Promise<FixtureResponse> => {
    const res = open.get(String(body._context));
    if (res === undefined) return never();
    const request = parseModelRequest(body, String(res.req.headers.authorization ?? ''));
    const refused = refusalOf(request, refuses);
    if (refused !== undefined) request.refused = true;
    requests.push(request);
    res.once('close', () => {
      request.hungUp = !res.writableEnded;
      notice();
    });
    notice();
    const given = refused ?? queued.shift();
    const value = given === undefined ? await answer(request) : undefined;
    const fault = given ?? parseFault(value);
    if (fault === undefined) return { content: typeof value === 'string' ? value : JSON.stringify(value) };
    sendFault(fault, res, body.model);
    return never();
  });
  await mock.start();

  return {
    baseUrl: `${mock.url}/v1`,
    requests,
    fail: (fault, times = 1) => {
      for (let at = 0; at < times; at++) queued.push(fault);
    },
    waitForRequests: (count) => until(() => requests.length >= count),
    waitForRequestsAbout: (text, count) =>
      until(() => requests.filter(({ user }) => user.includes(text)).length >= count),
    waitForHangUp: (count) => until(() => requests.filter(({ hungUp }) => hungUp === true).length >= count),
    async close() {
      const stopped = mock.stop();
      for (const res of open.values()) res.destroy();
      await stopped;
    },
  };
}

/** The response is ours then: aimock waits for an answer it is not to give. */
function never(): Promise<never> {
  return new Promise(() => {});
}
