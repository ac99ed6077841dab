import type { Readable } from 'node:stream';
import { type Dispatcher, request } from 'undici';
import { defined } from '../../core/defined.ts';
import { OutOfReach } from '../../core/out-of-reach.ts';
import { type ArchivedCopy, toArchivedCopy } from '../../core/text/archived-copy.ts';
import { type AllowAddress, toGuardedUrl } from './address-guard.ts';
import { toOriginal } from './archived-page.ts';
import { type CookieJar, createCookieJar } from './cookie-jar.ts';
import { isChallenge, isLedAway } from './interstitial.ts';
import type { PageLimits } from './limits.ts';
import { type PageKind, sniffPageKind, toPageKind } from './media-type.ts';
import { readBody } from './read-body.ts';
import { findRefresh, parseRefresh, type Refresh } from './refresh.ts';

/** Our name in the User-Agent header and in robots.txt. */
export const ROBOT_NAME = 'Claimcheck';
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** What every request needs. */
export interface FetchMeans {
  dispatcher: Dispatcher;
  ports: readonly number[];
  allow: AllowAddress;
  limits: PageLimits;
  /** The User-Agent header. */
  userAgent: string;
}

/** The reader's User-Agent. @param contact where a page's owner can write to */
export function toUserAgent(contact: string | undefined): string {
  return `Mozilla/5.0 (compatible; ${ROBOT_NAME}/1.0${contact === undefined ? '' : `; +${contact}`})`;
}

/** A response that is not a redirect; its body is unread. */
export interface Answer {
  url: URL;
  status: number;
  header(name: string): string;
  body: Readable;
  /** Whether it set a cookie that is new to the chain, or a new value. */
  hasNewCookie: boolean;
}

/** A page's bytes. */
export interface FetchedPage {
  url: string;
  kind: PageKind;
  contentType: string;
  bytes: Uint8Array;
  /** For an archived copy: what its address and headers say of the original. */
  copy?: ArchivedCopy;
}

function toOutOfReach(error: unknown, inBody = false): unknown {
  if (error instanceof OutOfReach || !(error instanceof Error)) return error;
  if (error.cause instanceof OutOfReach) return error.cause;
  // The HTTP parser's error does not always have a code.
  const code = 'code' in error && error.code ? String(error.code) : error.name;
  if (code === 'UND_ERR_HEADERS_OVERFLOW')
    return new OutOfReach('too-large', 'the headers are too large', { cause: error });
  if (/TIMEOUT/.test(code)) return new OutOfReach('time-limit', 'the host took too long', { cause: error });
  // A truncated body may show up as bad HTTP or as a lost connection by chance; both count as unreachable.
  if (!inBody && /^(?:HPE_|HTTPParserError|UND_ERR_RES|UND_ERR_INVALID)/.test(code)) {
    return new OutOfReach('bad-answer', 'the answer is not HTTP', { cause: error });
  }
  return new OutOfReach('unreachable', 'the host cannot be reached', { cause: error });
}

/** The state that all requests for one page share. */
interface Chain {
  cookies: CookieJar;
  hops: number;
}

const startChain = (): Chain => ({ cookies: createCookieJar(), hops: 0 });

