import type { CommandReply } from '../../commands/command.ts';
import type { CommandRequest } from '../../commands/request.ts';
import type { RightsCheck } from '../../commands/router.ts';
import { type Core, createCoreFolder, NEVER } from '../core/checker-fixture.ts';

/** A request from a group, with everything that is not said made up. */
export function toRequest(command: string, text = '', rest: Partial<CommandRequest> = {}): CommandRequest {
  const chat = { id: 'c1', kind: 'group' } as const;
  return { id: 'event-1', platform: 'discord', command, text, actorId: 'p1', chat, ...rest };
}

export const PRIVATE = { chat: { id: 'p1-and-bot', kind: 'private' } } as const;

const EVERYTHING: RightsCheck = async () => true;

/** The real router over the real core, in a file of its own for each test. */
export async function createCommandsFixture() {
  const folder = await createCoreFolder();
  let core: Core | undefined;
  const opened = (): Core => (core ??= folder.open());
  return {
    get core(): Core {
      return opened();
    },
    ask(command: string, text = '', rest: Partial<CommandRequest> = {}, can = EVERYTHING): Promise<CommandReply> {
      return opened().router.handle(toRequest(command, text, rest), { can }, NEVER);
    },
    /** Forgets everything. */
    reset(): void {
      folder.closeAll();
      core = undefined;
    },
    remove(): void {
      folder.closeAll();
      folder.remove();
    },
  };
}

export type CommandsFixture = Awaited<ReturnType<typeof createCommandsFixture>>;

/** The cards of a reply; anything else fails the test that asked. */
export function cardsOf(reply: CommandReply) {
  if (reply.kind !== 'cards') throw new Error(`not cards: ${JSON.stringify(reply)}`);
  return reply.cards;
}
