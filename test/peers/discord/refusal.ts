/** A refusal in Discord's words: an HTTP status, a code, and for bad forms where the fault is. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: Record<string, unknown>, headers: Record<string, string> = {}) {
    super(String(body.message));
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
const CODES: Readonly<Record<number, readonly [status: number, message: string]>> = {
  0: [401, '401: Unauthorized'],
  10003: [404, 'Unknown Channel'],
  10004: [404, 'Unknown Guild'],
  10007: [404, 'Unknown Member'],
  10008: [404, 'Unknown Message'],
  10013: [404, 'Unknown User'],
  10015: [404, 'Unknown Webhook'],
  10062: [404, 'Unknown interaction'],
  30034: [400, 'Max number of daily application command creates has been reached (200)'],
  30003: [400, 'Maximum number of pins reached'],
  40094: [400, 'This interaction has hit the maximum number of follow up messages.'],
  40060: [400, 'Interaction has already been acknowledged.'],
  50001: [403, 'Missing Access'],
  50005: [403, 'Cannot edit a message authored by another user'],
  50006: [400, 'Cannot send an empty message'],
  50007: [403, 'Cannot send messages to this user'],
  50013: [403, 'Missing Permissions'],
  50021: [403, 'Cannot execute action on a system message'],
  50027: [401, 'Invalid Webhook Token'],
  50083: [400, 'Thread is archived'],
  50240: [
    400,
    "You cannot remove this app's Entry Point command in a bulk update operation. Please include the Entry Point command in your update request or delete it separately.",
  ],
  50278: [403, 'Cannot send messages to this user due to having no mutual guilds'],
  160005: [403, 'Thread is locked'],
  200000: [400, 'Message was blocked by automatic moderation'],
  240000: [400, 'Message blocked by harmful links filter'],
};

export function refuse(code: keyof typeof CODES): Refusal {
  const [status, message] = CODES[code] ?? [400, 'Bad Request'];
  return new Refusal(status, { code, message });
}

/** 50035 with the place of every fault, nested as Discord nests it. */
export function refuseForm(faults: readonly { path: readonly PropertyKey[]; message: string }[]): Refusal {
  const errors: Record<string, unknown> = {};
  for (const { path, message } of faults) {
    let place = errors;
    for (const key of path) {
      place[String(key)] ??= {};
      place = place[String(key)] as Record<string, unknown>;
    }
    place._errors = [{ code: 'STAND_IN', message }];
  }
  return new Refusal(400, { code: 50_035, message: 'Invalid Form Body', errors });
}

/** @param more the code and the words, where a limit has its own */
export function refuseForNow(retryAfterSeconds: number, more: { code?: number; message?: string } = {}): Refusal {
  const body = { message: 'You are being rate limited.', retry_after: retryAfterSeconds, global: false, ...more };
  return new Refusal(429, body, { 'retry-after': String(retryAfterSeconds), 'x-ratelimit-scope': 'user' });
}
