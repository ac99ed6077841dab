import type { Message, Update } from 'grammy/types';
import { createBoundedMap } from '../../src/shared/values.ts';
import { PICTURES_LIMIT } from './limits.ts';

/** Albums that are known again; their pictures come within seconds. */
const KNOWN_ALBUMS = 1000;

/** A message with the pictures of its whole album. */
export interface Gathered {
  update: Update;
  /** The other messages of its album that came along. */
  siblings: readonly Message[];
}

/**
 * Makes one message of every album: Telegram sends each picture as a message of its own, and the words with only one of them.
 * What comes of an album later than its first pictures is left out, so that it is answered once.
 */
export function createAlbums(): { gather(updates: readonly Update[]): Gathered[] } {
  const known = createBoundedMap<number>(KNOWN_ALBUMS);
  return {
    gather(updates) {
      const albums = Map.groupBy(updates, ({ message }) => toAlbumKey(message));
      return updates.flatMap((update): Gathered[] => {
        const key = toAlbumKey(update.message);
        if (key === undefined) return [{ update, siblings: [] }];
        const all = albums.get(key) ?? [];
        const captioned = all.filter(({ message }) => message?.caption !== undefined);
        const main = captioned.find(({ message }) => message?.caption?.startsWith('/')) ?? captioned[0] ?? all[0];
        // Telegram can bring an update twice: the same one is no latecomer.
        const first = known.get(key);
        if (update !== main || (first !== undefined && first !== update.update_id)) return [];
        known.set(key, update.update_id);
        const siblings = all.flatMap((one) => (one === main || !one.message ? [] : [one.message]));
        return [{ update, siblings: siblings.slice(0, PICTURES_LIMIT - 1) }];
      });
    },
  };
}

function toAlbumKey(message: Message | undefined): string | undefined {
  return message?.media_group_id === undefined ? undefined : `${message.chat.id}/${message.media_group_id}`;
}
