import { createCssReader } from './css-rules.ts';
import { createRuleFinder } from './css-selectors.ts';
import { type DomDocument, type DomElement, type DomNode, isElement } from './dom.ts';
import { FIRST_LOOK, type Looks, toLooks } from './hidden-style.ts';
import { type FindLooks, toVisibleText } from './html-text.ts';
import { findShadow } from './shadow-tree.ts';

/** Inside these elements, a style sheet does not apply to the page. */
const INERT = new Set(['noscript', 'template', 'svg', 'noembed', 'noframes']);

type RuleFinder = ReturnType<typeof createRuleFinder>;

const isTemplate = (node: DomNode): boolean => isElement(node) && node.localName === 'template';

/** The nearest inert ancestor of an element. */
function findInert(element: DomNode): DomElement | undefined {
  for (let node: DomNode | null = element; node; node = node.parentNode) {
    if (INERT.has((node as DomElement).localName)) return node as DomElement;
  }
  return undefined;
}

/** The page's embedded style sheets, by the shadow tree that they apply to; none is fetched. */
function readSheets(document: DomDocument, drawn: ReadonlySet<string>) {
  const trees = new Map<DomElement | undefined, ReturnType<typeof createCssReader>>();
  for (const style of document.getElementsByTagName('style')) {
    const type = style.getAttribute('type')?.trim().toLowerCase();
    const inert = findInert(style);
    const tree = inert && drawn.has(inert.localName) ? undefined : inert;
    if ((type && type !== 'text/css') || (tree && tree.localName !== 'template')) continue;
    const reader = trees.get(tree) ?? createCssReader();
    trees.set(tree, reader);
    // `::slotted(…)` rules are applied to the shadow tree's own elements too.
    const css = tree ? style.textContent.replaceAll('::slotted(', ':is(') : style.textContent;
    reader.readSheet(css, style.getAttribute('media') ?? '');
  }
  return trees;
}

/**
 * The text of a page that a person sees, by its embedded styles. Text in `noscript` counts if it more than doubles the text: it is
 * then what a browser without scripts shows.
 *
 * @param limit UTF-16 units
 * @throws OutOfReach `not-a-page` if its styles are made to be slow
 */
export function readVisibleText(document: DomDocument, limit: number): string {
  const plain = readText(document, new Set(), limit);
  const [noscript] = document.getElementsByTagName('noscript');
  if (!noscript) return plain;
  const whole = readText(document, new Set(['noscript']), limit);
  return whole.length > 2 * plain.length ? whole : plain;
}

function readText(document: DomDocument, drawn: ReadonlySet<string>, limit: number): string {
  const [body] = document.getElementsByTagName('body');
  const root = document.documentElement;
  if (!root) return '';
  const trees = readSheets(document, drawn);
  const finders = new Map<DomNode | undefined, RuleFinder>();
  const shadows = new Map<DomNode | null, RuleFinder>();
  for (const [tree, { rules }] of trees) {
    const finder = createRuleFinder(rules, document.doctype === null);
    finders.set(tree, finder);
    const host = tree?.parentNode;
    if (host && isElement(host) && findShadow(host) === tree) shadows.set(host, finder);
  }
  // Only its own style sheets apply inside a shadow tree; both the page's and the shadow tree's can hide a slotted element.
  const inShadow = new Map<DomNode | null, DomNode>();
  const find: FindLooks = (element, outer) => {
    const parent = element.parentNode;
    const tree = parent && isTemplate(parent) ? parent : inShadow.get(parent);
    if (tree) inShadow.set(element, tree);
    const looks = toLooks(element, outer, finders.get(tree)?.(element) ?? []);
    const slotted = tree === parent ? undefined : shadows.get(parent);
    return looks && slotted && !toLooks(element, outer, slotted(element)) ? undefined : looks;
  };
  let looks: Looks = [FIRST_LOOK, FIRST_LOOK];
  looks = find(root, looks) ?? looks;
  if (body && body !== root) looks = find(body, looks) ?? looks;
  return toVisibleText({ root: body ?? root, first: looks, find, drawn }, limit);
}