/** HTTP headers arrive as Latin-1: percent-encoding restores the bytes that the server sent, mostly UTF-8. */
const toEscaped = (header: string): string =>
  header.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`);

/** @throws OutOfReach `address-refused` if the target is refused, or `bad-answer` after too many redirects */
function follow(target: string, url: URL, chain: Chain, { ports, allow, limits }: FetchMeans): URL {
  chain.hops += 1;
  if (chain.hops > limits.redirects) throw new OutOfReach('bad-answer', 'the page redirects endlessly');
  return toGuardedUrl(target, url, ports, allow);
}

/** The target of a refresh. A page that reloads itself is final, unless it has just set a cookie in order to test for it. */
function toNext(refresh: Refresh | undefined, answer: Answer, chain: Chain, means: FetchMeans): URL | undefined {
  if (!refresh) return undefined;
  const target = URL.parse(refresh.target, answer.url.href);
  if (target) target.hash = '';
  if (target?.href === answer.url.href && !answer.hasNewCookie) return undefined;
  return follow(refresh.target, answer.url, chain, means);
}

/**
 * Requests a URL and follows redirects itself, so that each one passes the address guard. Cookies live as long as the chain.
 *
 * @param before called before each request, including the first; it may throw
 * @param chain continues an earlier chain
 * @throws OutOfReach, or the signal's reason
 */
export async function ask(
  from: URL,
  means: FetchMeans,
  before: (url: URL) => Promise<void>,
  signal: AbortSignal,
  chain = startChain(),
): Promise<Answer> {
  for (let url = from; ; ) {
    await before(url);
    let response: Dispatcher.ResponseData;
    try {
      response = await request(url, {
        dispatcher: means.dispatcher,
        signal,
        headers: {
          'user-agent': means.userAgent,
          accept: 'text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.8',
          'accept-encoding': 'gzip, deflate, br, zstd',
          ...defined({ cookie: chain.cookies.toHeader(url) }),
        },
      });
    } catch (error) {
      signal.throwIfAborted();
      throw toOutOfReach(error);
    }
    const { headers, statusCode, body } = response;
    // A discarded body may still emit an error, which needs a listener.
    body.on('error', () => {});
    const header = (name: string): string => [headers[name] ?? ''].flat().join(', ');
    const hasNewCookie = chain.cookies.take(url, [headers['set-cookie'] ?? []].flat());
    const answer: Answer = { url, status: statusCode, header, body, hasNewCookie };
    try {
      const location = toEscaped([headers.location ?? ''].flat()[0] ?? '');
      const refresh = statusCode < 300 ? parseRefresh(toEscaped(header('refresh'))) : undefined;
      const next =
        REDIRECTS.has(statusCode) && location
          ? follow(location, url, chain, means)
          : toNext(refresh, answer, chain, means);
      if (!next) return answer;
      url = next;
    } catch (error) {
      body.destroy();
      throw error;
    }
    body.destroy();
  }
}

function refuseStatus(status: number, retryAfter: string): void {
  if (status >= 200 && status < 300) return;
  const seconds = /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) : undefined;
  const retryAfterMs = seconds === undefined ? undefined : seconds * 1_000;
  const message = `the host answered with status ${status}`;
  if (status === 429) throw new OutOfReach('rate-limited', message, { retryAfterMs });
  throw new OutOfReach(status >= 400 && status < 500 ? 'refused' : 'unreachable', message, { retryAfterMs });
}

/**
 * Fetches a page, and follows HTTP redirects, `Refresh` headers and `<meta>` refreshes.
 *
 * @throws OutOfReach, or the signal's reason
 */
export async function fetchPage(
  from: URL,
  means: FetchMeans,
  before: (url: URL) => Promise<void>,
  signal: AbortSignal,
): Promise<FetchedPage> {
  const chain = startChain();
  for (let url = from; ; ) {
    const answer = await ask(url, means, before, signal, chain);
    try {
      const page = await readPage(answer, means.limits, signal);
      const next = page.kind === 'html' ? toNext(findRefresh(page.bytes), answer, chain, means) : undefined;
      if (next) url = next;
      else if (isLedAway(from, answer.url)) throw new OutOfReach('refused', 'the page requires a login or consent');
      else return page;
    } catch (error) {
      signal.throwIfAborted();
      throw toOutOfReach(error, true);
    } finally {
      answer.body.destroy();
    }
  }
}

/** What an archive says of a copy in its address or headers. Source: RFC 7089, sections 2.1 and 2.2. */
function toCopy(address: string, header: Answer['header']): ArchivedCopy | undefined {
  const copy = toArchivedCopy(address);
  if (!copy) return undefined;
  const [, original] = /<([^<>\s]{1,2048})>\s*;\s*rel\s*=\s*"?original\b/.exec(header('link')) ?? [];
  const taken = Date.parse(header('memento-datetime'));
  return {
    ...defined({
      url: toOriginal(original),
      day: Number.isNaN(taken) ? undefined : new Date(taken).toISOString().slice(0, 10),
    }),
    ...copy,
  };
}

async function readPage(
  { url, status, header, body }: Answer,
  limits: PageLimits,
  signal: AbortSignal,
): Promise<FetchedPage> {
  if (isChallenge(header)) throw new OutOfReach('refused', 'the host blocks automated readers');
  refuseStatus(status, header('retry-after'));
  const contentType = header('content-type');
  const declared = toPageKind(contentType);
  if (!declared) throw new OutOfReach('not-a-page', 'the answer is neither HTML nor text nor PDF');
  const mayBePdf = declared === 'pdf' || declared === 'unknown';
  const sent = mayBePdf ? limits.pdfBytes : limits.htmlBytes;
  if (Number(header('content-length')) > sent) throw new OutOfReach('too-large', 'the page is too large');
  const unpacked = mayBePdf ? limits.unpackedPdfBytes : limits.unpackedHtmlBytes;
  const bytes = await readBody(body, header('content-encoding'), { sent, unpacked }, signal);
  const kind = declared === 'unknown' || declared === 'xml' ? sniffPageKind(bytes, declared) : declared;
  if (!kind) throw new OutOfReach('not-a-page', 'the answer is neither HTML nor text nor PDF');
  if (kind !== 'pdf' && bytes.length > limits.unpackedHtmlBytes) {
    throw new OutOfReach('too-large', 'the page is too large');
  }
  return { url: url.href, kind, contentType, bytes, ...defined({ copy: toCopy(url.href, header) }) };
}
