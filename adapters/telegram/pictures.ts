import type { Api } from 'grammy';
import type { Message } from 'grammy/types';
import type { Picture } from '../../commands/request.ts';
import { defined } from '../../src/core/defined.ts';
import { OutOfReach } from '../../src/core/out-of-reach.ts';
import { readWithin } from '../../src/shared/read-within.ts';
import { PICTURE_BYTES_LIMIT } from './limits.ts';
import type { Connection } from './log-in.ts';
import { toApiSignal } from './message-sender.ts';

/** For asking where it is and fetching it: a file server that falls silent would hold the request's place for minutes. In ms. */
const WITHIN_MS = 15_000;

/** The picture of a message: the largest size of a photo that is not too large, or a file that is a picture. */
export function toPictures({ photo, document }: Pick<Message, 'photo' | 'document'>): Picture[] {
  const fits = (size: number | undefined) => (size ?? 0) <= PICTURE_BYTES_LIMIT;
  // Telegram lists sizes from the smallest on, and makes JPEGs of all of them.
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

/** The address of a file holds the token: nothing of it, nor of an error that names it, leaves this function. */
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
    // A path is Telegram's own and never leads out of its folder; a server that says otherwise is not followed.
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

const unreachable = () => new OutOfReach('unreachable', 'Telegram did not give a picture');
const tooLarge = () => new OutOfReach('too-large', 'a picture on Telegram is too large');
