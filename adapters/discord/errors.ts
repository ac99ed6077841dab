import {
  DiscordAPIError,
  DiscordjsError,
  DiscordjsErrorCodes,
  GatewayCloseCodes,
  HTTPError,
  RateLimitError,
  RESTJSONErrorCodes,
} from 'discord.js';
import { ClaimcheckError } from '../../src/shared/errors.ts';

/** Discord's error code; undefined if Discord did not refuse. */
export function toDiscordCode(error: unknown): number | string | undefined {
  return error instanceof DiscordAPIError ? error.code : undefined;
}

/**
 * The error in a form that may be logged. discord.js' errors carry the URL (with the interaction's token) and the request body (with people's words):
 * only codes are passed on. A requested pause is in `retryAfterMs`.
 */
export function toFault(error: unknown): unknown {
  if (error instanceof RateLimitError) {
    const pause = { retryAfterMs: error.retryAfter };
    return Object.assign(
      new Error(`Discord asked the bot to wait ${toSeconds(error)} s before a ${error.method}`),
      pause,
    );
  }
  if (error instanceof DiscordAPIError) {
    const known = RESTJSONErrorCodes[Number(error.code)] ?? 'unnamed';
    return new Error(`Discord refused a ${error.method} with code ${error.code} (${known}), HTTP ${error.status}`);
  }
  if (error instanceof HTTPError) return new Error(`Discord answered a ${error.method} with HTTP ${error.status}`);
  return error;
}

/** An answer that Discord would refuse on every attempt; see `toFault`. */
export function toRefusedError(error: unknown): ClaimcheckError {
  const { message = 'Discord refused a request' } = toFault(error) as Partial<Error>;
  return new ClaimcheckError(
    'platform-refused',
    `${message}: the bot does not retry, and has told the person who asked.`,
  );
}

const PORTAL = 'https://discord.com/developers/applications';

/** What keeps a bot from connecting until the operator fixes it, in one sentence. */
const SENTENCES = {
  token: `Discord does not accept DISCORD_BOT_TOKEN: open your application in the Developer Portal (${PORTAL}), choose Bot, press Reset Token, and put the new token there.`,
  intents: `Discord refuses the intents that the bot requests: open your application in the Developer Portal (${PORTAL}), choose Bot, switch on Message Content Intent under Privileged Gateway Intents, and start again. To leave it off, just start again.`,
  shards: 'The bot is in too many Discord servers for one shard: set DISCORD_SHARDS to auto, and start again.',
  // https://discord.com/developers/docs/events/gateway#session-start-limit-object
  sessions:
    'The bot has used up the connections that Discord allows in one day: find out what keeps restarting the bot, and wait a day.',
} as const;
type Cause = keyof typeof SENTENCES;

/** How @discordjs/ws 1.2 begins its error messages: nothing else tells these causes apart. */
const WORDS: readonly (readonly [Cause, string])[] = [
  ['token', 'Authentication failed'],
  ['intents', 'Used disallowed intents'],
  ['shards', 'Sharding is required'],
  ['sessions', 'Not enough sessions remaining'],
];
const CLOSED: Partial<Record<number, Cause>> = {
  [GatewayCloseCodes.AuthenticationFailed]: 'token',
  [GatewayCloseCodes.DisallowedIntents]: 'intents',
  [GatewayCloseCodes.ShardingRequired]: 'shards',
};

/** A cause that only the operator can fix. */
export function toLoginError(cause: Cause): ClaimcheckError {
  return new ClaimcheckError('platform-login', SENTENCES[cause]);
}

/** One sentence for the operator when one of several processes ended; its own output is in the same log. */
export function toShardError(isStarting: boolean): ClaimcheckError {
  return new ClaimcheckError(
    'platform-login',
    `A Discord shard process ended${isStarting ? ' before it was ready' : ' and is being restarted'}: see its messages above.`,
  );
}

/** One sentence for the operator when Discord did not accept the commands; the bot answers regardless. */
export function toCommandsError(error: unknown): ClaimcheckError {
  const code = toDiscordCode(error);
  if (code === RESTJSONErrorCodes.MaximumDailyApplicationCommandCreatesReached) {
    return new ClaimcheckError(
      'platform-refused',
      'This application has used up the 200 new commands that Discord allows in one day, so the menus stay as they were. Find out what keeps registering commands, and start again tomorrow.',
    );
  }
  if (error instanceof DiscordAPIError && error.status < 500 && error.status !== 404) {
    return new ClaimcheckError(
      'platform-refused',
      `Discord refused the list of commands (code ${code}, HTTP ${error.status}), so the menus stay as they were. Check your application in the Developer Portal (${PORTAL}), and start again.`,
    );
  }
  return new ClaimcheckError(
    'platform-unreachable',
    `Discord has not accepted the list of commands yet (${toReason(error)}): the bot keeps trying, and the menus stay as they were until then.`,
  );
}

const toSeconds = ({ retryAfter }: RateLimitError) => Math.ceil(retryAfter / 1_000);

/** The error when Discord closed the connection for good while the bot was running. */
export function toDisconnectError(code: number): ClaimcheckError {
  const cause = CLOSED[code];
  return cause ? toLoginError(cause) : toUnreachableError(`the connection was closed for good with code ${code}`);
}

/** The error when connecting failed. Never holds the token: neither a cause nor a library's message is passed on. */
export function toStartError(error: unknown): ClaimcheckError {
  if (error instanceof ClaimcheckError) return error;
  const isUnknown = error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid;
  if (isUnknown || (error instanceof DiscordAPIError && error.status === 401)) return toLoginError('token');
  const message = error instanceof Error ? error.message : '';
  const [cause] = WORDS.find(([, words]) => message.startsWith(words)) ?? [];
  if (cause) return toLoginError(cause);
  if (error instanceof DiscordAPIError) {
    return new ClaimcheckError(
      'platform-unreachable',
      `Discord refused to let the bot start (code ${error.code}, HTTP ${error.status}): check https://discordstatus.com, and start again.`,
    );
  }
  return toUnreachableError(toReason(error));
}

/** One sentence for the operator when Discord does not answer. */
export function toUnreachableError(reason: string): ClaimcheckError {
  return new ClaimcheckError(
    'platform-unreachable',
    `Discord could not be reached (${reason}): check the network and https://discordstatus.com, and start again.`,
  );
}

function toReason(error: unknown): string {
  if (error instanceof RateLimitError) return `asked to wait ${toSeconds(error)} s`;
  if (error instanceof HTTPError || error instanceof DiscordAPIError) return `HTTP ${error.status}`;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code === 'string' && /^[A-Z_]{3,40}$/.test(code)) return code;
  return error instanceof Error && /^(?:Abort|Timeout)Error$/.test(error.name) ? 'no answer in time' : 'no connection';
}
