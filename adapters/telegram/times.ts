/** How long things may take; tests are less patient. In ms unless named otherwise. */
export interface TelegramTimes {
  /** For all of the log-in, and for asking about a right. */
  callTimeoutMs: number;
  /** For asking about a right while nobody's next updates are fetched. */
  takeTimeoutMs: number;
  /** How long Telegram holds a poll open while nothing happens, in whole seconds, as Telegram counts. */
  pollTimeoutS: number;
  /** For the next picture of an album to come; ours: Telegram has the whole album before it brings the first. */
  albumPauseMs: number;
  retryPauseMs: number;
  conflictPauseMs: number;
  /** A sign of typing: the acknowledgement of whoever waits longer than for a prior hit. */
  typingAfterMs: number;
  placeholderAfterMs: number;
  progressEveryMs: number;
  /** How long Telegram is tried with an answer, pauses it asks for included. */
  patienceMs: number;
  /** How long `stop` lets what is running end by itself. Checks are the bot service's, and had their time before. */
  stopGraceMs: number;
  /** For what was told to end, and for the last word to Telegram. */
  lastWordsMs: number;
}

export const TIMES: TelegramTimes = {
  callTimeoutMs: 10_000,
  takeTimeoutMs: 1_500,
  pollTimeoutS: 30,
  albumPauseMs: 500,
  retryPauseMs: 3000,
  conflictPauseMs: 10_000,
  typingAfterMs: 60,
  placeholderAfterMs: 1000,
  progressEveryMs: 1500,
  patienceMs: 120_000,
  stopGraceMs: 1000,
  lastWordsMs: 500,
};
