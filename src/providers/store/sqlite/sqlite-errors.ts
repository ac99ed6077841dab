import { ClaimcheckError } from '../../../shared/errors.ts';

/** The primary result codes of SQLite that a person can act on. Source: https://sqlite.org/rescode.html */
const SQLITE = {
  PERM: 3,
  BUSY: 5,
  LOCKED: 6,
  READONLY: 8,
  IOERR: 10,
  CORRUPT: 11,
  FULL: 13,
  CANTOPEN: 14,
  NOTADB: 26,
} as const;

/** Extended codes carry the primary code in their low byte. */
const PRIMARY = 0xff;

/** The WAL index could not be enlarged, in practice because of a full disk. Source: https://sqlite.org/rescode.html#ioerr_shmsize */
const IOERR_SHMSIZE = SQLITE.IOERR | (19 << 8);

/** Node's file system error codes that correspond to one of ours. */
const FILE_SYSTEM: Readonly<Record<string, (file: string, cause: unknown) => ClaimcheckError>> = {
  EACCES: toReadOnlyError,
  EPERM: toReadOnlyError,
  EROFS: toReadOnlyError,
  ENOSPC: toFullError,
  EDQUOT: toFullError,
};

/**
 * Converts an error of SQLite or the file system into one whose message names the file and the fix. SQLite's own message is
 * only in `cause`, since it can repeat text from a chat.
 *
 * @param error anything that was thrown; a `ClaimcheckError` is returned unchanged
 * @param file the store's file, for the message
 */
export function toStoreError(error: unknown, file: string): ClaimcheckError {
  if (error instanceof ClaimcheckError) return error;
  const code = toErrcode(error);
  if (code === IOERR_SHMSIZE) return toFullError(file, error);
  switch (code === undefined ? undefined : code & PRIMARY) {
    case SQLITE.BUSY:
    case SQLITE.LOCKED:
      return toBusyError(file, error);
    case SQLITE.READONLY:
    case SQLITE.PERM:
      return toReadOnlyError(file, error);
    case SQLITE.FULL:
      return toFullError(file, error);
    case SQLITE.CORRUPT:
    case SQLITE.NOTADB:
      return toCorruptError(file, error);
    case SQLITE.CANTOPEN:
      return toUnavailableError(file, 'it cannot be opened: check that its folder exists and belongs to you', error);
    default:
      return toOtherError(error, file);
  }
}

function toOtherError(error: unknown, file: string): ClaimcheckError {
  const code = toNodeCode(error);
  const known = code === undefined || !Object.hasOwn(FILE_SYSTEM, code) ? undefined : FILE_SYSTEM[code];
  if (known) return known(file, error);
  if (code === 'ERR_INVALID_STATE') return toUnavailableError(file, 'it is closed: open it again', error);
  if (code === 'ENOENT')
    return toUnavailableError(file, 'its folder cannot be created: choose a file elsewhere', error);
  const why = toErrstr(error) ?? code ?? 'unknown error';
  return toUnavailableError(file, `${why}: check the disk and its folder, then start again`, error);
}

/** The error for a file without write permission. */
function toReadOnlyError(file: string, cause?: unknown): ClaimcheckError {
  const message = `The store ${file} is read-only: give this user write permission on the file and its folder, or choose another file.`;
  return new ClaimcheckError('store-read-only', message, { cause });
}

function toFullError(file: string, cause?: unknown): ClaimcheckError {
  const message = `The store ${file} has no space left: free up space on its disk and try again; everything saved before is intact.`;
  return new ClaimcheckError('store-full', message, { cause });
}

/** The error for a file that is damaged or not a Claimcheck store. */
export function toCorruptError(file: string, cause?: unknown): ClaimcheckError {
  const message = `The file ${file} is damaged or is not a Claimcheck store, and was left unchanged: restore a backup, or choose another file.`;
  return new ClaimcheckError('store-corrupt', message, { cause });
}

/** The error for a well-formed row of a shape that this version does not write. */
export function toMisfitError(file: string): ClaimcheckError {
  const message = `The store ${file} contains a row in a format that this Claimcheck does not write, and was left unchanged: restore a backup, or choose another file.`;
  return new ClaimcheckError('store-corrupt', message);
}

/** The error for an empty file that once had content. */
export function toEmptiedError(file: string): ClaimcheckError {
  const message = `The store ${file} was emptied, and was left unchanged: restore a backup, or remove the file to start over.`;
  return new ClaimcheckError('store-corrupt', message);
}

/** The error for a file that another process has locked. */
function toBusyError(file: string, cause?: unknown): ClaimcheckError {
  const message = `The store ${file} is locked by another process: wait for that process or stop it, then try again.`;
  return new ClaimcheckError('store-busy', message, { cause });
}

/** The error for a file of a newer version. */
export function toNewerError(file: string, found: number, known: number): ClaimcheckError {
  const message = `The store ${file} was written by a newer Claimcheck (format ${found}, this one knows ${known}): update Claimcheck, or choose another file.`;
  return new ClaimcheckError('store-newer', message);
}

/** @param why the rest of the message, with the fix */
export function toUnavailableError(file: string, why: string, cause?: unknown): ClaimcheckError {
  return new ClaimcheckError('store-unavailable', `The store ${file} cannot be used, ${why}.`, { cause });
}

/** The extended result code, if the error is SQLite's. */
function toErrcode(error: unknown): number | undefined {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : undefined;
}

/** SQLite's generic text for the code, which, unlike its message, never repeats any input. */
function toErrstr(error: unknown): string | undefined {
  return error instanceof Error && 'errstr' in error && typeof error.errstr === 'string' ? error.errstr : undefined;
}

function toNodeCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Whether another connection held a lock, so that the same call may succeed later. */
export function isBusy(error: unknown): boolean {
  const code = toErrcode(error);
  return code !== undefined && (code & PRIMARY) === SQLITE.BUSY;
}

/** Whether the file is damaged or not a database. */
export function isDamaged(error: unknown): boolean {
  const code = (toErrcode(error) ?? 0) & PRIMARY;
  return code === SQLITE.CORRUPT || code === SQLITE.NOTADB;
}
