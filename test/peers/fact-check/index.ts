import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A claim as Google's Fact Check Tools API documents it. */
export interface ApiClaim {
  text?: string;
  claimant?: string;
  claimDate?: string;
  claimReview?: {
    publisher?: { name?: string; site?: string };
    url?: string;
    title?: string;
    reviewDate?: string;
    textualRating?: string;
    languageCode?: string;
  }[];
}

/** How a request goes wrong. */
export type FactCheckFault =
  | { kind: 'status'; status: number; reason?: string; retryAfter?: string }
  | { kind: 'body'; body: string }
  | { kind: 'redirect'; to: string }
  | { kind: 'drop' }
  /** Headers and half an answer, and then nothing. */
  | { kind: 'stall' };

/** Google's Fact Check Tools API on loopback. */
export interface FactCheckPeer {
  baseUrl: string;
  /** The parameters of each request, in the order they came. */
  requests: readonly Record<string, string>[];
  /** The whole addresses, as a proxy's log would hold them. */
  urls: readonly string[];
  /** What comes at the n-th request from now on (from 0), instead of an answer. */
  fail(fault: FactCheckFault, at?: number): void;
  /** Resolves when there have been `count` requests. */
  waitForRequests(count: number): Promise<void>;
  close(): Promise<void>;
}

export interface FactCheckPeerOptions {
  apiKey: string;
  claims: readonly ApiClaim[];
  /** The most claims a page has, whatever is asked for, so that a few claims make many pages. */
  mostOnPage?: number;
  /** Gives a token after the last page too, as a server gone wrong does. */
  endless?: boolean;
}

/** Source: https://developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims/search */
const PARAMETERS = [
  'query',
  'languageCode',
  'reviewPublisherSiteFilter',
  'maxAgeDays',
  'pageSize',
  'pageToken',
  'offset',
];

const STATUS_NAMES: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
};

interface Refusal {
  status: number;
  message: string;
  reason?: string;
}

/** Starts it on a free port. It refuses what Google refuses: a missing or wrong key, and parameters that it does not know. */
export async function startFactCheck(options: FactCheckPeerOptions): Promise<FactCheckPeer> {
  const { apiKey, claims, mostOnPage = 50, endless = false } = options;
  const requests: Record<string, string>[] = [];
  const urls: string[] = [];
  const faults = new Map<number, FactCheckFault>();
  const waiting: { count: number; resolve: () => void }[] = [];

  const refusalOf = (url: URL, key: string | undefined): Refusal | undefined => {
    if (!url.pathname.endsWith('/claims:search')) return { status: 404, message: 'Requested entity was not found.' };
    if (!key)
      return {
        status: 403,
        message: "Method doesn't allow unregistered callers (callers without established identity).",
      };
    if (key !== apiKey)
      return { status: 400, message: 'API key not valid. Please pass a valid API key.', reason: 'API_KEY_INVALID' };
    const unknown = [...url.searchParams.keys()].find((name) => !PARAMETERS.includes(name));
    if (unknown !== undefined)
      return {
        status: 400,
        message: `Invalid JSON payload received. Unknown name "${unknown}": Cannot bind query parameter.`,
      };
    if (!url.searchParams.get('query') && !url.searchParams.get('reviewPublisherSiteFilter'))
      return { status: 400, message: 'Request contains an invalid argument.' };
    return undefined;
  };

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const url = new URL(request.url ?? '/', 'http://peer');
    const number = requests.push(Object.fromEntries(url.searchParams)) - 1;
    urls.push(request.url ?? '');
    for (const { resolve } of waiting.filter(({ count }) => requests.length >= count)) resolve();
    const send = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8' }).end(JSON.stringify(body));
    const refuse = ({ status, message, reason }: Refusal) => {
      const info = { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain: 'googleapis.com' };
      const details = reason === undefined ? {} : { details: [info] };
      send(status, { error: { code: status, message, status: STATUS_NAMES[status], ...details } });
    };
    const fault = faults.get(number);
    faults.delete(number);
    switch (fault?.kind) {
      case 'drop':
        response.destroy();
        return;
      case 'stall':
        response.writeHead(200, { 'content-type': 'application/json' }).write('{"claims": [');
        return;
      case 'body':
        response.writeHead(200, { 'content-type': 'application/json' }).end(fault.body);
        return;
      case 'redirect':
        response.writeHead(302, { location: fault.to }).end();
        return;
      case 'status':
        if (fault.retryAfter !== undefined) response.setHeader('retry-after', fault.retryAfter);
        refuse({ status: fault.status, message: 'It went wrong.', ...(fault.reason ? { reason: fault.reason } : {}) });
        return;
    }
    const key = request.headers['x-goog-api-key'];
    const refusal = refusalOf(url, typeof key === 'string' ? key : undefined);
    if (refusal) {
      refuse(refusal);
      return;
    }
    const language = url.searchParams.get('languageCode')?.split('-')[0];
    const fitting = claims.filter(
      ({ claimReview = [] }) =>
        !language || claimReview.some(({ languageCode }) => languageCode?.split('-')[0] === language),
    );
    const from = Number(url.searchParams.get('pageToken')?.replace('from-', '') ?? 0);
    const end = from + Math.min(Number(url.searchParams.get('pageSize') ?? 10), mostOnPage);
    const more = endless || end < fitting.length;
    // Google leaves the list out where it is empty.
    const page = fitting.slice(from, end);
    send(200, { ...(page.length > 0 ? { claims: page } : {}), ...(more ? { nextPageToken: `from-${end}` } : {}) });
  };

  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1alpha1`,
    requests,
    urls,
    fail: (fault, at = 0) => {
      faults.set(requests.length + at, fault);
    },
    waitForRequests: (count) =>
      new Promise((resolve) => {
        if (requests.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
