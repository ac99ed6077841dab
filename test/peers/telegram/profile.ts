import type { Payload } from './payloads.ts';
import { badRequest } from './refusal.ts';
import type { World } from './world.ts';

/** Bot API, setMyCommands: "At most 100 commands". */
const COMMANDS_LIMIT = 100;

/** What the bot says of itself, by language; what is not set in a language is the default's. */
export function createProfileMethods(world: World) {
  const { commands, descriptions, shortDescriptions } = world;
  return {
    setMyCommands({ commands: given, language_code, scope }: Payload<'setMyCommands'>): true {
      if (given.length > COMMANDS_LIMIT) throw badRequest('BOT_COMMANDS_TOO_MUCH');
      for (const { command, description } of given) {
        if (!/^[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
        if (description.length < 1 || description.length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
      }
      if (!/^(?:[a-z]{2})?$/.test(language_code)) throw badRequest('LANG_CODE_INVALID');
      commands.set(`${scope.type}/${language_code}`, given);
      return true;
    },
    getMyCommands: ({ language_code, scope }: Payload<'getMyCommands'>) =>
      commands.get(`${scope.type}/${language_code}`) ?? [],
    setMyDescription({ description, language_code }: Payload<'setMyDescription'>): true {
      if (description.length > 512) throw badRequest('BOT_DESCRIPTION_TOO_LONG');
      descriptions.set(language_code, description);
      return true;
    },
    getMyDescription: ({ language_code }: Payload<'getMyDescription'>) => ({
      description: descriptions.get(language_code) ?? '',
    }),
    setMyShortDescription({ short_description, language_code }: Payload<'setMyShortDescription'>): true {
      if (short_description.length > 120) throw badRequest('BOT_SHORT_DESCRIPTION_TOO_LONG');
      shortDescriptions.set(language_code, short_description);
      return true;
    },
    getMyShortDescription: ({ language_code }: Payload<'getMyShortDescription'>) => ({
      short_description: shortDescriptions.get(language_code) ?? '',
    }),
  };
}
