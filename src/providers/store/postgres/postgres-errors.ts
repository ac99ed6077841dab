import { ClaimcheckError, type ErrorCode } from '../../../shared/errors.ts';

const NO_RIGHTS = 'is not writable for this user: grant the user all rights on the database and its schema';

/** What to do, by PostgreSQL's error code or its class. Source: https://www.postgresql.org/docs/15/errcodes-appendix.html */
const SENTENCES: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  '53100': [
    'store-full',
    'has no space left: free up space on its disk and try again; everything saved before is intact',
  ],
  '53300': ['store-busy', 'has no free connections: close other connections, or raise max_connections, and try again'],
  '25006': [
    'store-read-only',
    'is read-only, for example a standby: set DATABASE_URL to the server that accepts writes',
  ],
  '42501': ['store-read-only', NO_RIGHTS],
  // Without the right to use the schema, PostgreSQL reports that there is no schema to create tables in.
  '3F000': ['store-read-only', NO_RIGHTS],
  '55P03': ['store-busy', 'is locked by another process: wait for that process or stop it, then try again'],
  '40': ['store-busy', 'is being changed by another process at the same time: try again'],
  '28': ['store-unavailable', 'rejects this user: correct the user name or password in DATABASE_URL'],
  '3D000': ['store-unavailable', 'does not exist on that server: create it with createdb, or correct DATABASE_URL'],
  '57': ['store-unavailable', 'is starting or stopping: try again in a moment'],
  '08': ['store-unavailable', 'cannot be reached: check that the server is running, and try again'],
  XX: ['store-corrupt', 'is damaged: check the server’s log, and restore a backup'],
};

/** What to do, by Node's network error code. */
const UNREACHABLE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'cannot be reached because nothing listens there: start the server, or correct DATABASE_URL',
  ENOTFOUND: 'cannot be found: correct the host in DATABASE_URL',
  EAI_AGAIN: 'cannot be found right now: check the network, and try again',
};

/**
 * Converts an error of PostgreSQL, its driver or the network into one whose message tells the fix. PostgreSQL's own message is only
 * in `cause`, since it can repeat text from a chat.
 *
 * @param where host and database, without any password
 */
export function toPostgresError(error: unknown, where: string): ClaimcheckError {
  if (error instanceof ClaimcheckError) return error;
  const code = toCode(error);
  const known = SENTENCES[code] ?? SENTENCES[code.slice(0, 2)];
  if (known && /^[0-9A-Z]{5}$/.test(code)) return toError(known[0], where, known[1], error);
  const what = UNREACHABLE[code];
  if (what !== undefined) return toError('store-unavailable', where, what, error);
  const why = code === '' ? '' : ` (${code})`;
  return toError(
    'store-unavailable',
    where,
    `cannot be used${why}: check the server and the network, then try again`,
    error,
  );
}

/** Awaits a query and converts its error. @throws as `toPostgresError` */
export const createGuard =
  (where: string) =>
  async <T>(asked: Promise<T>): Promise<T> => {
    try {
      return await asked;
    } catch (error) {
      throw toPostgresError(error, where);
    }
  };

/** The error for tables of a newer version. */
export function toNewerSchemaError(where: string, needed: number, known: number): ClaimcheckError {
  return toError(
    'store-newer',
    where,
    `was upgraded by a newer Claimcheck (it needs format ${needed}, this one knows ${known}): update Claimcheck here too`,
  );
}

/** The error for a row of a shape that this version does not write. */
export function toMisfitError(where: string): ClaimcheckError {
  return toError(
    'store-corrupt',
    where,
    'contains a row in a format that this Claimcheck does not write: restore a backup',
  );
}

/** Whether a transaction failed because of another one (serialization, deadlock) and may be retried. @param error from `toPostgresError` */
export function isConflict(error: unknown): boolean {
  return error instanceof ClaimcheckError && ['40001', '40P01'].includes(toCode(error.cause));
}

function toError(code: ErrorCode, where: string, what: string, cause?: unknown): ClaimcheckError {
  return new ClaimcheckError(code, `The store ${where} ${what}.`, { cause });
}

/** The error's code. If several addresses of a host were tried, the code of the first one. */
function toCode(error: unknown): string {
  if (error instanceof AggregateError) return toCode(error.errors[0]);
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
