import { ClaimcheckError } from '../errors.ts';

/**
 * What is for development alone: it needs packages that a server is installed without.
 *
 * @param what its name, as a sentence begins with it
 * @throws ClaimcheckError `usage`: what is missing, and how it is installed
 */
export async function loadDevelopment<T>(what: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) throw error;
    const missing = /'([^']+)'/.exec(error.message)?.[1] ?? 'a package';
    throw new ClaimcheckError(
      'usage',
      `${what} is for development, and ${missing} is not installed here: run npm ci, without --omit=dev.`,
      { cause: error },
    );
  }
}
