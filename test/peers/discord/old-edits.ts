import { refuseForNow } from './refusal.ts';
import { type Message, toMoment, type World } from './world.ts';

const OLD_AFTER_MS = 60 * 60_000;
/**
 * So many edits of old messages a channel takes in so long. Discord does not say (discord/discord-api-docs#4413: "We dont put rate limit details
 * in our documentation"); the figures are what circuitsacul/starboard-4#118 found.
 */
const MOST_EDITS = 3;
const WITHIN_MS = 20_000;
/** When old messages were edited, by channel. */
const edits = new WeakMap<World, Map<string, number[]>>();

/**
 * An edit of a message that is older than an hour is counted, and refused with 429 and code 30046 if it is one too many.
 * https://discord.com/developers/docs/topics/opcodes-and-status-codes#json; the status: aikaterna/aikaterna-cogs#302.
 */
export function countOldEdit(world: World, { id, channelId }: Message): void {
  const now = world.now();
  if (now - toMoment(id) <= OLD_AFTER_MS) return;
  const known = edits.get(world) ?? new Map<string, number[]>();
  edits.set(world, known);
  const recent = (known.get(channelId) ?? []).filter((at) => now - at < WITHIN_MS);
  if (recent.length >= MOST_EDITS) {
    const message = 'Maximum number of edits to messages older than 1 hour reached. Try again later.';
    throw refuseForNow((WITHIN_MS - now + (recent[0] ?? now)) / 1_000, { code: 30_046, message });
  }
  known.set(channelId, [...recent, now]);
}
