/** Bot API, sendMessage: "1-4096 characters after entities parsing"; counted here in UTF-16 units, the strictest reading. */
export const TEXT_LIMIT = 4096;

/**
 * The text with its markup, in UTF-8 bytes. TDLib's clean_input_string cuts at 35,000 ("server-side limit"), and a cut through a tag would make the whole
 * message invalid; the margin allows for differences in counting.
 */
export const MARKUP_BYTES_LIMIT = 30_000;

/** Bot API, MessageEntity: Telegram shows at most 100 entities a message, and silently drops the others. */
export const ENTITY_LIMIT = 100;

/** Bot API, InlineKeyboardButton: "callback_data … 1-64 bytes". */
export const CALLBACK_DATA_BYTES = 64;

/** Bot API, answerCallbackQuery: "text … 0-200 characters". */
export const CALLBACK_ANSWER_LIMIT = 200;

/** Bot API, BotCommand: "description … 1-256 characters". */
export const COMMAND_DESCRIPTION_LIMIT = 256;

/** Bot API, setMyCommands: "At most 100 commands". */
export const COMMANDS_LIMIT = 100;

/** Bot API, setMyDescription: "0-512 characters". */
export const DESCRIPTION_LIMIT = 512;

/** Bot API, setMyShortDescription: "0-120 characters". */
export const SHORT_DESCRIPTION_LIMIT = 120;

/** Bot API, answerInlineQuery: "No more than 50 results per query are allowed". Ours is lower, since people read few. */
export const INLINE_RESULTS = 8;

/** Bot API, getFile: "bots can download files of up to 20MB in size". Ours is lower: no legible photo is larger. */
export const PICTURE_BYTES_LIMIT = 10_000_000;

/** The most pictures taken from one message or album. Bot API, sendMediaGroup: an album has 2-10. */
export const PICTURES_LIMIT = 10;

/** Our own limit in UTF-16 units: about as much as a phone shows of a button. */
export const BUTTON_LIMIT = 64;

/** Our own limit: about how many letters a phone shows in one row of buttons. */
export const ROW_WIDTH = 32;

/** Bot API, ForceReply: "input_field_placeholder … 1-64 characters". */
export const REPLY_HINT_LIMIT = 64;

/** Bot API, "Inline keyboards": up to 8 buttons fit a row. */
export const BUTTONS_A_ROW = 8;

/** Bot API, deep linking: "up to 64 characters … A-Z, a-z, 0-9, _ and -". */
export const START_PAYLOAD = /^[\w-]{1,64}$/;

/** Our own limit: a longer address is not linked, so that a few links cannot use up MARKUP_BYTES_LIMIT. */
export const LINK_LIMIT = 1024;

/** Our own limits for old phones: the text shared with an address, in UTF-16 units, and the escaped share link. */
export const SHARED = { text: 160, url: 2000 };

/**
 * Bots FAQ, "My bot is hitting limits": 20 messages a minute to the same group; edits share that limit (tdlib/td#2592, tdlib/td#3034). A bucket of 10
 * that gains one every 6 s never lets more than 20 through in any 60 s, wherever the minute begins.
 */
export const GROUP_PACE = { burst: 10, everyMs: 6000 };

/** Bots FAQ: "no more than one message per second" in one chat, "short bursts" are tolerated: 5 at once. */
export const PRIVATE_PACE = { burst: 5, everyMs: 1000 };

/** Bots FAQ: 30 messages a second over all chats. */
export const OVERALL_PACE = { burst: 30, everyMs: 34 };
