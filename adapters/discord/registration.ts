import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { ApplicationCommandType, type REST, Routes } from 'discord.js';
import { z } from 'zod';
import { orAbort } from '../../src/shared/async.ts';
import { toCommandsError, toFault } from './errors.ts';
import { isRefused } from './outcomes.ts';
import type { RegisteredCommand } from './register.ts';

/** The timeout of one attempt, in ms. */
const TRY_WITHIN_MS = 30_000;
/** The first pause between two attempts, unless Discord asks for another; each further one doubles. In ms. */
const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 60 * 60_000;

const PRESENT = z.array(z.looseObject({ type: z.number().default(ApplicationCommandType.ChatInput) }));
/** An app with Activities has a command that opens them. Discord created it, and refuses a list without it (50240). */
const ENTRY_POINT: number = ApplicationCommandType.PrimaryEntryPoint;
/** The fields of a command that a developer decides. https://discord.com/developers/docs/interactions/application-commands#application-command-object */
const DECIDED = new Set([
  ...['type', 'name', 'name_localizations', 'description', 'description_localizations', 'options', 'required'],
  ...['autocomplete', 'default_member_permissions', 'contexts', 'integration_types', 'handler', 'nsfw'],
]);

export interface RegistrationOptions {
  rest: REST;
  applicationId: string;
  wanted: RegisteredCommand[];
  /** Called for each failed attempt, with an error that says what to do. */
  onFault(error: unknown): void;
  /** The pause before the next attempt, in ms. */
  pauseMs?: number;
}

/**
 * Registers the commands in the background: the bot answers meanwhile. Temporary failures are retried with growing pauses until the signal aborts; after
 * a refusal the list stays as it was until the next start. Resolves after the first attempt, and never rejects.
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
 * Makes Discord's list of the bot's commands equal to ours. Writes only if they differ: Discord allows 200 new commands a day, and each write makes
 * every client reload them.
 */
async function overwrite({ rest, applicationId, wanted }: RegistrationOptions, signal: AbortSignal): Promise<void> {
  const route = Routes.applicationCommands(applicationId);
  const query = new URLSearchParams({ with_localizations: 'true' });
  const present = PRESENT.parse(await rest.get(route, { query, signal }));
  const kept = present.filter(({ type }) => type === ENTRY_POINT);
  const ours = present.filter(({ type }) => type !== ENTRY_POINT);
  if (isDeepStrictEqual(inOrder(ours), inOrder(wanted))) return;
  const body = [...wanted.map(toDecided), ...kept.map((command) => ({ id: command.id, ...toDecided(command) }))];
  await rest.put(route, { body, signal });
}

/** A command without Discord's ids and versions and without empty fields: Discord refuses some of those, and omitting them means the same. */
function toDecided(command: object): Record<string, unknown> {
  const said = Object.entries(command).map(([name, value]: [string, unknown]) => {
    if (!Array.isArray(value)) return [name, value] as const;
    return [name, name === 'options' ? value.map(toDecided) : value.toSorted()] as const;
  });
  return Object.fromEntries(said.filter(([name, value]) => DECIDED.has(name) && !saysNothing(value)));
}

function saysNothing(value: unknown): boolean {
  return !value || (typeof value === 'object' && Object.keys(value).length === 0);
}

function inOrder(commands: readonly object[]): object[] {
  const keyOf = ({ type, name }: Record<string, unknown>) => `${type} ${name}`;
  return commands.map(toDecided).sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}
