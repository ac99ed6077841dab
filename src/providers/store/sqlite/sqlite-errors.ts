import { ClaimcheckError } from '../../../shared/errors.ts';

/** SQLite's primary result codes that a person can do something about. Source: https://sqlite.org/rescode.html */
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

/** The WAL index could not be made larger: in practice a full disk. Source: https://sqlite.org/rescode.html#ioerr_shmsize */
const IOERR_SHMSIZE = SQLITE.IOERR | (19 << 8);

/** Codes of the file system, as Node names them, that stand for one of ours. */
const FILE_SYSTEM: Readonly<Record<string, (file: string, cause: unknown) => ClaimcheckError>> = {
  EACCES: toReadOnlyError,
  EPERM: toReadOnlyError,
  EROFS: toReadOnlyError,
  ENOSPC: toFullError,
  EDQUOT: toFullError,
};

/**
 * Puts what SQLite or the file system threw into one sentence that names the file and the fix. SQLite's own message is
 * left out, since it can repeat text from a chat; it stays in `cause`.
 *
 * @param error anything that was thrown; a `ClaimcheckError` is returned as it is
 * @param file the store's file, for the sentence
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
      return toUnavailableError(file, 'it cannot be opened: check that its folder exists and is yours', error);
    default:
      return toOtherError(error, file);
  }
}

function toOtherError(error: unknown, file: string): ClaimcheckError {
  const code = toNodeCode(error);
  const known = code === undefined || !Object.hasOwn(FILE_SYSTEM, code) ? undefined : FILE_SYSTEM[code];
  if (known) return known(file, error);
  if (code === 'ERR_INVALID_STATE') return toUnavailableError(file, 'it is closed: open it again', error);
  if (code === 'ENOENT') return toUnavailableError(file, 'its folder cannot be made: choose a file elsewhere', error);
  const why = toErrstr(error) ?? code ?? 'unknown error';
  return toUnavailableError(file, `${why}: check the disk and its folder, then start again`, error);
}

/** The sentence for a file that may not be written. */
function toReadOnlyError(file: string, cause?: unknown): ClaimcheckError {
  const message = `The store ${file} is read-only: give this user write permission on the file and its folder, or choose another file.`;
  return new ClaimcheckError('store-read-only', message, { cause });
}

function toFullError(file: string, cause?: unknown): ClaimcheckError {
  const message = `The store ${file} has no space left: free some on its disk and try again; what was saved before is whole.`;
  return new ClaimcheckError('store-full', message, { cause });
}

/** The sentence for a file that is damaged, or somebody else's. */
export function toCorruptError(file: string, cause?: unknown): ClaimcheckError {
  const message = `The file ${file} is damaged or is no Claimcheck store, and was left as it is: restore a backup, or choose another file.`;
  return new ClaimcheckError('store-corrupt', message, { cause });
}

/** The sentence for a row that is well-formed, and not what this version writes. */
export function toMisfitError(file: string): ClaimcheckError {
  const message = `The store ${file} holds a row of another shape than this Claimcheck writes, and was left as it is: restore a backup, or choose another file.`;
  return new ClaimcheckError('store-corrupt', message);
}

/** The sentence for a file of nothing that was something. */
export function toEmptiedError(file: string): ClaimcheckError {
  const message = `The store ${file} was emptied, and was left as it is: restore a backup, or remove the file to begin anew.`;
  return new ClaimcheckError('store-corrupt', message);
}

/** The sentence for a file that another process holds. */
function toBusyError(file: string, cause?: unknown): ClaimcheckError {
  const message = `The store ${file} is locked by another process: wait until that is done, or stop it, and try again.`;
  return new ClaimcheckError('store-busy', message, { cause });
}

/** The sentence for a file that a later version wrote. */
export function toNewerError(file: string, found: number, known: number): ClaimcheckError {
  const message = `The store ${file} was written by a newer Claimcheck (format ${found}, this one knows ${known}): update Claimcheck, or choose another file.`;
  return new ClaimcheckError('store-newer', message);
}

/** @param why the rest of the sentence, with its fix */
export function toUnavailableError(file: string, why: string, cause?: unknown): ClaimcheckError {
  return new ClaimcheckError('store-unavailable', `The store ${file} cannot be used, ${why}.`, { cause });
}

/** SQLite's extended result code, where the error is SQLite's. */
function toErrcode(error: unknown): number | undefined {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : undefined;
}

/** SQLite's fixed name of the code: unlike its message, it never repeats what was asked. */
function toErrstr(error: unknown): string | undefined {
  return error instanceof Error && 'errstr' in error && typeof error.errstr === 'string' ? error.errstr : undefined;
}

function toNodeCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** True if another connection was in the way and the same call may work a moment later. */
export function isBusy(error: unknown): boolean {
  const code = toErrcode(error);
  return code !== undefined && (code & PRIMARY) === SQLITE.BUSY;
}

/** True if what was read is damaged, or no database. */
export function isDamaged(error: unknown): boolean {
  const code = (toErrcode(error) ?? 0) & PRIMARY;
  return code === SQLITE.CORRUPT || code === SQLITE.NOTADB;
}
