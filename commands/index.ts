import type { Office } from '../src/desk/office.ts';
import { checkCommand } from './check.ts';
import type { Command } from './command.ts';
import { createDetailsCommands } from './details.ts';
import { createForgetCommand } from './forget.ts';
import { helpCommand } from './help.ts';
import { historyCommand } from './history.ts';
import { createOpenCommand } from './open.ts';
import { createPinCommand, createUnpinCommand, pinCommand } from './pin.ts';
import { createPostCommand } from './post.ts';
import { createPrivacyCommand } from './privacy.ts';
import { createRecheckCommand } from './recheck.ts';
import { createSettingsCommand } from './settings.ts';
import { startCommand } from './start.ts';
import { createWordCommands } from './words.ts';

/** What can be asked where there is nobody but the asker, in the order of /help. */
export const COMMANDS: readonly Command[] = [
  checkCommand,
  historyCommand,
  helpCommand,
  pinCommand,
  ...createWordCommands(),
];

/** Everything people can ask for on a chat platform, in the order of /help and of menus. */
export function createChatCommands(office: Office): readonly Command[] {
  const { sources, details } = createDetailsCommands(office.postings);
  return [
    checkCommand,
    historyCommand,
    createPinCommand(office),
    createUnpinCommand(office),
    createSettingsCommand(office),
    createPrivacyCommand(office),
    createForgetCommand(office),
    helpCommand,
    startCommand,
    sources,
    details,
    createRecheckCommand(office),
    ...createWordCommands(office.postings),
    createPostCommand(office),
    createOpenCommand(office),
  ];
}
