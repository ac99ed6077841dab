import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { defined } from '../../core/defined.ts';
import { isWebAddress } from '../../core/text/web-address.ts';
import { ClaimcheckError } from '../../shared/errors.ts';

/** An archive that is open for reading. */
export interface Archive {
  bytes: AsyncIterable<Uint8Array>;
  /** The file's path, or the address after redirects. */
  name: string;
  /** Absent if the server does not say. */
  totalBytes?: number;
  /** The server's validators of this version of the file. */
  validators?: Validators;
}

/** `ETag` and `Last-Modified`, as sent. */
export interface Validators {
  etag?: string;
  modified?: string;
}

export interface OpenArchiveOptions {
  fetch: typeof globalThis.fetch;
  /** How long a server may stay silent, before and during its answer, in ms. Default: 60,000. */
  stallMs?: number;
  /** The validators of the last version read: a server that still has that version sends no body. */
  known?: Validators;
}

const STALL_MS = 60_000;
/** More than any archive needs, but fewer than fetch's own 20, so that a loop ends soon. */
const MAX_REDIRECTS = 5;
const USER_AGENT = 'Claimcheck/0.1 (import of ClaimReview archives)';

const toError = (message: string, cause?: unknown) => new ClaimcheckError('import-failed', message, { cause });

/**
 * Opens a file or an http(s) address.
 *
 * @returns undefined if the server says that the file has not changed since `known`
 * @throws ClaimcheckError `import-failed` with a message that says what is wrong. `bytes` throws the same if the
 * connection is lost, and `signal`'s reason if it is aborted
 */
export function openArchive(
  location: string,
  options: OpenArchiveOptions,
  signal: AbortSignal,
): Promise<Archive | undefined> {
  return /^[a-z][a-z\d+.-]*:\/\//i.test(location) ? openUrl(location, options, signal) : openFile(location, signal);
}

async function openFile(path: string, signal: AbortSignal): Promise<Archive> {
  let totalBytes: number | undefined;
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw toError(`${path} is a folder. Name one file in it.`);
    if (found.isFile()) totalBytes = found.size;
  } catch (error) {
    throw toFileError(path, error);
  }
  return { bytes: readFileBytes(path, signal), name: path, ...defined({ totalBytes }) };
}

async function* readFileBytes(path: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { signal, highWaterMark: 262_144 }) as AsyncIterable<Uint8Array>;
  } catch (error) {
    signal.throwIfAborted();
    throw toFileError(path, error);
  }
}

function toFileError(path: string, error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error) || error instanceof ClaimcheckError) return error;
  if (error.code === 'ENOENT') return toError(`There is no file ${path}. Check the path.`, error);
  if (error.code === 'EACCES')
    return toError(`The file ${path} is not readable for this user. Change its permissions.`, error);
  return toError(`The file ${path} cannot be read (${error.code}).`, error);
}

async function openUrl(
  location: string,
  options: OpenArchiveOptions,
  signal: AbortSignal,
): Promise<Archive | undefined> {
  const watch = createStallWatch(options.stallMs ?? STALL_MS, signal);
  try {
    const { response, url } = await request(location, options, watch);
    if (response.status === NOT_MODIFIED) {
      await response.body?.cancel();
      watch.end();
      return undefined;
    }
    const body = response.body;
    if (!body) throw toError(`${url.host} sent an empty answer. Check the address.`);
    // With a content encoding, `content-length` counts the compressed bytes, but fetch yields decompressed ones.
    const length = response.headers.has('content-encoding')
      ? Number.NaN
      : Number(response.headers.get('content-length'));
    const totalBytes = length > 0 ? { totalBytes: length } : {};
    return {
      bytes: readBody(body, url, watch),
      name: url.href,
      ...totalBytes,
      validators: toValidators(response.headers),
    };
  } catch (error) {
    watch.end();
    throw error;
  }
}

type StallWatch = ReturnType<typeof createStallWatch>;

/** Aborts after `stallMs` of silence; `alive` restarts the clock. */
function createStallWatch(stallMs: number, signal: AbortSignal) {
  const silence = new AbortController();
  // An open connection keeps the process alive by itself.
  const timer = setTimeout(() => silence.abort(), stallMs).unref();
  return {
    signal: AbortSignal.any([signal, silence.signal]),
    alive: () => timer.refresh(),
    end: () => clearTimeout(timer),
    toError(error: unknown, host: string): unknown {
      if (signal.aborted) return signal.reason;
      if (silence.signal.aborted)
        return toError(`${host} sent nothing for ${stallMs / 1000} s. Try again later.`, error);
      if (error instanceof ClaimcheckError) return error;
      const code = error instanceof Error ? (error.cause as { code?: string } | undefined)?.code : undefined;
      return toError(
        `The connection to ${host} failed${code ? ` (${code})` : ''}. Check the address and the network.`,
        error,
      );
    },
  };
}

const NOT_MODIFIED = 304;

const toValidators = (headers: Headers): Validators =>
  defined({ etag: headers.get('etag') ?? undefined, modified: headers.get('last-modified') ?? undefined });

const toConditions = ({ etag, modified }: Validators = {}): Record<string, string> => ({
  ...(etag ? { 'if-none-match': etag } : {}),
  ...(modified ? { 'if-modified-since': modified } : {}),
});

async function request(location: string, { fetch, known }: OpenArchiveOptions, watch: StallWatch) {
  let url = toHttpUrl(location);
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    let response: Response;
    try {
      const headers = {
        'user-agent': USER_AGENT,
        accept: 'application/ld+json, application/json, text/csv, */*;q=0.5',
        ...toConditions(known),
      };
      response = await fetch(url, { redirect: 'manual', headers, signal: watch.signal });
    } catch (error) {
      throw watch.toError(error, url.host);
    }
    watch.alive();
    if (response.ok || response.status === NOT_MODIFIED) return { response, url };
    await response.body?.cancel();
    const next = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || !next) {
      throw toError(
        `${url.host} answered ${response.status} ${response.statusText}`.trim().concat('. Check the address.'),
      );
    }
    url = toHttpUrl(next, url);
  }
  throw toError(`${url.host} redirects more than ${MAX_REDIRECTS} times. Give the address of the file itself.`);
}

function toHttpUrl(location: string, base?: URL): URL {
  const url = URL.canParse(location, base?.href) ? new URL(location, base) : undefined;
  if (!url || !isWebAddress(url)) {
    throw toError('Only files and http(s) addresses can be imported. Check the address.');
  }
  return url;
}

async function* readBody(body: ReadableStream<Uint8Array>, url: URL, watch: StallWatch): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body) {
      watch.alive();
      yield chunk;
      // The time that the reader takes does not count as the server's silence.
      watch.alive();
    }
  } catch (error) {
    throw watch.toError(error, url.host);
  } finally {
    watch.end();
  }
}
