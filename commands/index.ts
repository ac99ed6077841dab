import { checkCommand } from './check.ts';
import type { Command } from './command.ts';
import { helpCommand } from './help.ts';
import { historyCommand } from './history.ts';
import { pinCommand } from './pin.ts';

/** Everything people can ask for, in the order of /help. */
export const COMMANDS: readonly Command[] = [checkCommand, historyCommand, helpCommand, pinCommand];
