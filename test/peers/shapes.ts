/** Has the shape of a bot's token on Discord, and is nobody's. */
export const DISCORD_TOKEN = `stand-in-for-a-bots-id.stand.${'y'.repeat(38)}`;

/** Found in a card, whose last line names its check, and in no line of progress. */
export const CHECK_ID = /\b[0-9A-HJKMNP-TV-Z]{8}\b/;

/** Whether a button is called so: what it adds in brackets, as a date, is left out. */
export function isLabelled(label: string, name: string): boolean {
  return label === name || label.startsWith(`${name} (`);
}
