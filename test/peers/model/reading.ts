import type { ChatCompletionRequest } from '@copilotkit/aimock';
import type { ModelFault } from './faults.ts';

/** A part of the Chat Completions API that some servers do not have. */
export type Dialect = 'json_schema' | 'json_object' | 'max_completion_tokens' | 'temperature';

/** What was asked. */
export interface ModelPeerRequest {
  /** `ModelRequest.name`, from the response format, or from the words that stand in for it; empty if it is in neither. */
  name: string;
  model: string;
  system: string;
  user: string;
  /** Data URLs of the pictures. */
  images: string[];
  /** How JSON was asked for. */
  mode: 'json_schema' | 'json_object' | 'text';
  /** The JSON Schema of `json_schema`. */
  schema?: unknown;
  /** `Authorization` as it came. */
  authorization: string;
  /** The whole body as it was sent. */
  body: Readonly<Record<string, unknown>>;
  /** Set if it was refused for a part that this server does not know. */
  refused?: true;
  /** Set when the connection is closed: the client did not wait for the answer. */
  hungUp?: boolean;
}

/** Reads a request's body. */
export function parseModelRequest(body: ChatCompletionRequest, authorization: string): ModelPeerRequest {
  const parts = body.messages.flatMap(({ role, content }) =>
    (typeof content === 'string' ? [{ type: 'text', text: content }] : (content ?? [])).map((part) => ({
      role,
      ...part,
    })),
  );
  const textOf = (wanted: string) =>
    parts
      .filter(({ role, text }) => role === wanted && text !== undefined)
      .map(({ text }) => text)
      .join('\n');
  const system = textOf('system');
  const format = body.response_format;
  const { name, schema } = (format?.json_schema ?? {}) as { name?: string; schema?: unknown };
  const mode = format?.type === 'json_schema' || format?.type === 'json_object' ? format.type : 'text';
  const { _context, _endpointType, ...sent } = body;
  return {
    name: name ?? /JSON Schema "(\w+)"/.exec(system)?.[1] ?? '',
    model: body.model,
    system,
    user: textOf('user'),
    images: parts.flatMap((part) => {
      const image = 'image_url' in part ? (part.image_url as { url?: unknown }) : undefined;
      return typeof image?.url === 'string' ? [image.url] : [];
    }),
    mode,
    ...(schema === undefined ? {} : { schema }),
    authorization,
    body: sent,
  };
}

/** The words in which real servers refuse what they do not know (2026). */
const REFUSALS: Record<Dialect, Omit<Extract<ModelFault, { kind: 'status' }>, 'kind'>> = {
  json_schema: {
    status: 400,
    message: "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.",
    param: 'response_format',
  },
  json_object: { status: 400, message: "'response_format.type' must be 'json_schema' or 'text'" },
  max_completion_tokens: {
    status: 400,
    message: 'Unrecognized request argument supplied: max_completion_tokens',
  },
  temperature: {
    status: 400,
    message:
      "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.",
    param: 'temperature',
    code: 'unsupported_value',
  },
};

/** How a server that does not know these parts refuses the request; nothing if it takes it. */
export function refusalOf(request: ModelPeerRequest, refuses: readonly Dialect[]): ModelFault | undefined {
  const unknown = refuses.find((part) => part === request.mode || part in request.body);
  return unknown === undefined ? undefined : { kind: 'status', ...REFUSALS[unknown] };
}
