import type { MessageKey } from '../src/core/text/locale.ts';
import type { Command, CommandContext } from './command.ts';

/** How to check somebody else's message on each platform; a terminal has none. Discord's commands cannot reply to a message. */
const OTHERS: Readonly<Partial<Record<string, MessageKey>>> = {
  discord: 'help.messageOnDiscord',
  telegram: 'help.messageOnTelegram',
};

/** /help: every listed command that this person may use here, with its own description. */
export const helpCommand: Command = {
  name: 'help',
  description: 'help.description',
  listed: true,
  forAsker: true,
  async run({ platform, chat }, { commands, locale, can }) {
    const here = commands.filter(({ listed, inGroups }) => listed && (chat.kind === 'group' || !inGroups));
    const allowed = await Promise.all(here.map((command) => mayUse(command, can)));
    const lines = here
      .filter((_command, at) => allowed[at])
      .map(({ name, argument, description }) =>
        argument
          ? locale.t('help.lineWithArgument', {
              name,
              argument: argument.required ? `<${argument.name}>` : `[${argument.name}]`,
              description: locale.t(description),
            })
          : locale.t('help.line', { name, description: locale.t(description) }),
      );
    const others = OTHERS[platform];
    return {
      kind: 'notice',
      tone: 'info',
      title: locale.t('help.title'),
      lines: [
        ...lines,
        ...(others ? [locale.t(others, { menu: locale.t('check.menu') })] : []),
        locale.t('help.honest'),
      ],
    };
  },
};

/** Help always answers: a right that the platform cannot confirm counts as missing. */
async function mayUse({ right }: Command, can: CommandContext['can']): Promise<boolean> {
  return right === undefined || can(right).catch(() => false);
}
