import type { z } from 'zod';
import type { Spoken } from './answer-text.ts';

/** What comes of a text of one sign more. A text full of braces is left after so many looks at each of its signs. */
const LOOKS = 64;

/**
 * A mark where a thought begins or ends, by its look: `<think>`, `</thinking>`, `[THINK]`, `◁think▷`, `<seed:think>`,
 * `<|begin_of_thought|>`, `<|END_THINKING|>`; and the channels of OpenAI's harmony format. What has a slash or an end in it closes.
 */
const MARK =
  /[<[◁]\|?(?<name>[\w:/-]{0,24}?(?:think|thought|reason|reflect|analy[sz]|scratchpad)[\w:-]{0,16})\|?[>\]▷]|<\|channel\|>\s*(?<channel>\w{1,20})|assistant\s{0,4}(?<bare>final)\b/gi;
const CLOSING = /\/|end[_-]|^final$/i;

/**
 * The answer in what a model said: the last object that fits the schema. Models think aloud before it, put it into a fence, give a
 * first try, or talk around it. In thoughts an object counts only where it ends them, for it is a draft else; in an answer that was
 * cut only where it begins it. Linear in the text's length.
 */
export function findAnswer<T>({ text, thoughts, isCut }: Spoken, schema: z.ZodType<T>): { data: T } | undefined {
  const toFitting = (value: unknown) => {
    const parsed = schema.safeParse(value);
    return parsed.success ? { data: parsed.data } : undefined;
  };
  const whole = parseJson(text);
  if (whole !== undefined) return toFitting(whole.value);
  const aloud = withoutThoughts(text);
  if (isCut) {
    const [first] = toObjects(aloud);
    return first !== undefined && isFrame(aloud.slice(0, first.from)) ? toFitting(first.value) : undefined;
  }
  for (const { value } of [...toObjects(aloud)].reverse()) {
    const found = toFitting(value);
    if (found) return found;
  }
  // A mark may be no mark, but stand in a quote of the answer.
  for (const all of [text, thoughts]) {
    const last = [...toObjects(all)].at(-1);
    if (last !== undefined && isFrame(all.slice(last.to))) return toFitting(last.value);
  }
  return undefined;
}

/** A text without what a model thinks in it. A closing mark alone ends a thought that began before the answer did. */
function withoutThoughts(text: string): string {
  let aloud = '';
  let isThought = false;
  let from = 0;
  for (const mark of text.matchAll(MARK)) {
    const { name, channel, bare } = mark.groups ?? {};
    const closes = CLOSING.test(name ?? channel ?? bare ?? '');
    if (closes && !isThought) aloud = '';
    else if (!isThought) aloud += text.slice(from, mark.index);
    isThought = !closes;
    from = mark.index + mark[0].length;
  }
  return isThought ? aloud : aloud + text.slice(from);
}

/** Nothing but blanks, fences, marks of the end and other brackets. */
function isFrame(text: string): boolean {
  return /^(?:[\s`]|json\b|[<[◁][^<>{}[\]]{0,40}[>\]▷])*$/i.test(text);
}

interface Found {
  from: number;
  to: number;
  value: unknown;
}

/** The JSON objects in a text, outermost first; what stands in one of them is not looked at. */
function* toObjects(text: string): Generator<Found> {
  let looks = text.length * LOOKS;
  for (let from = text.indexOf('{'); from >= 0 && looks > 0; ) {
    const to = findEnd(text, from);
    looks -= (to ?? text.length) - from;
    const parsed = to === undefined ? undefined : parseJson(text.slice(from, to));
    if (parsed && to !== undefined) yield { from, to, value: parsed.value };
    from = text.indexOf('{', parsed && to !== undefined ? to : from + 1);
  }
}

/** Behind the brace that closes the one at `from`. */
function findEnd(text: string, from: number): number | undefined {
  let depth = 0;
  let isString = false;
  for (let at = from; at < text.length; at++) {
    const sign = text[at];
    if (isString && sign === '\\') at++;
    else if (sign === '"') isString = !isString;
    else if (isString) continue;
    else if (sign === '{') depth++;
    else if (sign === '}' && --depth === 0) return at + 1;
  }
  return undefined;
}

function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
