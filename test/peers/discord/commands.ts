import type { Call } from './call.ts';
import { readCommands } from './forms.ts';
import { refuse } from './refusal.ts';
import type { RegisteredCommand, World } from './world.ts';

/** GET /applications/:app/commands */
export function listCommands({ world, query }: Call): unknown {
  if (query.get('with_localizations') === 'true') return world.commands;
  const names = ['name_localizations', 'description_localizations'];
  return world.commands.map((command) =>
    Object.fromEntries(Object.entries(command).filter(([name]) => !names.includes(name))),
  );
}

/**
 * PUT /applications/:app/commands: a command is the same by its type and name; others are new, and counted.
 * https://discord.com/developers/docs/interactions/application-commands#bulk-overwrite-global-application-commands
 */
export function overwriteCommands({ world, body }: Call): unknown {
  const wanted = readCommands(body);
  const known = ({ type, name }: Pick<RegisteredCommand, 'type' | 'name'>) =>
    world.commands.find((one) => one.type === type && one.name === name);
  // serenity-rs/serenity#2993
  const isKept = ({ type, name }: RegisteredCommand) =>
    type !== 4 || wanted.some((one) => one.type === 4 && one.name === name);
  if (!world.commands.every(isKept)) throw refuse(50_240);
  const added = wanted.filter((command) => !known(command)).length;
  if (added > world.commandCreates) throw refuse(30_034);
  world.commandCreates -= added;
  world.commands = wanted.map((command) => toRegistered(world, command, known(command)?.id));
  return world.commands;
}

/** https://discord.com/developers/docs/interactions/application-commands#entry-point-commands: Discord makes one by itself. */
export function addEntryPoint(world: World): void {
  const places = { contexts: [0, 1, 2], integration_types: [0, 1] };
  world.commands.push(toRegistered(world, { type: 4, name: 'launch', handler: 2, ...places }));
}

type Form = ReturnType<typeof readCommands>[number];

function toRegistered(world: World, command: Form, id = world.nextId()): RegisteredCommand {
  const { name_localizations, description_localizations, description = '' } = command;
  return {
    ...{ default_member_permissions: null, nsfw: false, integration_types: [0] },
    ...command,
    name_localizations: orNull(name_localizations),
    description_localizations: orNull(description_localizations),
    description,
    ...(command.type === 4 ? {} : { options: command.options ?? [] }),
    ...{ id, application_id: world.bot.id, version: world.nextId() },
  };
}

/** What holds nothing is kept as null. */
function orNull(texts: unknown) {
  return typeof texts === 'object' && texts && Object.keys(texts).length > 0 ? texts : null;
}
