import type { ResponseParameters } from 'grammy/types';

/** What Telegram answers instead of a result: thrown by the methods, written out by the server. */
export class Refusal extends Error {
  readonly code: number;
  readonly parameters: ResponseParameters;

  constructor(code: number, description: string, parameters: ResponseParameters = {}) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

/** 400, in Telegram's words after "Bad Request: ". */
export const badRequest = (why: string): Refusal => new Refusal(400, `Bad Request: ${why}`);

/** 403, in Telegram's words after "Forbidden: ". */
export const forbidden = (why: string): Refusal => new Refusal(403, `Forbidden: ${why}`);

/** 429: the flood limit, with the pause Telegram asks for. */
export const tooManyRequests = (retryAfterS: number): Refusal =>
  new Refusal(429, `Too Many Requests: retry after ${retryAfterS}`, { retry_after: retryAfterS });

/** 409: somebody else reads this bot's updates. */
export const conflict = (why: string): Refusal => new Refusal(409, `Conflict: ${why}`);
