import { type Config, NO_KEY } from './config.ts';

/** Names in the configuration whose value is a secret, those to come as well. */
const SECRET_NAME = /(?:token|key|secret|password)$/i;

/**
 * What no line of the log may hold: tokens and keys, and passwords in any address, with their names as basic authentication joins them.
 *
 * @returns values as they were set, and parts of addresses with and without escapes
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

/** Without the escapes of addresses, where they are whole. */
function toPlain(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
