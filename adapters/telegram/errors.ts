import { BotError, GrammyError, HttpError } from 'grammy';
import { ClaimcheckError } from '../../src/shared/errors.ts';

/**
 * The same fault with nothing in it that must not be logged. grammY's errors hold the message that was to be sent
 * (`payload`, `ctx`), and what it wraps names the address, of which the token is a part.
 */
export function toSafeFault(error: unknown, token: string): Error {
  if (error instanceof BotError) return toSafeFault(error.error, token);
  if (error instanceof ClaimcheckError) return error;
  if (error instanceof GrammyError) {
    return new Error(`Telegram refused ${error.method}: ${error.error_code} ${hide(error.description, token)}`);
  }
  if (error instanceof HttpError) return new Error(`${hide(error.message, token)} (${toCause(error.error)})`);
  if (!(error instanceof Error)) return new Error(hide(String(error), token));
  const safe = new Error(hide(error.message, token));
  safe.name = error.name;
  safe.stack = hide(error.stack ?? '', token);
  return safe;
}

/** A network fault in one word, such as ECONNREFUSED. */
function toCause(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if ('type' in error && typeof error.type === 'string') return error.type;
  return error instanceof Error ? error.name : 'unknown';
}

function hide(text: string, token: string): string {
  return token === '' ? text : text.replaceAll(token, '<token>').replaceAll(encodeURIComponent(token), '<token>');
}

/** What Telegram says where nothing can be written any more, whoever tries: the bot was removed, its right to write taken, the chat or topic closed. */
const GONE =
  /chat not found|not enough rights to send|have no rights to send|CHAT_WRITE_FORBIDDEN|CHAT_RESTRICTED|TOPIC_CLOSED|TOPIC_DELETED|message thread not found|group chat was deactivated|PEER_ID_INVALID|user is deactivated/i;

/** Whether an answer can never be brought there. */
function isGone(error: unknown): boolean {
  if (!(error instanceof GrammyError)) return false;
  return error.error_code === 403 || (error.error_code === 400 && GONE.test(error.description));
}

/**
 * The same fault for the bot service: `platform-gone` where it lasts, with `retryAfterMs` where Telegram asks for a pause, and with nothing
 * in it that must not be logged.
 */
export function toDeliveryFault(error: unknown, token: string): Error {
  if (isGone(error)) {
    return new ClaimcheckError(
      'platform-gone',
      'The answer cannot be brought: the bot was removed from that Telegram chat, blocked there, or may not write there any more.',
    );
  }
  const safe = toSafeFault(error, token);
  const pauseS = error instanceof GrammyError ? error.parameters.retry_after : undefined;
  return pauseS === undefined ? safe : Object.assign(safe, { retryAfterMs: pauseS * 1000 });
}

/**
 * A fault of logging in as one sentence that names the fix.
 * @param host where Telegram was looked for, without any secret
 */
export function toStartFault(error: unknown, host: string): unknown {
  if (error instanceof GrammyError && (error.error_code === 401 || error.error_code === 404)) return badToken();
  if (error instanceof GrammyError && error.error_code !== 429 && error.error_code < 500) return error;
  if (!(error instanceof GrammyError || error instanceof HttpError)) return error;
  const cause = error instanceof GrammyError ? error.description : toCause(error.error);
  return new ClaimcheckError(
    'platform-unreachable',
    `Telegram does not answer at ${host} (${cause}): check this machine's network and proxy, then start again.`,
  );
}

/** Telegram does not know the token. */
export function badToken(): ClaimcheckError {
  return new ClaimcheckError(
    'platform-login',
    'Telegram does not accept TELEGRAM_BOT_TOKEN: copy the token again from @BotFather (/mybots, your bot, API Token), all of it and nothing else.',
  );
}

/** Two processes read the same bot's messages. */
export function twoReaders(): ClaimcheckError {
  return new ClaimcheckError(
    'platform-login',
    'Another process reads the messages of this Telegram bot: stop it, or give this one a bot of its own in TELEGRAM_BOT_TOKEN; until then each message reaches only one of the two.',
  );
}
