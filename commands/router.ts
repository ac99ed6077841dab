import { toLocale } from '../src/core/text/locale.ts';
import type { Scope } from '../src/core/types.ts';
import type { Desk } from '../src/desk/desk.ts';
import type { Command, CommandReply, CommandRequest, Right } from './command.ts';

/** Asks the platform the request came from whether its actor has a right there, now. */
export type RightsCheck = (right: Right) => Promise<boolean>;

/** The one way from a request to a reply, the same for every platform. */
export interface Router {
  commands: readonly Command[];
  /** Always resolves: a refusal or a fault of ours is a reply too. Rejects only if `signal` is aborted. */
  handle(request: CommandRequest, can: RightsCheck, signal: AbortSignal): Promise<CommandReply>;
}

export interface RouterOptions {
  commands: readonly Command[];
  desk: Desk;
  /** Told of faults: the error, and the request's platform and command, never its text. */
  onFault(error: unknown, where: { platform: string; command: string; id: string }): void;
}

/**
 * What a check asked from this chat may see, and who may see what is made of the asker's own words: the group it was
 * asked in, in private only the asker.
 */
export function toScope(request: Pick<CommandRequest, 'platform' | 'actorId' | 'chat'>): Scope {
  const { platform, actorId: personId, chat } = request;
  return {
    platform,
    chatId: chat.id,
    personId,
    visibility:
      chat.kind === 'group' ? { kind: 'chat', platform, chatId: chat.id } : { kind: 'person', platform, personId },
  };
}

/** Makes the router over a set of commands. */
export function createRouter({ commands, desk, onFault }: RouterOptions): Router {
  const byName = new Map(commands.map((command) => [command.name, command]));
  return {
    commands,
    async handle(request, can, signal) {
      const locale = toLocale(request.locale);
      const command = byName.get(request.command.toLowerCase());
      if (!command) {
        return {
          kind: 'notice',
          tone: 'refusal',
          title: locale.t('router.unknown.title'),
          lines: [locale.t('router.unknown.body', { command: request.command.slice(0, 40) })],
        };
      }
      try {
        if (command.right && !(await can(command.right))) {
          const lines = [locale.t(`right.${command.right}.refused`)];
          return { kind: 'notice', tone: 'refusal', title: locale.t('right.title'), lines };
        }
        const context = { desk, locale, scope: toScope(request), commands, signal };
        return await command.run(request, context);
      } catch (error) {
        signal.throwIfAborted();
        onFault(error, { platform: request.platform, command: command.name, id: request.id });
        return {
          kind: 'notice',
          tone: 'refusal',
          title: locale.t('router.fault.title'),
          lines: [locale.t('router.fault.body')],
        };
      }
    },
  };
}
