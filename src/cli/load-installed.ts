import { ClaimcheckError } from '../shared/errors.ts';

/**
 * Loads what a server is installed without: files of tools/ and test/, and their packages.
 *
 * @throws ClaimcheckError `usage`: what is missing, and how it is installed
 */
export async function loadInstalled<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) throw error;
    const missing = /'([^']+)'/.exec(error.message)?.[1] ?? 'a package';
    throw new ClaimcheckError(
      'usage',
      `This needs ${missing}, which is not installed here: take a whole clone, and run npm ci without --omit=dev.`,
      { cause: error },
    );
  }
}
