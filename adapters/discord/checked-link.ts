import { toLocale } from '../../src/core/text/locale.ts';
import { escapeLinkText } from './escape.ts';
import type { MessageBody } from './message.ts';

/** Of the link's text, in UTF-16 units. */
const LONGEST_TEXT = 80;
/** The line that `withChecked` writes; what people wrote stands in a message of ours with every bracket escaped. */
const LINE = /^-# \[[^[\]\n]+\]\(<(https:\/\/discord\.com\/channels\/(?:@me|\d{1,20})\/\d{1,20}\/\d{1,20})>\)$/m;

/** Where a message stands, as Discord's clients write it when they copy a link; `@me` is every chat that is in no server. */
export function toMessageLink(guildId: string | undefined, channelId: string, messageId: string): string {
  return `https://discord.com/channels/${guildId ?? '@me'}/${channelId}/${messageId}`;
}

/** The same cards with a small line above them that leads to the message that was checked. @param tag of the cards' language */
export function withChecked(body: MessageBody, link: string | undefined, tag: string | undefined): MessageBody {
  if (link === undefined) return body;
  const text = escapeLinkText(toLocale(tag).t('discord.checked'), LONGEST_TEXT);
  return { ...body, content: [body.content, `-# [${text}](<${link}>)`].filter(Boolean).join('\n') };
}

/** The link in a card of ours that is to be written anew. */
export function findChecked(content: string): string | undefined {
  return LINE.exec(content)?.[1];
}
