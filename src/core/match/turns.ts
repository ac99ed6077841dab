import type { Difference } from '../types.ts';
import type { Facts } from './facts.ts';
import { toClass } from './lexicon.ts';

/**
 * Small words that make another claim of the same words: "for" and "against", "rose by" and "rose to", 5–4 and 4–5, "nearly", "plans to", "the
 * second tallest", "X's brother".
 */
export function findSmallTurn(asked: Facts, prior: Facts): Difference | undefined {
  const scores = scoresOf(asked.text);
  const turned = scoresOf(prior.text).find(
    ([one, other]) => one !== other && has(scores, [other, one]) && !has(scores, [one, other]),
  );
  if (turned) return { kind: 'number', asked: turned.toReversed().join('–'), prior: turned.join('–') };
  const steps = stepsOf(asked.text);
  const step = stepsOf(prior.text).find(
    ([word, amount]) => has(steps, [word === 'by' ? 'to' : 'by', amount]) && !has(steps, [word, amount]),
  );
  if (step) return { kind: 'number', asked: `${step[0] === 'by' ? 'to' : 'by'} ${step[1]}`, prior: step.join(' ') };
  const side = sideAgainst(asked, prior) ?? sideAgainst(prior, asked);
  if (side) return { kind: 'negation', asked: '', prior: '' };
  for (const read of [hedgesOf, relativesOf]) {
    const [here] = read(asked, prior);
    const [there] = read(prior, asked);
    const kind = read === relativesOf ? 'person' : 'other';
    if ((here === undefined) !== (there === undefined)) return { kind, asked: here ?? '', prior: there ?? '' };
  }
  return undefined;
}

type Pair = readonly [string, string];

function has(pairs: readonly Pair[], pair: Pair): boolean {
  return pairs.some(([one, other]) => one === pair[0] && other === pair[1]);
}

/** "5 to 4", "4-0". */
function scoresOf(text: string): Pair[] {
  const found = text.matchAll(/(?<![\d.,$€£¥-])(\d{1,3})(?: to |[-–:])(\d{1,3})(?![\d%]|[.,:–-]\d)/g);
  return Array.from(found, ([, one = '', other = '']) => [one, other] as const);
}

/** "By 50%", "to 50%"; "up to" is a bound. */
function stepsOf(text: string): Pair[] {
  const found = text.matchAll(/\b(?<!\bup )(?<!\d )(by|to) ([$€£¥]?\d[\d.,]*)/gi);
  return Array.from(found, ([, word = '', amount = '']) => [word.toLowerCase(), amount.replace(/[.,]+$/, '')] as const);
}

/** The word that stands before "for" in one statement and before "against" in the other. */
function sideAgainst(one: Facts, other: Facts): string | undefined {
  const before = (facts: Facts, side: string) =>
    facts.tokens.flatMap(({ word }, at) => (word === side ? [facts.tokens[at - 1]?.stem ?? ''] : []));
  const against = before(other, 'against');
  if (against.length === 0 || one.tokens.some(({ word }) => word === 'against')) return undefined;
  return before(one, 'for').find((stem) => stem !== '' && against.includes(stem));
}

const NOT_QUITE = new Set(['nearly', 'almost']);
const INTENDS =
  /^(?:plan|plans|planned|planning|want|wants|wanted|intend|intends|intended|hopes|hoped|threatens|threatened|considered|tries|tried|attempted)$/;
/** Before these, "nearly" is about an amount. */
const AMOUNT = /^\p{N}|^(?:all|every|everyone|everybody|always|no|nobody|none|never|half|twice|as|the|a|an)$/u;
const ORDINAL = /^(?:second|third|fourth|fifth|2nd|3rd|4th|5th)$/;
const SUPERLATIVE = /^(?:most|\p{L}{2,}est)$/u;

/** What says that something was not quite so, or that what the other one tells is only meant, or that it is not the first of its kind. */
function hedgesOf({ tokens, quantities }: Facts, other: Facts): string[] {
  const counted = new Set(quantities.flatMap(({ raw }) => raw.split(' ')));
  return tokens.flatMap(({ word, shown }, at) => {
    const next = tokens[at + 1]?.word ?? '';
    if (NOT_QUITE.has(word)) return next === '' || AMOUNT.test(next) || counted.has(next) ? [] : [shown];
    if (INTENDS.test(word)) {
      const meant = tokens[at + 2]?.stem;
      return next === 'to' && other.tokens.some(({ stem }) => stem === meant) ? [shown] : [];
    }
    return ORDINAL.test(word) && SUPERLATIVE.test(next) ? [shown] : [];
  });
}

/** "Tom Hanks's brother": somebody else than the one who is named. */
function relativesOf({ text, tokens }: Facts): string[] {
  const named = new Set(Array.from(text.matchAll(/\p{L}'s? (\p{L}+)/gu), ([, word = '']) => word.toLowerCase()));
  return tokens.flatMap(({ word, shown, stem }) => (toClass(stem) === 'kin' && named.has(word) ? [shown] : []));
}
