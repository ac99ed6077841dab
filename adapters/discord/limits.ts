/**
 * Discord's limits: it refuses anything beyond them with error 50035. Lengths are UTF-16 units here, of which a text never has fewer than the
 * characters Discord counts, so keeping to them is safe.
 */

/** Summed over all embeds of a message. https://discord.com/developers/docs/resources/message#embed-object-embed-limits */
export const EMBED_TOTAL = 6_000;
export const EMBED_TITLE = 256;
export const EMBED_DESCRIPTION = 4_096;
export const EMBED_FIELDS = 25;
export const EMBED_FIELD_VALUE = 1_024;
/** https://discord.com/developers/docs/resources/message#create-message */
export const EMBEDS = 10;

/** https://discord.com/developers/docs/components/reference#button and #action-row */
export const CUSTOM_ID = 100;
export const BUTTON_LABEL = 80;
export const BUTTONS_A_ROW = 5;
export const ROWS = 5;

/** https://discord.com/developers/docs/interactions/application-commands#application-command-object */
export const COMMAND_NAME = 32;
export const COMMAND_DESCRIPTION = 100;

/** https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-choice-structure */
export const CHOICES = 25;
export const CHOICE = 100;

/** https://discord.com/developers/docs/resources/message#create-message */
export const NONCE = 25;

/**
 * How long an interaction's token is valid, in ms; later answers need another way.
 * https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response
 */
export const TOKEN_LIFE_MS = 15 * 60_000;

/** Our own limit: a longer address would use up the card's 6,000 characters, so its title is shown without a link. */
export const LONGEST_LINK = 600;

/** What every user may upload. https://support.discord.com/hc/en-us/articles/25444343291031 */
export const PICTURE_BYTES = 10 * 1024 * 1024;
