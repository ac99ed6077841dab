import type { MessageEntity } from 'grammy/types';

type AutoType = 'mention' | 'bot_command' | 'hashtag' | 'cashtag' | 'url' | 'email' | 'bank_card';

/**
 * What Telegram finds in plain text by itself, after TDLib's MessageEntity.cpp (match_mentions, match_bot_commands,
 * match_hashtags, match_cashtags, match_bank_card_numbers, match_tg_urls, match_urls). It is a little keener than the original, which knows the
 * list of top-level domains: here every ending of two letters or more makes a link, and
 * every number as long as a card's one.
 */
const FINDERS: readonly (readonly [AutoType, RegExp])[] = [
  ['url', /(?:https?|ftp|tg|ton|tonsite):\/\/[^\s\u2000-\u200b\u2016-\u206f<>"«»]+/giu],
  ['email', /[a-z0-9_.+-]+@(?:[a-z0-9-]+\.)+[a-z]{2,}/giu],
  [
    'url',
    /(?<![\p{L}\p{N}_@/#])(?:[\p{L}\p{M}\p{N}\p{Join_Control}_~-]+\.)+\p{L}[\p{L}\p{M}\p{N}-]+(?:[/?#][^\s\u2000-\u200b\u2016-\u206f<>"«»]*)?/gu,
  ],
  ['url', /(?<![\p{L}\p{N}_.])\d{1,3}(?:\.\d{1,3}){3}(?![\p{L}\p{N}_])/gu],
  ['mention', /(?<![\p{L}\p{N}_])@[a-zA-Z0-9_]{2,32}(?![\p{L}\p{N}_])/gu],
  ['bot_command', /(?<![\p{L}\p{N}_/<>])\/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\p{L}\p{N}_/<>])/gu],
  ['hashtag', /(?<![\p{L}\p{Nd}_\u200c])#(?=[\p{Nd}_]*\p{L})[\p{L}\p{Nd}_\u200c]{1,256}(?!#)/gu],
  ['cashtag', /(?<![\p{L}\p{Nd}_$])\$(?:1INCH|[A-Z]{1,8})(?![\p{L}\p{Nd}_$])/gu],
  ['bank_card', /(?<![+_\p{L}\d.,-])(?:\d[ -]*){13,19}(?![_\p{L}\d-])/gu],
];

/** Marked ranges in which Telegram looks for nothing more. */
const CLOSED = new Set(['text_link', 'text_mention', 'code', 'pre']);

/** Adds what Telegram finds by itself to what the sender marked. */
export function withAutoEntities(text: string, marked: readonly MessageEntity[]): MessageEntity[] {
  const taken = marked.filter(({ type }) => CLOSED.has(type)).map(({ offset, length }) => ({ offset, length }));
  const found: MessageEntity[] = [];
  for (const [type, pattern] of FINDERS) {
    for (const match of text.matchAll(pattern)) {
      const range = { offset: match.index, length: match[0].length };
      const free = taken.every(
        (other) => range.offset + range.length <= other.offset || other.offset + other.length <= range.offset,
      );
      if (!free) continue;
      taken.push(range);
      // The Bot API does not tell of a card's number; who reads the message can touch it all the same.
      found.push({ type, ...range } as MessageEntity);
    }
  }
  return [...marked, ...found].sort((a, b) => a.offset - b.offset || b.length - a.length);
}
