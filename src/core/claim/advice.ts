import { isBaseVerb, toPast } from '../language/verbs.ts';
import data from './data/english-advice.json' with { type: 'json' };

const CONSUME = new Set(data.consume.split(' '));
/** Verbs that change what is done to a thing: it becomes "swallowed gum". */
const CHANGE = new Set(data.change.split(' '));
const EFFECTS = new Set(data.effects.split(' '));
/** "Don't swallow gum, it stays …": what to leave or do, and what is said of it. */
const ADVICE =
  /^(?:please |pls )?(?:(?<never>do not|don't|dont|never) (?:ever )?|(?<stop>stop|avoid|quit) )?(?<deed>[\p{L}' -]{3,80}?)(?:[,;] ?| [-–—] )(?:(?:because|since|as|cause|coz|cuz|cos) )?(?<who>it|they|this|that)(?<short>'ll|'s|'re)? (?<says>.{3,200})$/iu;
const SHORT: Readonly<Record<string, string>> = { "'ll": 'will ', "'s": 'is ', "'re": 'are ' };
const PREPOSITION = /\b(?:in|on|at|for|from|to|with|by|after|before|near|during|without|while|when|if)\b/iu;

/** The statement in English advice: "Don't swallow gum, it stays in your stomach" says that swallowed gum does; nothing if it is not plain. */
export function toAdvised(sentence: string): string | undefined {
  const {
    never,
    stop,
    deed = '',
    who = '',
    short = '',
    says = '',
  } = ADVICE.exec(sentence.replace(/’/gu, "'"))?.groups ?? {};
  const [verb = '', ...rest] = deed.split(' ');
  const base = verb.toLowerCase();
  const object = rest.join(' ');
  const told = `${SHORT[short.toLowerCase()] ?? ''}${says}`;
  const hasEffect = EFFECTS.has(told.split(' ')[0]?.toLowerCase() ?? '');
  const isThing = (CONSUME.has(base) || CHANGE.has(base)) && object !== '' && !PREPOSITION.test(object);
  const isMany = object.endsWith('s');
  let subject: string | undefined;
  if (stop) subject = hasEffect || !verb.endsWith('ing') ? deed : undefined;
  else if (isThing && isMany === /they/i.test(who)) subject = CHANGE.has(base) ? `${toPast(base)} ${object}` : object;
  else if (never && hasEffect && isBaseVerb(base) && !/they/i.test(who)) subject = `${toGerund(base)} ${object}`.trim();
  return subject && `${subject.charAt(0).toUpperCase()}${subject.slice(1)} ${told}`;
}

/** "Swallow" → "swallowing", "put" → "putting", "use" → "using". */
function toGerund(base: string): string {
  if (base.endsWith('ie')) return `${base.slice(0, -2)}ying`;
  if (/[^eoy]e$/.test(base)) return `${base.slice(0, -1)}ing`;
  const isDoubled = toPast(base) === `${base}${base.at(-1)}ed` || /^[^aeiou]*[aeiou][^aeiouwxy]$/.test(base);
  return `${base}${isDoubled ? base.at(-1) : ''}ing`;
}
