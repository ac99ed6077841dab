import type { Command } from './command.ts';

/** /help: every listed command with its one line, from the commands themselves. */
export const helpCommand: Command = {
  name: 'help',
  description: 'help.description',
  listed: true,
  forAsker: true,
  async run({ chat }, { commands, locale }) {
    const lines = commands
      .filter(({ listed, inGroups }) => listed && (chat.kind === 'group' || !inGroups))
      .map(({ name, argument, description }) =>
        argument
          ? locale.t('help.lineWithArgument', {
              name,
              argument: `<${argument.name}>`,
              description: locale.t(description),
            })
          : locale.t('help.line', { name, description: locale.t(description) }),
      );
    return {
      kind: 'notice',
      tone: 'info',
      title: locale.t('help.title'),
      lines: [...lines, locale.t('help.forward', { menu: locale.t('check.menu') }), locale.t('help.honest')],
    };
  },
};
