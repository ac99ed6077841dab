/** Timeouts and pauses; tests use shorter ones. In ms unless the name says otherwise. */
export interface TelegramTimes {
  /** For the whole log-in, and for asking about a right. */
  callTimeoutMs: number;
  /** For asking about a right while the next updates wait to be fetched. */
  takeTimeoutMs: number;
  /** How long Telegram holds a poll open while nothing happens, in whole seconds, as Telegram counts. */
  pollTimeoutS: number;
  /** How long to wait for the next picture of an album. Our own: Telegram has the whole album before it sends the first. */
  albumPauseMs: number;
  retryPauseMs: number;
  conflictPauseMs: number;
  /** Until the typing indicator: the acknowledgement for anyone who waits longer than for a prior check. */
  typingAfterMs: number;
  placeholderAfterMs: number;
  progressEveryMs: number;
  /** How long sending an answer is retried, including the pauses that Telegram asks for. */
  patienceMs: number;
  /** How long `stop` lets running work end by itself. Checks belong to the bot service, which has waited for them before. */
  stopGraceMs: number;
  /** For work that was told to end, and for the last call to Telegram. */
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
