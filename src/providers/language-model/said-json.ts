import type { z } from 'zod';
import type { Spoken } from './answer-text.ts';

/** The scan's budget in passes over the text, so that a text full of braces takes linear time. */
const LOOKS = 64;

/**
 * Any tag that looks like the start or end of reasoning: `<think>`, `</thinking>`, `[THINK]`, `◁think▷`, `<seed:think>`,
 * `<|begin_of_thought|>`, `<|END_THINKING|>`; and the channels of OpenAI's harmony format. A slash or "end" makes it a closing tag.
 */
const MARK =
  /[<[◁]\|?(?<name>[\w:/-]{0,24}?(?:think|thought|reason|reflect|analy[sz]|scratchpad)[\w:-]{0,16})\|?[>\]▷]|<\|channel\|>\s*(?<channel>\w{1,20})|assistant\s{0,4}(?<bare>final)\b/gi;
const CLOSING = /\/|end[_-]|^final$/i;

/**
 * Finds the answer in a model's output: the last object that fits the schema. Models reason before it, fence it, make a first
 * attempt, or talk around it. In reasoning, an object counts only at the very end, since otherwise it is a draft; in an answer that
 * was cut off, only at the very beginning. Linear in the text's length.
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
  // What looked like a reasoning tag may be part of a quotation in the answer.
  for (const all of [text, thoughts]) {
    const last = [...toObjects(all)].at(-1);
    if (last !== undefined && isFrame(all.slice(last.to))) return toFitting(last.value);
  }
  return undefined;
}

/** A text without the model's reasoning. A closing tag without an opening one ends reasoning that began before the text. */
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

/** Whether a text holds only white space, fences, and bracketed tags such as end markers. */
function isFrame(text: string): boolean {
  return /^(?:[\s`]|json\b|[<[◁][^<>{}[\]]{0,40}[>\]▷])*$/i.test(text);
}

interface Found {
  from: number;
  to: number;
  value: unknown;
}

/** The outermost JSON objects in a text, in order; objects inside another are skipped. */
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

/** The index just after the brace that closes the one at `from`; undefined if none does. */
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
