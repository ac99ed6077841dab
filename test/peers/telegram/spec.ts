import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where machine-readable descriptions of the platforms lie: beside the project, or where `CLAIMCHECK_SPECS` says. */
const FILE = join(process.env.CLAIMCHECK_SPECS ?? '../shared/specs', 'telegram-bot-api.json');

interface Field {
  name: string;
  types: string[];
  required: boolean;
  description: string;
}

interface Spec {
  version: string;
  methods: Record<string, { fields?: Field[] }>;
  types: Record<string, { fields?: Field[]; subtypes?: string[] }>;
}

/** Of Bot API 10.2, which the description does not have yet; in grammY's types. */
const NEWER = new Set(['ephemeral_message_parameters']);

let read: Spec | undefined;

/** Why calls cannot be held against the description; nothing where they can. */
export function whyNoSpec(): string | undefined {
  return existsSync(FILE)
    ? undefined
    : `there is no ${FILE}: a Bot API description of github.com/PaulSonOfLars/telegram-bot-api-spec`;
}

/** What of a call the Bot API's description does not have, or has otherwise; nothing where there is no description. */
export function breachesOf(method: string, payload: Record<string, unknown>): string[] {
  if (whyNoSpec() !== undefined) return [];
  read ??= JSON.parse(readFileSync(FILE, 'utf8')) as Spec;
  const { methods, types } = read;

  function ofFields(fields: readonly Field[], value: Record<string, unknown>, path: string): string[] {
    const known = new Map(fields.map((field) => [field.name, field]));
    const missing = fields.filter(({ name, required }) => required && value[name] === undefined);
    return [
      ...missing.map(({ name }) => `${path}.${name} is missing`),
      ...Object.entries(value).flatMap(([name, part]) => {
        const field = known.get(name);
        if (!field) return NEWER.has(name) ? [] : [`${path}.${name} is unknown`];
        const [, constant] = /must be (?:one of )?“?(\w+)”?$/.exec(field.description) ?? [];
        if (constant !== undefined && field.types[0] === 'String' && part !== constant)
          return [`${path}.${name} is not ${constant}`];
        return ofTypes(field.types, part, `${path}.${name}`);
      }),
    ];
  }

  /** The least that is wrong, by whichever of the types. */
  function ofTypes(names: readonly string[], value: unknown, path: string): string[] {
    const found = names.map((name) => ofType(name, value, path));
    return found.toSorted((one, other) => one.length - other.length)[0] ?? [];
  }

  function ofType(name: string, value: unknown, path: string): string[] {
    const wrong = [`${path} is no ${name}`];
    if (name.startsWith('Array of ')) {
      if (!Array.isArray(value)) return wrong;
      return value.flatMap((part, at) => ofType(name.slice('Array of '.length), part, `${path}[${at}]`));
    }
    if (name === 'Integer') return Number.isSafeInteger(value) ? [] : wrong;
    if (name === 'Float') return typeof value === 'number' ? [] : wrong;
    if (name === 'Boolean' || name === 'String') return typeof value === name.toLowerCase() ? [] : wrong;
    const { fields = [], subtypes } = types[name] ?? {};
    if (subtypes) return ofTypes(subtypes, value, path);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong;
    return ofFields(fields, { ...value }, path);
  }

  const called = methods[method];
  return called ? ofFields(called.fields ?? [], payload, method) : [`${method} is unknown`];
}
