const MINUTE_MS = 60_000;
/** Chats that are counted; the one that was counted first is forgotten. */
const MOST_CHATS = 1000;

/** @returns counts one for a chat, or a person in it; false if there were `most` of them there within the last minute */
export function createMinuteLimit(most: number): (chatId: number | string) => boolean {
  const moments = new Map<number | string, number[]>();
  return (chatId) => {
    const now = performance.now();
    const recent = (moments.get(chatId) ?? []).filter((at) => at > now - MINUTE_MS);
    const isAllowed = recent.length < most;
    if (isAllowed) recent.push(now);
    moments.set(chatId, recent);
    if (moments.size > MOST_CHATS) for (const oldest of moments.keys().take(1)) moments.delete(oldest);
    return isAllowed;
  };
}
