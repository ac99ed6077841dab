import type { Message, Update } from 'grammy/types';
import type { Said } from '../../commands/request.ts';
import { createBoundedMap } from '../../src/shared/bounded-map.ts';
import { PICTURES_LIMIT } from './limits.ts';
import { toPictures } from './pictures.ts';
import type { Asked } from './request.ts';

/** How many finished albums are remembered; their late pictures arrive within seconds. */
const KNOWN_ALBUMS = 1000;

/** A message with the pictures of its whole album. */
export interface Gathered {
  update: Update;
  /** The other messages of its album. */
  siblings: readonly Message[];
}

/** Merges an album into one message: Telegram sends each picture as its own message, and the caption with only one of them. */
export interface Albums {
  /** @returns whether the update is part of an album, which is passed on as a whole, once */
  hold(update: Update): boolean;
  /** Passes on at once whatever is held. */
  flush(): Promise<void>;
}

/**
 * Holds an album's messages until none has arrived for `settleMs`. They are confirmed to Telegram meanwhile: a webhook sends the next one only then, and
 * in polling a second request for the same updates returns one of them (tdlib/telegram-bot-api, Client.cpp:15714-15719).
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
      // A picture that arrives after its album was answered belongs to no other question.
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

/** The pictures and captions of an album, which arrived as separate messages. */
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
