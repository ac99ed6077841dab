import type { Right } from '../commands/command.ts';
import type { Router } from '../commands/router.ts';

/** One place where people are. Nothing outside its folder knows the platform's names. */
export interface ChatAdapter {
  platform: string;
  /**
   * Connects and begins to answer.
   * @returns one line for the operator: as whom it is connected, and what people can type
   * @throws ClaimcheckError `platform-login` for a bad token, `platform-unreachable` where the platform does not answer
   */
  start(router: Router): Promise<string>;
  /** Stops taking requests, lets the running ones end, disconnects. */
  stop(): Promise<void>;
  /** Asks the platform, now, whether the person has the right in that chat. */
  can(actorId: string, right: Right, chatId: string): Promise<boolean>;
}
