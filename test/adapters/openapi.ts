/** A JSON schema, as far as Discord's description uses it. */
interface Schema {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  items?: Schema;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  maxProperties?: number;
  uniqueItems?: boolean;
  pattern?: string;
}
interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema: Schema;
}
interface Operation {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Record<string, { schema: Schema }> };
}
/** An OpenAPI 3.1 description. */
export interface Description {
  paths: Record<string, Record<string, Operation> & { parameters?: Parameter[] }>;
  components: { schemas: Record<string, Schema> };
}
export interface Sent {
  verb: string;
  path: string;
  query?: Record<string, string>;
  body?: unknown;
}

/** Holds requests against a description: what is not in it is wrong, also a name that a server would only overlook. */
export function createSpec({ paths, components }: Description) {
  const templates = Object.keys(paths).map((template) => ({
    template,
    names: [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name),
    path: new RegExp(`^${template.replace(/\{\w+\}/g, '([^/]+)')}$`),
  }));
  // "/messages/pins" before "/messages/{id}".
  templates.sort((one, other) => one.names.length - other.names.length);

  function resolve(schema: Schema): Schema {
    return schema.$ref ? resolve(components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}) : schema;
  }

  /** What is wrong with a value, each with its place. */
  function validate(given: Schema, value: unknown, at: string): string[] {
    const schema = resolve(given);
    const wrong: string[] = [];
    const check = (isRight: boolean, words: string) => isRight || wrong.push(`${at}: ${words}`);
    const types = schema.type === undefined ? undefined : [schema.type].flat();
    if (types && !types.some((type) => isOf(type, value))) return [`${at}: is no ${types.join(' or ')}`];
    if ('const' in schema) check(value === schema.const, `is not ${schema.const}`);
    if (schema.enum) check(schema.enum.includes(value), `is none of ${schema.enum.join(', ')}`);
    for (const part of schema.allOf ?? []) wrong.push(...validate(part, value, at));
    const branches = schema.oneOf ?? schema.anyOf;
    if (branches) {
      // Of what fits none, the nearest says most: one of its kind, with the fewest mistakes.
      const toDistance = (found: string[]) => found.length + (found[0]?.startsWith(`${at}: is no `) ? 1_000 : 0);
      const results = branches.map((branch) => validate(branch, value, at));
      wrong.push(...(results.toSorted((one, other) => toDistance(one) - toDistance(other))[0] ?? []));
    }
    if (typeof value === 'number') {
      check(value >= (schema.minimum ?? value) && value <= (schema.maximum ?? value), `is out of range: ${value}`);
    }
    if (typeof value === 'string') {
      check(value.length >= (schema.minLength ?? 0), 'is too short');
      check([...value].length <= (schema.maxLength ?? Number.POSITIVE_INFINITY), `is longer than ${schema.maxLength}`);
      check(new RegExp(schema.pattern ?? '').test(value), `does not fit ${schema.pattern}`);
    }
    if (Array.isArray(value)) {
      check(value.length >= (schema.minItems ?? 0), 'has too few items');
      check(value.length <= (schema.maxItems ?? Number.POSITIVE_INFINITY), `has more than ${schema.maxItems} items`);
      check(!schema.uniqueItems || new Set(value).size === value.length, 'has an item twice');
      for (const [index, item] of value.entries()) wrong.push(...validate(schema.items ?? {}, item, `${at}[${index}]`));
    } else if (isOf('object', value)) wrong.push(...validateObject(schema, value as Record<string, unknown>, at));
    return wrong;
  }

  function validateObject(schema: Schema, value: Record<string, unknown>, at: string): string[] {
    const { properties, additionalProperties: other, required = [], maxProperties = Number.POSITIVE_INFINITY } = schema;
    const entries = Object.entries(value);
    const missing = required.filter((name) => !(name in value)).map((name) => `${at}.${name}: is missing`);
    if (entries.length > maxProperties) missing.push(`${at}: has more than ${maxProperties} names`);
    const isOpen = !properties && other === undefined;
    const found = entries.flatMap(([name, one]) => {
      const of = properties?.[name] ?? (typeof other === 'object' ? other : undefined);
      if (of) return validate(of, one, `${at}.${name}`);
      return isOpen || other === true ? [] : [`${at}.${name}: is unknown`];
    });
    return [...missing, ...found];
  }

  /** @returns the operation that a request asks for, and what is wrong with it */
  return ({ verb, path, query = {}, body }: Sent): { operation: string; wrong: string[] } => {
    const method = verb.toLowerCase();
    const found = templates.find((one) => one.path.test(path) && paths[one.template]?.[method]);
    const all = found && paths[found.template];
    const operation = all?.[method];
    if (!found || !operation) return { operation: `${verb} ${path}`, wrong: [`${verb} ${path}: is unknown`] };
    const parameters = [...(all.parameters ?? []), ...(operation.parameters ?? [])];
    const parts = found.path.exec(path)?.slice(1) ?? [];
    const given = { path: Object.fromEntries(found.names.map((name, at) => [name, parts[at] ?? ''])), query };
    const inAddress = (['path', 'query'] as const).flatMap((where) => {
      const known = parameters.filter((one) => one.in === where);
      const properties = Object.fromEntries(known.map(({ name, schema }) => [name, schema]));
      const required = known.filter((one) => one.required).map(({ name }) => name);
      const read = Object.entries(given[where]).map(([name, text]) => [name, toValue(properties[name], text)]);
      return validateObject({ properties, required }, Object.fromEntries(read), where);
    });
    const { schema } = operation.requestBody?.content['application/json'] ?? {};
    const isMissing = body === undefined && operation.requestBody?.required === true;
    const inBody = isMissing
      ? ['body: is missing']
      : body === undefined
        ? []
        : validate(schema ?? { const: undefined }, body, 'body');
    return { operation: operation.operationId, wrong: [...inAddress, ...inBody] };
  };

  /** What stands in an address is text. */
  function toValue(schema: Schema | undefined, text: string): unknown {
    const types = [resolve(schema ?? {}).type ?? []].flat();
    if (types.includes('boolean') && /^(?:true|false)$/.test(text)) return text === 'true';
    return types.includes('integer') && /^-?\d+$/.test(text) ? Number(text) : text;
  }
}

function isOf(type: string, value: unknown): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}
