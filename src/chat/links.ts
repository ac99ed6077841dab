import type { Keyv } from 'keyv';
import { z } from 'zod';

/** How long a card's buttons are useful. */
const LIFE_MS = 365 * 24 * 60 * 60_000;

/** `sources` belongs to cards posted before details included the sources. */
const LINK = z.object({ command: z.enum(['details', 'similar', 'sources']), checkId: z.string(), chatId: z.string() });

/** What a link from a chat opens, for people who can see that chat. */
export type Link = z.output<typeof LINK>;

/** Tokens for what a private chat may show of a group: whoever has a token saw its card, or got it from somebody who did. */
export interface LinkTokens {
  /** @returns at most 64 letters, digits, `_` and `-` (Telegram's limit for a start parameter); the same for equal links */
  tokenOf(platform: string, link: Link): Promise<string>;
  open(platform: string, token: string): Promise<Link | undefined>;
  /** The chat has a new id: earlier links lead there. */
  move(platform: string, fromChatId: string, toChatId: string): Promise<void>;
}

/** @param newToken makes an unguessable token: at least 96 random bits */
export function createLinkTokens(keyv: Keyv, newToken: () => string): LinkTokens {
  return {
    async tokenOf(platform, link) {
      const key = `of:${platform}:${link.chatId}:${link.command}:${link.checkId}`;
      const before = z.string().safeParse(await keyv.get(key)).data;
      const token = before ?? newToken();
      if (before === undefined) {
        await keyv.set(`to:${platform}:${token}`, link, LIFE_MS);
        await keyv.set(key, token, LIFE_MS / 2);
      }
      return token;
    },
    async open(platform, token) {
      const link = LINK.safeParse(await keyv.get(`to:${platform}:${token.slice(0, 64)}`)).data;
      if (!link) return undefined;
      const movedTo = z.string().safeParse(await keyv.get(`moved:${platform}:${link.chatId}`)).data;
      return { ...link, chatId: movedTo ?? link.chatId };
    },
    async move(platform, fromChatId, toChatId) {
      await keyv.set(`moved:${platform}:${fromChatId}`, toChatId, LIFE_MS);
    },
  };
}
