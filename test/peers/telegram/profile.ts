import type { Payload } from './payloads.ts';
import { badRequest, tooManyRequests } from './refusal.ts';
import type { World } from './world.ts';

/** Bot API, setMyCommands: "At most 100 commands". */
const COMMANDS_LIMIT = 100;

/** Changes of menus and descriptions are limited as all else is; nobody says how. Ours: so many at once, and as many each second. */
const CHANGES_A_SECOND = 20;

/** What the bot says of itself, by language; what is not set in a language is the default's. */
export function createProfileMethods(world: World) {
  const { commands, descriptions, shortDescriptions } = world;
  let changes: number[] = [];

  function countChange(): void {
    changes = changes.filter((at) => at > performance.now() - 1000);
    if (changes.length >= CHANGES_A_SECOND) throw tooManyRequests(1);
    changes.push(performance.now());
  }
  return {
    setMyCommands({ commands: given, language_code, scope }: Payload<'setMyCommands'>): true {
      countChange();
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
      countChange();
      if (description.length > 512) throw badRequest('BOT_DESCRIPTION_TOO_LONG');
      descriptions.set(language_code, description);
      return true;
    },
    getMyDescription: ({ language_code }: Payload<'getMyDescription'>) => ({
      description: descriptions.get(language_code) ?? '',
    }),
    setMyShortDescription({ short_description, language_code }: Payload<'setMyShortDescription'>): true {
      countChange();
      if (short_description.length > 120) throw badRequest('BOT_SHORT_DESCRIPTION_TOO_LONG');
      shortDescriptions.set(language_code, short_description);
      return true;
    },
    getMyShortDescription: ({ language_code }: Payload<'getMyShortDescription'>) => ({
      short_description: shortDescriptions.get(language_code) ?? '',
    }),
  };
}
