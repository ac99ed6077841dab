import { SCREEN, toPx } from './css-lengths.ts';
import { splitCss } from './css-text.ts';

/** Whether a condition holds; `undefined` if unknown. */
export type Truth = boolean | undefined;

const not = (truth: Truth): Truth => (truth === undefined ? undefined : !truth);
/** Feature values that do not apply to a plain screen. */
const OTHERS =
  /^(?:print|speech|portrait|dark|reduce|more|less|forced|active|none|coarse|standalone|fullscreen|[23]|[1-9]\d*dppx)$/;
const SIDE = /^(min-|max-)?(?:device-)?(width|height)$/;

function isSize(text: string): Truth {
  const [, first = '', sign = '', second = '', ...more] =
    /^([^<>=:]+)(<=?|>=?|=|:)([^<>=:]+)(?:(<=?)([^<>=:]+))?$/.exec(text) ?? [];
  if (more[0]) return both(isSize(first + sign + second), isSize(second + more[0] + more[1]));
  const side = SIDE.exec(first.trim()) ?? SIDE.exec(second.trim());
  if (!side) return undefined;
  const isFirst = SIDE.test(first.trim());
  const limit = toPx((isFirst ? second : first).trim(), { font: 16, root: 16, whole: 0 });
  const size = side[2] === 'width' ? SCREEN.width : SCREEN.height;
  if (Number.isNaN(limit)) return undefined;
  if (sign === ':' || sign === '=')
    return side[1] === 'min-' ? size >= limit : side[1] === 'max-' ? size <= limit : size === limit;
  return sign.startsWith('<') === isFirst ? size <= limit : size >= limit;
}

const both = (one: Truth, other: Truth): Truth => (one === false || other === false ? false : one && other);

function isFeature(text: string): Truth {
  if (text === '' || text === 'all' || text === 'screen' || text === 'only') return true;
  if (text === 'print' || text === 'speech') return false;
  const inner = /^\((.*)\)$/s.exec(text)?.[1]?.trim();
  if (inner === undefined) return undefined;
  if (/^(?:not\b|\()/.test(inner)) return isQuery(inner);
  const size = isSize(inner);
  if (size !== undefined) return size;
  const [, value = ''] = splitCss(inner, /:/);
  return OTHERS.test(value) ? false : undefined;
}

function isQuery(text: string): Truth {
  const words = splitCss(text, /\s/);
  // `not` before a media type negates the whole query.
  if (words[0] === 'not' && !words[1]?.startsWith('(')) return not(isQuery(words.slice(1).join(' ')));
  const either: Truth[] = [true];
  let negated = false;
  for (const word of words) {
    if (word === 'or') either.push(true);
    else if (word === 'not') negated = true;
    else if (word !== 'and') {
      const truth = isFeature(word);
      either.push(both(either.pop(), negated ? not(truth) : truth));
      negated = false;
    }
  }
  return either.includes(true) ? true : either.includes(undefined) ? undefined : false;
}

/** Whether rules for these media apply to a screen of 1280 by 720 px with a light colour scheme. */
export function isMediaMet(media: string): Truth {
  const queries = splitCss(media.toLowerCase(), /,/).map(isQuery);
  if (queries.length === 0 || queries.includes(true)) return true;
  return queries.includes(undefined) ? undefined : false;
}
