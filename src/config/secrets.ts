import { type Config, NO_KEY } from './config.ts';

/** Names of configuration values that are secret, including future ones. */
const SECRET_NAME = /(?:token|key|secret|password)$/i;

/**
 * The values that no log line may contain: tokens and keys, and passwords in any address, also joined with the user name as in basic authentication.
 *
 * @returns values as set, and parts of addresses with and without percent-encoding
 */
export function toSecrets(config: Config): string[] {
  return [...new Set(findSecrets('', config))].filter((secret) => secret !== '' && secret !== NO_KEY);
}

function findSecrets(name: string, value: unknown): string[] {
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([part, inner]) => findSecrets(Array.isArray(value) ? name : part, inner));
  }
  if (typeof value !== 'string') return [];
  const { username = '', password = '' } = URL.parse(value) ?? {};
  const plain = [username, password].map(toPlain);
  const ofAddress = password === '' ? [] : [password, toPlain(password), plain.join(':')];
  return SECRET_NAME.test(name) ? [value, ...ofAddress] : ofAddress;
}

/** Percent-decoded, if the encoding is valid. */
function toPlain(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
