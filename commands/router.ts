import type { CheckService } from '../src/checks/check-service.ts';
import { defined } from '../src/core/defined.ts';
import { toLocale } from '../src/core/text/locale.ts';
import type { Command, CommandContext, CommandReply, PlatformRight } from './command.ts';
import type { Reply } from './reply.ts';
import { type CommandRequest, toScope } from './request.ts';

/** Asks the request's platform whether the asker has a right there now. */
export type RightsCheck = (right: PlatformRight) => Promise<boolean>;

/** The only path from a request to a reply, the same for every platform. */
export interface Router {
  commands: readonly Command[];
  /**
   * For platforms without buttons: panels and details become lines of text.
   * A refusal or an internal fault is a reply too. Rejects only if `signal` is aborted.
   */
  handle(
    request: CommandRequest,
    hooks: Pick<AnswerHooks, 'can' | 'onStage'>,
    signal: AbortSignal,
  ): Promise<CommandReply>;
}

/** The router as the bot service needs it, beyond what an adapter does. */
export interface FullRouter extends Router {
  /** The command of that name, as typed. */
  find(name: string): Command | undefined;
  /** Like `handle`, with every kind of reply. */
  answer(request: CommandRequest, hooks: AnswerHooks, signal: AbortSignal): Promise<Reply>;
}

export interface AnswerHooks extends Pick<CommandContext, 'onStage' | 'readPictures' | 'pictureLanguages'> {
  can: RightsCheck;
  /** The group's language, which takes precedence over the person's. */
  language?: string;
  /** A fault is thrown after it was reported, instead of becoming a reply: the request will be retried. */
  strict?: boolean;
}

export interface RouterOptions {
  commands: readonly Command[];
  checkService: CheckService;
  /** Called with faults: the error, and the request's platform, command and id, never its text. */
  onFault(error: unknown, where: { platform: string; command: string; id: string }): void;
}

/** Creates the router over a set of commands. */
export function createRouter({ commands, checkService, onFault }: RouterOptions): FullRouter {
  const byName = new Map(commands.map((command) => [command.name, command]));
  const find = (name: string) => byName.get(name.toLowerCase());

  async function answer(request: CommandRequest, hooks: AnswerHooks, signal: AbortSignal): Promise<Reply> {
    const locale = toLocale(hooks.language ?? request.locale);
    const refuse = (title: string, line: string): Reply => ({ kind: 'notice', tone: 'refusal', title, lines: [line] });
    const command = find(request.command);
    if (!command) {
      return refuse(
        locale.t('router.unknown.title'),
        locale.t('router.unknown.body', { command: request.command.slice(0, 40) }),
      );
    }
    try {
      if (command.right && !(await hooks.can(command.right))) {
        return refuse(locale.t('right.title'), locale.t(`right.${command.right}.refused`));
      }
      const { can, onStage, readPictures, pictureLanguages } = hooks;
      const context = { checkService, locale, scope: toScope(request), commands, can, signal };
      return await command.run(request, { ...context, ...defined({ onStage, readPictures, pictureLanguages }) });
    } catch (error) {
      signal.throwIfAborted();
      onFault(error, { platform: request.platform, command: command.name, id: request.id });
      if (hooks.strict) throw error;
      return refuse(locale.t('router.fault.title'), locale.t('router.fault.body'));
    }
  }

  return {
    commands,
    find,
    answer,
    async handle(request, hooks, signal) {
      const can = async (right: PlatformRight) => right === 'pin' && (await hooks.can(right));
      return toPlain(await answer(request, { ...hooks, can }, signal));
    },
  };
}

/** A reply for platforms without buttons, whose messages cannot be edited: panels and details become lines of text. */
function toPlain(reply: Reply): CommandReply {
  switch (reply.kind) {
    case 'panel':
      return { kind: 'notice', tone: 'info', title: reply.title, lines: reply.lines };
    case 'unpin':
      return { kind: 'notice', tone: 'info', title: reply.done, lines: [] };
    case 'details': {
      const lines = reply.sections.flatMap((section) => [
        section.title,
        ...section.lines.map(({ text, url }) => (url === undefined ? text : `${text} ${url}`)),
      ]);
      return { kind: 'notice', tone: 'info', title: reply.title, lines };
    }
    default:
      return reply;
  }
}
