import { defined } from '../../src/core/defined.ts';
import { UNSEEN } from '../../src/core/language/characters.ts';
import type { Answer } from './session.ts';

/**
 * Characters that JSON does not escape but that a terminal obeys or hides: DEL and C1 controls, everything invisible, line separators. Escaped, they
 * are the same JSON.
 */
const UNSAFE = new RegExp(`[\\u2028\\u2029]|${UNSEEN.source}`, 'gu');

/**
 * An answer as JSON Lines: a card is one object with `kind: "card"`, `input` (the number of the argument or line, from 1) and the fields of
 * `VerdictCard`; anything else is one object with `kind: "refusal"` or `"notice"`, `input`, `title` and `lines`. `explain` and `trace` (the cost of the
 * message's check) are there if the answer has them. Texts are unchanged and may be hostile: whoever displays them must escape them. Each object ends
 * with a newline.
 */
export function renderJson({ reply, explain, trace }: Answer, input: number): string {
  const more = { ...defined({ explain, trace }) };
  const objects =
    reply.kind === 'cards'
      ? reply.cards.map(({ marks: _ours, ...card }) => ({ kind: 'card', input, ...card, ...more }))
      : [{ kind: reply.tone === 'refusal' ? 'refusal' : 'notice', input, title: reply.title, lines: reply.lines }];
  return objects.map((object) => `${JSON.stringify(object).replace(UNSAFE, toEscapes)}\n`).join('');
}

/** One `\uXXXX` per UTF-16 unit, as JSON writes characters outside the basic plane. */
function toEscapes(characters: string): string {
  const units = Array.from({ length: characters.length }, (_, at) => characters.charCodeAt(at));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
