import type { Picture } from '../../commands/request.ts';
import { OutOfReach } from '../../src/core/out-of-reach.ts';
import { readWithin } from '../../src/shared/read-within.ts';
import { PICTURE_BYTES } from './limits.ts';

/** Hosts of Discord's uploads and of its copies of other sites' pictures. */
const HOSTS: ReadonlySet<string> = new Set([
  'cdn.discordapp.com',
  'media.discordapp.net',
  'images-ext-1.discordapp.net',
  'images-ext-2.discordapp.net',
]);
const WITHIN_MS = 15_000;

/** Whether an address is Discord's own: no other address in a message is ever fetched. */
export function isOfDiscord(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === 'https:' && HOSTS.has(url.host) && url.username === '' && url.password === '';
}

/**
 * Fetches a picture of a message.
 * @throws OutOfReach if it is gone, too large, or not hosted by Discord; the signal's reason if that is aborted
 */
export function createFetchPicture(fetch: typeof globalThis.fetch) {
  async function load(address: string, signal: AbortSignal): Promise<{ bytes: Uint8Array; type: string }> {
    const response = await fetch(address, { signal, redirect: 'error' });
    if (!response.ok || !response.body) throw unreachable();
    if (Number(response.headers.get('content-length') ?? 0) > PICTURE_BYTES) throw tooLarge();
    const bytes = await readWithin(response, PICTURE_BYTES, tooLarge);
    return { bytes, type: response.headers.get('content-type') ?? '' };
  }

  return async (
    { ref, mediaType, size = 0 }: Picture,
    signal: AbortSignal,
  ): Promise<{ bytes: Uint8Array; mediaType: string }> => {
    signal.throwIfAborted();
    if (!isOfDiscord(ref)) throw new OutOfReach('address-refused', 'a picture is not hosted by Discord');
    if (size > PICTURE_BYTES) throw tooLarge();
    try {
      const { bytes, type } = await load(ref, AbortSignal.any([signal, AbortSignal.timeout(WITHIN_MS)]));
      return { bytes, mediaType: /^image\/[\w.+-]+/.exec(type)?.[0] ?? mediaType };
    } catch (error) {
      signal.throwIfAborted();
      throw error instanceof OutOfReach ? error : unreachable();
    }
  };
}

const unreachable = () => new OutOfReach('unreachable', 'Discord did not deliver a picture');
const tooLarge = () => new OutOfReach('too-large', 'a picture on Discord is too large');
