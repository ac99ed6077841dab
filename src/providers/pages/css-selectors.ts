import { _compileUnsafe as compile, type Options } from 'css-select';
import { parse, type Selector } from 'css-what';
import { OutOfReach } from '../../core/out-of-reach.ts';
import { isAboutSight } from './css-cascade.ts';
import type { CssRule, MatchedRule } from './css-rules.ts';
import { type DomElement, type DomNode, isElement } from './dom.ts';

/** The most steps for matching all rules of a page: usual pages need some 100,000, and 10 million take about half a second. */
const MAX_STEPS = 10_000_000;

/** States that no element has when a page has just been opened. */
const NOT_YET = new Set(
  'hover active focus focus-within focus-visible target target-within visited fullscreen modal popover-open picture-in-picture autofill user-valid user-invalid'.split(
    ' ',
  ),
);
const CERTAIN = new Set([
  ...NOT_YET,
  ...'is where not has root first-child last-child only-child first-of-type last-of-type only-of-type nth-child nth-last-child nth-of-type nth-last-of-type empty link any-link lang disabled enabled checked'.split(
    ' ',
  ),
]);
const CERTAIN_PARTS = /^(?:-webkit-.*|before|after|first-line|first-letter|selection|marker|placeholder|backdrop)$/;

interface Entry extends MatchedRule {
  tokens: Selector[];
  matches?: (element: DomElement) => boolean;
}

const lists = (token: Selector): Selector[][] =>
  token.type === 'pseudo' && Array.isArray(token.data) ? token.data : [];

/** https://www.w3.org/TR/selectors-4/#specificity-rules, as one number. */
function toSpecificity(tokens: readonly Selector[]): number {
  let sum = 0;
  for (const token of tokens) {
    if (token.type === 'tag') sum += 1;
    // `quirks` distinguishes `#x` from `[id=x]`.
    else if (token.type === 'attribute') sum += token.name === 'id' && token.ignoreCase === 'quirks' ? 1e6 : 1e3;
    else if (token.type !== 'pseudo' || token.name === 'where') continue;
    else if (/^(?:is|not|has)$/.test(token.name))
      sum += lists(token).reduce((top, one) => Math.max(top, toSpecificity(one)), 0);
    else sum += 1e3;
  }
  return sum;
}

/** Whether a browser may interpret the selector differently, or drop the whole rule because of it. */
function isDoubtful(token: Selector): boolean {
  if (token.type === 'pseudo') return !CERTAIN.has(token.name) || lists(token).some((one) => one.some(isDoubtful));
  if (token.type === 'pseudo-element') return !CERTAIN_PARTS.test(token.name);
  return token.type === 'parent' || (token.type === 'attribute' && token.action === 'not');
}

/** The index key of a selector: an id, class or tag that a matching element must have, or `*`. */
function toKey(tokens: readonly Selector[]): string {
  let key = '*';
  for (const token of tokens.toReversed()) {
    if (token.type === 'attribute') {
      if (token.ignoreCase !== 'quirks' || /\s/.test(token.value)) continue;
      key = `${token.name === 'id' ? '#' : '.'}${token.value.toLowerCase()}`;
    } else if (token.type === 'tag') {
      if (key === '*') key = token.name.toLowerCase();
    } else if (token.type === 'pseudo') {
      const [only, ...others] = /^(?:is|where)$/.test(token.name) ? lists(token) : [];
      if (key === '*' && only && others.length === 0) key = toKey(only);
    } else if (token.type !== 'universal') break;
  }
  return key;
}

/** Finds the rules of a page that match an element. @throws OutOfReach `not-a-page` if that takes too many steps */
export function createRuleFinder(rules: Iterable<CssRule>, quirksMode: boolean) {
  let steps = 0;
  const spend = (count: number): void => {
    steps += count;
    if (steps > MAX_STEPS) throw new OutOfReach('not-a-page', 'the page’s styles are too intricate');
  };
  const children = new WeakMap<DomNode, DomElement[]>();
  const getChildren = (node: DomNode): DomElement[] => {
    let found = children.get(node);
    if (!found) {
      found = [];
      for (let child = node.firstChild; child; child = child.nextSibling) if (isElement(child)) found.push(child);
      children.set(node, found);
    }
    spend(1 + found.length / 16);
    return found;
  };
  // linkedom rebuilds the class string on every call.
  const classes = new WeakMap<DomElement, string>();
  const getClass = (element: DomElement): string => {
    const known = classes.get(element) ?? element.getAttribute('class') ?? '';
    classes.set(element, known);
    return known;
  };
  const options: Options<DomNode, DomElement> = {
    quirksMode,
    pseudos: Object.fromEntries([...NOT_YET].map((name) => [name, () => false])),
    adapter: {
      isTag: isElement,
      getChildren,
      getAttributeValue(element, name) {
        const value = name === 'class' ? getClass(element) : (element.getAttribute(name) ?? undefined);
        spend(1 + (value?.length ?? 0) / 64);
        return value;
      },
      getName: (element) => element.localName,
      getParent(element) {
        spend(1);
        return element.parentNode;
      },
      getSiblings: (node) => (node.parentNode ? getChildren(node.parentNode) : []),
      hasAttrib: (element, name) => element.hasAttribute(name),
      getText: (node) => node.textContent ?? '',
      removeSubsets: (nodes) => nodes,
    },
  };

  const byKey = new Map<string, Entry[]>();
  for (const rule of rules) {
    const declarations = rule.declarations.filter(({ name }) => isAboutSight(name));
    if (declarations.length === 0) continue;
    let selectors: Selector[][];
    try {
      selectors = parse(rule.selector.replaceAll('*|', ''));
    } catch {
      continue;
    }
    const doubtful = rule.doubtful || selectors.some((tokens) => tokens.some(isDoubtful));
    for (const all of selectors) {
      if (all.some((token) => token.type === 'pseudo-element')) continue;
      if (all.some((token) => token.type === 'pseudo' && NOT_YET.has(token.name))) continue;
      // Without unknown pseudo-classes, the selector matches too much rather than too little.
      const tokens = all.filter((token) => token.type !== 'pseudo' || !isDoubtful(token));
      const key = toKey(tokens);
      const entry = { ...rule, declarations, doubtful, tokens, specificity: toSpecificity(all) };
      const entries = byKey.get(key);
      if (entries) entries.push(entry);
      else byKey.set(key, [entry]);
    }
  }

  const matches = (entry: Entry, element: DomElement): boolean => {
    spend(1);
    try {
      entry.matches ??= compile([entry.tokens], options);
    } catch {
      entry.matches = () => false;
    }
    return entry.matches(element);
  };
  return (element: DomElement): MatchedRule[] => {
    const keys = ['*', element.localName, `#${element.getAttribute('id')?.toLowerCase()}`];
    for (const name of new Set(getClass(element).toLowerCase().split(/\s+/))) keys.push(`.${name}`);
    const found = keys.flatMap((key) => byKey.get(key)?.filter((entry) => matches(entry, element)) ?? []);
    for (const { declarations } of found) spend(4 * declarations.length);
    return found;
  };
}
