import { toLocale } from '../../src/core/text/locale.ts';
import { escapeLinkText } from './escape.ts';
import type { MessageBody } from './message.ts';

/** The longest link text, in UTF-16 units. */
const LONGEST_TEXT = 80;
/** The line that `withChecked` writes. It cannot be forged: the bot escapes every bracket in people's words. */
const LINE = /^-# \[[^[\]\n]+\]\(<(https:\/\/discord\.com\/channels\/(?:@me|\d{1,20})\/\d{1,20}\/\d{1,20})>\)$/m;

/** A message's address, as Discord's clients copy it; `@me` stands for chats outside servers. */
export function toMessageLink(guildId: string | undefined, channelId: string, messageId: string): string {
  return `https://discord.com/channels/${guildId ?? '@me'}/${channelId}/${messageId}`;
}

/** Adds a small line above the cards that links to the checked message. @param tag the language of the cards */
export function withChecked(body: MessageBody, link: string | undefined, tag: string | undefined): MessageBody {
  if (link === undefined) return body;
  const text = escapeLinkText(toLocale(tag).t('discord.checked'), LONGEST_TEXT);
  return { ...body, content: [body.content, `-# [${text}](<${link}>)`].filter(Boolean).join('\n') };
}

/** The link in one of the bot's cards that is about to be rewritten. */
export function findChecked(content: string): string | undefined {
  return LINE.exec(content)?.[1];
}
