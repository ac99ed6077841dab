import type { ChatStores } from '../src/chat/chat-stores.ts';
import { checkCommand } from './check.ts';
import type { Command } from './command.ts';
import { createWordCommands } from './confirm.ts';
import { createDetailsCommand } from './details.ts';
import { createForgetCommand } from './forget.ts';
import { helpCommand } from './help.ts';
import { createHistoryCommand } from './history.ts';
import { createOpenCommand } from './open.ts';
import { createPinCommand, createUnpinCommand, pinCommand } from './pin.ts';
import { createPostCommand } from './post.ts';
import { createPrivacyCommand, type PassedOn } from './privacy.ts';
import { createRecheckCommand } from './recheck.ts';
import { createSettingsCommand } from './settings.ts';
import { createSimilarCommand } from './similar.ts';
import { startCommand } from './start.ts';

/** The commands of a platform with a single user, in the order of /help. */
export const COMMANDS: readonly Command[] = [
  checkCommand,
  createHistoryCommand(),
  helpCommand,
  pinCommand,
  ...createWordCommands(),
];

/** All commands of a chat platform, in the order of /help and of menus. */
export function createChatCommands(stores: ChatStores, passedOn: PassedOn): readonly Command[] {
  const details = createDetailsCommand(stores.postings);
  return [
    checkCommand,
    createHistoryCommand(stores),
    createPinCommand(stores),
    createUnpinCommand(stores),
    createSettingsCommand(stores),
    createPrivacyCommand(stores, passedOn),
    createForgetCommand(stores),
    helpCommand,
    startCommand,
    details,
    // Cards posted before details included the sources have a button for this name.
    { ...details, name: 'sources' },
    createSimilarCommand(stores.postings),
    createRecheckCommand(stores),
    ...createWordCommands(stores.postings),
    createPostCommand(stores),
    createOpenCommand(stores),
  ];
}
