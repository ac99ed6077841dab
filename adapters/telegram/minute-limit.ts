import { createBoundedMap } from '../../src/shared/bounded-map.ts';

const MINUTE_MS = 60_000;
/** Chats that are counted. */
const MOST_CHATS = 1000;

/** @returns counts one for a chat, or a person in it; false if there were `most` of them there within the last minute */
export function createMinuteLimit(most: number): (chatId: number | string) => boolean {
  const moments = createBoundedMap<number[]>(MOST_CHATS);
  return (chatId) => {
    const now = performance.now();
    const recent = (moments.get(String(chatId)) ?? []).filter((at) => at > now - MINUTE_MS);
    const isAllowed = recent.length < most;
    if (isAllowed) recent.push(now);
    moments.set(String(chatId), recent);
    return isAllowed;
  };
}
