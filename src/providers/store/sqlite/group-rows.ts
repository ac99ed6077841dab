/** What the group of a row's chat says of itself, as SQL; no row if nothing was told of it. A chat nobody told of is its own group. */
export const toGroupOf = (platform: string, chat: string) => `
  SELECT g.keep_days, g.left_at FROM groups AS g WHERE g.platform = ${platform} AND g.group_id = coalesce(
    (SELECT h.group_id FROM chats AS h WHERE h.platform = ${platform} AND h.chat_id = ${chat}), ${chat})`;

/** Holds for a group that the bot was taken out of long enough ago. */
export const LEFT = 'left_at IS NOT NULL AND left_at < :leftBefore';

/** The moment up to which something that is kept for so many days goes. */
export const toKeptSince = (days: string) => `strftime('%Y-%m-%dT%H:%M:%fZ', :now, '-' || ${days} || ' days')`;
