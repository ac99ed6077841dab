import type { Api } from 'grammy';
import type { Message } from 'grammy/types';
import type { Picture } from '../../commands/request.ts';
import { defined } from '../../src/core/defined.ts';
import { OutOfReach } from '../../src/core/out-of-reach.ts';
import { readWithin } from '../../src/shared/read-within.ts';
import { PICTURE_BYTES_LIMIT } from './limits.ts';
import type { Connection } from './log-in.ts';
import { toApiSignal } from './message-sender.ts';

/** The timeout of locating and fetching a file, in ms: a silent file server would block a request for minutes. */
const WITHIN_MS = 15_000;

/** The picture of a message: the largest size of a photo within the limit, or a file that is a picture. */
export function toPictures({ photo, document }: Pick<Message, 'photo' | 'document'>): Picture[] {
  const fits = (size: number | undefined) => (size ?? 0) <= PICTURE_BYTES_LIMIT;
  // Telegram lists sizes from the smallest up, all as JPEG.
  const largest = photo?.findLast(({ file_size }) => fits(file_size));
  if (largest) return [toPicture(largest, 'image/jpeg')];
  const type = document?.mime_type ?? '';
  return document && /^image\/[\w.+-]{1,40}$/.test(type) && fits(document.file_size) ? [toPicture(document, type)] : [];
}

function toPicture({ file_id, file_size }: { file_id: string; file_size?: number }, mediaType: string): Picture {
  return { ref: file_id, mediaType, ...defined({ size: file_size }) };
}

/** Fetches a picture of a message. */
export type FetchPicture = (
  picture: Picture,
  signal: AbortSignal,
) => Promise<{ bytes: Uint8Array<ArrayBuffer>; mediaType: string }>;

/** A file's URL holds the token: neither the URL nor an error that names it leaves this function. */
export function createFetchPicture(
  api: Api,
  { token, apiRoot }: Connection,
  fetch: typeof globalThis.fetch,
  withinMs = WITHIN_MS,
): FetchPicture {
  async function load(ref: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    const file = await api.getFile(ref, toApiSignal(signal)).catch(() => undefined);
    signal.throwIfAborted();
    const path = file?.file_path;
    // Telegram's paths never leave its folder; a server that returns another path is not trusted.
    if (path === undefined || path.split('/').includes('..')) throw unreachable();
    if ((file?.file_size ?? 0) > PICTURE_BYTES_LIMIT) throw tooLarge();
    const response = await fetch(`${apiRoot}/file/bot${token}/${encodeURI(path)}`, { signal, redirect: 'error' });
    if (!response.ok || !response.body) throw unreachable();
    return readWithin(response, PICTURE_BYTES_LIMIT, tooLarge);
  }

  return async ({ ref, mediaType }, signal) => {
    signal.throwIfAborted();
    try {
      return { bytes: await load(ref, AbortSignal.any([signal, AbortSignal.timeout(withinMs)])), mediaType };
    } catch (error) {
      signal.throwIfAborted();
      throw error instanceof OutOfReach ? error : unreachable();
    }
  };
}

const unreachable = () => new OutOfReach('unreachable', 'Telegram did not deliver a picture');
const tooLarge = () => new OutOfReach('too-large', 'a picture on Telegram is too large');
