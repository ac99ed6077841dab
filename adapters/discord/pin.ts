import { type REST, Routes } from 'discord.js';
import { toDiscordCode } from './fault.ts';

/** What became of a pin: done, or why not. */
export type PinOutcome = 'pinned' | 'forbidden' | 'full' | 'gone';

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
const OUTCOMES: ReadonlyMap<number | string | undefined, PinOutcome> = new Map([
  [50_001, 'forbidden'],
  [50_013, 'forbidden'],
  [30_003, 'full'],
  [10_003, 'gone'],
  [10_008, 'gone'],
]);

/**
 * Pins a message. By REST and not by discord.js' `message.pin()`, which throws where the channel is not in its cache.
 * Pinning what is pinned already changes nothing. Any refusal that people cannot do anything about is thrown.
 */
export async function pinMessage(rest: REST, channelId: string, messageId: string): Promise<PinOutcome> {
  try {
    await rest.put(Routes.channelMessagesPin(channelId, messageId));
    return 'pinned';
  } catch (error) {
    const outcome = OUTCOMES.get(toDiscordCode(error));
    if (outcome) return outcome;
    throw error;
  }
}
