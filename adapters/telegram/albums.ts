import type { Message, Update } from 'grammy/types';
import type { Said } from '../../commands/request.ts';
import { createBoundedMap } from '../../src/shared/bounded-map.ts';
import { PICTURES_LIMIT } from './limits.ts';
import { toPictures } from './pictures.ts';
import type { Asked } from './request.ts';

/** Albums that are known again; their pictures come within seconds. */
const KNOWN_ALBUMS = 1000;

/** A message with the pictures of its whole album. */
export interface Gathered {
  update: Update;
  /** The other messages of its album. */
  siblings: readonly Message[];
}

/** Makes one message of every album: Telegram brings each picture as a message of its own, and the words with only one of them. */
export interface Albums {
  /** @returns whether the update is a piece of an album, which is brought as a whole, once */
  hold(update: Update): boolean;
  /** Brings at once what is held. */
  flush(): Promise<void>;
}

/**
 * Holds pieces for so long after the last one that came. They are confirmed to Telegram meanwhile: by webhook the next piece comes only
 * then, and by polling a second look at the same updates is given one of them (tdlib/telegram-bot-api, Client.cpp:15714-15719).
 *
 * @param bring never rejects
 */
export function createAlbums(settleMs: number, bring: (album: Gathered) => Promise<void>): Albums {
  const known = createBoundedMap<true>(KNOWN_ALBUMS);
  const held = new Map<string, { pieces: Update[]; timer: NodeJS.Timeout }>();

  async function end(key: string): Promise<void> {
    const pieces = held.get(key)?.pieces ?? [];
    clearTimeout(held.get(key)?.timer);
    held.delete(key);
    known.set(key, true);
    const captioned = pieces.filter(({ message }) => message?.caption !== undefined);
    const main = captioned.find(({ message }) => message?.caption?.startsWith('/')) ?? captioned[0] ?? pieces[0];
    const siblings = pieces.flatMap((one) => (one === main || !one.message ? [] : [one.message]));
    if (main) await bring({ update: main, siblings: siblings.slice(0, PICTURES_LIMIT - 1) });
  }

  return {
    hold(update) {
      const { message } = update;
      if (message?.media_group_id === undefined) return false;
      const key = `${message.chat.id}/${message.media_group_id}`;
      // What comes after its album was answered is part of no other question.
      if (known.get(key)) return true;
      const before = held.get(key);
      clearTimeout(before?.timer);
      const isAgain = before?.pieces.some(({ update_id }) => update_id === update.update_id);
      const pieces = [...(before?.pieces ?? []), ...(isAgain ? [] : [update])];
      held.set(key, { pieces, timer: setTimeout(() => void end(key), settleMs) });
      return true;
    },
    async flush() {
      await Promise.all(Array.from(held.keys(), end));
    },
  };
}

/** The pictures of an album and what stands below them, of which each came as a message of its own. */
export function withSiblings(asked: Asked | undefined, siblings: Gathered['siblings']): Asked | undefined {
  if (asked?.kind !== 'message' || siblings.length === 0 || asked.request.command !== 'check') return asked;
  const { request } = asked;
  const { about } = request;
  const isForward = request.forwarded && about;
  return {
    ...asked,
    request: isForward ? { ...request, about: toWhole(about, siblings) } : toWhole(request, siblings),
  };
}

function toWhole<Part extends Said>(part: Part, siblings: Gathered['siblings']): Part {
  const pictures = [...(part.pictures ?? []), ...siblings.flatMap(toPictures)].slice(0, PICTURES_LIMIT);
  const texts = [part.text, ...siblings.map(({ caption = '' }) => caption)].filter((words) => words !== '');
  const whole = { ...part, text: texts.join('\n'), ...(pictures.length > 0 && { pictures }) };
  if (whole.text !== '' || pictures.length > 0) delete whole.unreadable;
  return whole;
}
