import { BotError, GrammyError, HttpError } from 'grammy';
import { ClaimcheckError } from '../../src/shared/errors.ts';
import { withoutQuoted } from '../../src/shared/public-record.ts';
import { isGone, isRefused } from './outcomes.ts';

/**
 * The same fault without anything that must not be logged. grammY's errors hold the message to be sent (`payload`, `ctx`), and the errors they wrap name
 * the URL, which contains the token.
 */
export function toSafeFault(error: unknown, token: string): Error {
  if (error instanceof BotError) return toSafeFault(error.error, token);
  if (error instanceof ClaimcheckError) return error;
  if (error instanceof GrammyError) {
    return new Error(
      `Telegram refused ${error.method}: ${error.error_code} ${withoutQuoted(hide(error.description, token))}`,
    );
  }
  if (error instanceof HttpError) return new Error(`${hide(error.message, token)} (${toCause(error.error)})`);
  if (!(error instanceof Error)) return new Error(hide(String(error), token));
  const safe = new Error(hide(error.message, token));
  safe.name = error.name;
  safe.stack = hide(error.stack ?? '', token);
  return safe;
}

/** The code of a network error, such as ECONNREFUSED. */
function toCause(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if ('type' in error && typeof error.type === 'string') return error.type;
  return error instanceof Error ? error.name : 'unknown';
}

function hide(text: string, token: string): string {
  return token === '' ? text : text.replaceAll(token, '<token>').replaceAll(encodeURIComponent(token), '<token>');
}

/**
 * The same fault for the bot service: `platform-gone` or `platform-refused` if it is permanent, with `retryAfterMs` if Telegram asks for a pause, and
 * without anything that must not be logged.
 */
export function toDeliveryFault(error: unknown, token: string): Error {
  if (isGone(error)) {
    return new ClaimcheckError(
      'platform-gone',
      'The answer cannot be delivered: the bot was removed from that Telegram chat, was blocked, or can no longer write there.',
    );
  }
  const safe = toSafeFault(error, token);
  if (isRefused(error)) return new ClaimcheckError('platform-refused', `${safe.message}. Retrying would not help.`);
  const pauseS = error instanceof GrammyError ? error.parameters.retry_after : undefined;
  return pauseS === undefined ? safe : Object.assign(safe, { retryAfterMs: pauseS * 1000 });
}

/**
 * A fault while logging in, as one sentence that names the fix.
 * @param host the host of the Bot API, without secrets
 */
export function toStartFault(error: unknown, host: string): unknown {
  if (error instanceof GrammyError && (error.error_code === 401 || error.error_code === 404)) return badToken();
  if (error instanceof GrammyError && error.error_code !== 429 && error.error_code < 500) return error;
  if (!(error instanceof GrammyError || error instanceof HttpError)) return error;
  const cause = error instanceof GrammyError ? error.description : toCause(error.error);
  return new ClaimcheckError(
    'platform-unreachable',
    `Telegram does not answer at ${host} (${cause}): check this machine's network and proxy.`,
  );
}

/** Telegram does not know the token. */
export function badToken(): ClaimcheckError {
  return new ClaimcheckError(
    'platform-login',
    'Telegram does not accept TELEGRAM_BOT_TOKEN: copy the token again from @BotFather (/mybots, your bot, API Token), complete and without anything around it.',
  );
}

/** A webhook was set while messages are polled. */
export function webhookSet(): ClaimcheckError {
  return new ClaimcheckError(
    'platform-login',
    'Another program had set a webhook for this Telegram bot and received its messages; this bot removed the webhook. If it comes back, find out what sets it, or put the token of a separate bot into TELEGRAM_BOT_TOKEN.',
  );
}

/** Two processes read the same bot's messages. */
export function twoReaders(): ClaimcheckError {
  return new ClaimcheckError(
    'platform-login',
    'Another process is reading the messages of this Telegram bot: stop it, or put the token of a separate bot into TELEGRAM_BOT_TOKEN; until then each message reaches only one of the two.',
  );
}
