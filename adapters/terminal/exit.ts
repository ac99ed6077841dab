/** Exit codes of `npm run check`; `--help` explains them, scripts may rely on them. */
export const EXIT = {
  /** Every message got a card, `unverified` ones included: silence is an answer too. */
  answered: 0,
  /** At least one message was refused: empty, or too long. */
  refused: 1,
  /** The command line could not be understood. */
  usage: 2,
  /** The store or the configuration is in the way, or a fault of ours. */
  broken: 3,
  /** 128 + SIGINT, as shells count. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
