import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { ApplicationCommandType, type REST, Routes } from 'discord.js';
import { z } from 'zod';
import { orAbort } from '../../src/shared/async.ts';
import { toCommandsError, toFault } from './errors.ts';
import { isRefused } from './outcomes.ts';
import type { RegisteredCommand } from './register.ts';

/** A try takes no longer, in ms. */
const TRY_WITHIN_MS = 30_000;
/** The first pause between two tries, unless Discord asks for another; each further one is twice as long. In ms. */
const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 60 * 60_000;

const localizations = z
  .record(z.string(), z.string())
  .nullish()
  .transform((texts) => texts ?? {});
const numbers = z
  .array(z.number())
  .nullish()
  .transform((list) => list ?? []);

/** Discord's answer: its own ids, versions and defaults fall away, so that only our part is compared. */
const REGISTERED = z.array(
  z.object({
    type: z.number().default(ApplicationCommandType.ChatInput),
    name: z.string(),
    name_localizations: localizations,
    description: z.string().default(''),
    description_localizations: localizations,
    options: z
      .array(
        z.object({
          type: z.number(),
          name: z.string(),
          description: z.string(),
          description_localizations: localizations,
          required: z.boolean().default(false),
          autocomplete: z.boolean().default(false),
        }),
      )
      .default([]),
    default_member_permissions: z
      .string()
      .nullish()
      .transform((bits) => bits ?? null),
    contexts: numbers,
    integration_types: numbers,
  }),
);

/** An app with Activities has a command that opens them; Discord made it, and a list without it is refused (50240). */
const ENTRY_POINT: number = ApplicationCommandType.PrimaryEntryPoint;
const PRESENT = z.array(z.looseObject({ type: z.number().default(ApplicationCommandType.ChatInput) }));
/** What Discord takes back of its own answer. https://discord.com/developers/docs/interactions/application-commands#bulk-overwrite-global-application-commands */
const TAKEN = new Set([
  ...['id', 'type', 'name', 'name_localizations', 'description', 'description_localizations'],
  ...['default_member_permissions', 'contexts', 'integration_types', 'handler', 'nsfw'],
]);

export interface RegistrationOptions {
  rest: REST;
  applicationId: string;
  wanted: RegisteredCommand[];
  /** Told of each try that failed, by a sentence for the operator. */
  onFault(error: unknown): void;
  /** Before the next try, in ms. */
  pauseMs?: number;
}

/**
 * Registers the commands beside all else: the bot answers meanwhile. What passes is tried again with growing pauses, until the signal; what Discord
 * refused stays as it was until the next start. Resolves after the first try, and never rejects.
 */
export async function registerCommands(options: RegistrationOptions, signal: AbortSignal): Promise<void> {
  const { onFault, pauseMs = FIRST_PAUSE_MS } = options;
  const patience = AbortSignal.any([signal, AbortSignal.timeout(TRY_WITHIN_MS)]);
  try {
    await orAbort(overwrite(options, patience), patience);
  } catch (error) {
    if (signal.aborted) return;
    onFault(toCommandsError(error));
    if (isRefused(error)) return;
    const asked = ASKED_PAUSE.safeParse(toFault(error)).data?.retryAfterMs;
    const next = { ...options, pauseMs: Math.min(pauseMs * 2, LONGEST_PAUSE_MS) };
    const pause = sleep(asked ?? pauseMs, undefined, { signal, ref: false });
    void pause.then(() => registerCommands(next, signal)).catch(() => undefined);
  }
}

const ASKED_PAUSE = z.object({ retryAfterMs: z.number() });

/**
 * Makes Discord's list of the bot's commands equal to ours; writes only if it is not already, since writing is limited to
 * 200 new commands a day and makes every client load them again.
 */
async function overwrite({ rest, applicationId, wanted }: RegistrationOptions, signal: AbortSignal): Promise<void> {
  const route = Routes.applicationCommands(applicationId);
  const query = new URLSearchParams({ with_localizations: 'true' });
  const answer = PRESENT.parse(await rest.get(route, { query, signal }));
  const kept = answer.filter(({ type }) => type === ENTRY_POINT).map(toKept);
  const present = REGISTERED.safeParse(answer.filter(({ type }) => type !== ENTRY_POINT));
  if (present.success && isDeepStrictEqual(inOrder(present.data), inOrder(wanted))) return;
  await rest.put(route, { body: [...wanted.map(toBody), ...kept], signal });
}

function toKept(command: Record<string, unknown>) {
  const isTaken = ([name, value]: [string, unknown]) => TAKEN.has(name) && Boolean(value);
  return Object.fromEntries(Object.entries(command).filter(isTaken));
}

/** Discord refuses the flag where there is nothing to complete, and a menu has nothing but its name. */
function toBody({ options, description, description_localizations, ...command }: RegisteredCommand) {
  if (command.type !== ApplicationCommandType.ChatInput) return command;
  return {
    ...command,
    description,
    description_localizations,
    options: options.map(({ autocomplete, ...option }) => (autocomplete ? { ...option, autocomplete } : option)),
  };
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
