import { isDeepStrictEqual } from 'node:util';
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type REST,
  Routes,
} from 'discord.js';
import { z } from 'zod';
import type { Command } from '../../commands/command.ts';
import type { Locale } from '../../src/core/text/locale.ts';
import { clipPlain } from './escape.ts';
import { COMMAND_DESCRIPTION, COMMAND_NAME } from './limits.ts';

/** A command as Discord registers it, with nothing but what we decide about it. */
export interface RegisteredCommand {
  type: number;
  name: string;
  description: string;
  options: { type: number; name: string; description: string; required: boolean }[];
  /** Where it may be used: in guilds and in the bot's own direct messages. */
  contexts: number[];
  /** How it may be installed: into guilds. */
  integration_types: number[];
}

const PLACES = {
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  integration_types: [ApplicationIntegrationType.GuildInstall],
};

/** The slash commands of everything that is listed, and the message menu for `/check`. */
export function toRegisteredCommands(commands: readonly Command[], { t }: Locale): RegisteredCommand[] {
  const slash = commands
    .filter(({ listed }) => listed)
    .map(({ name, description, argument }) => ({
      type: ApplicationCommandType.ChatInput,
      name,
      description: clipPlain(t(description), COMMAND_DESCRIPTION),
      options: argument
        ? [
            {
              type: ApplicationCommandOptionType.String,
              name: argument.name,
              description: clipPlain(t(argument.description), COMMAND_DESCRIPTION),
              required: argument.required,
            },
          ]
        : [],
      ...PLACES,
    }));
  const menu = {
    type: ApplicationCommandType.Message,
    name: clipPlain(t('check.menu'), COMMAND_NAME),
    description: '',
    options: [],
    ...PLACES,
  };
  return [...slash, menu];
}

/** Discord's answer: its own ids, versions and defaults fall away, so that only our part is compared. */
const REGISTERED = z.array(
  z.object({
    type: z.number().default(ApplicationCommandType.ChatInput),
    name: z.string(),
    description: z.string().default(''),
    options: z
      .array(
        z.object({
          type: z.number(),
          name: z.string(),
          description: z.string(),
          required: z.boolean().default(false),
        }),
      )
      .default([]),
    contexts: z
      .array(z.number())
      .nullish()
      .transform((contexts) => contexts ?? []),
    integration_types: z
      .array(z.number())
      .nullish()
      .transform((types) => types ?? []),
  }),
);

/**
 * Makes Discord's list of the bot's commands equal to ours; writes only if it is not already, since writing is limited to
 * 200 new commands a day and makes every client load them again.
 * @returns whether anything was written
 */
export async function registerCommands(
  rest: REST,
  applicationId: string,
  wanted: RegisteredCommand[],
): Promise<boolean> {
  const route = Routes.applicationCommands(applicationId);
  const present = REGISTERED.safeParse(await rest.get(route));
  if (present.success && isDeepStrictEqual(inOrder(present.data), inOrder(wanted))) return false;
  await rest.put(route, { body: wanted });
  return true;
}

function inOrder(commands: RegisteredCommand[]): RegisteredCommand[] {
  return commands
    .map((command) => ({
      ...command,
      contexts: command.contexts.toSorted(),
      integration_types: command.integration_types.toSorted(),
    }))
    .sort((a, b) => a.type - b.type || (a.name < b.name ? -1 : 1));
}
