import { createCssReader } from './css-rules.ts';
import { createRuleFinder } from './css-selectors.ts';
import type { DomDocument, DomElement, DomNode } from './dom.ts';
import { FIRST_LOOK, type Looks, toLooks } from './hidden-style.ts';
import { type FindLooks, toVisibleText } from './html-text.ts';

/** Within these, a style sheet is text that is never put into the page. */
const INERT = new Set(['noscript', 'template', 'svg', 'noembed', 'noframes']);

function isInert(element: DomElement): boolean {
  for (let node: DomNode | null = element; node; node = node.parentNode) {
    if (INERT.has((node as DomElement).localName)) return true;
  }
  return false;
}

/** The style sheets that stand in the page itself; none is fetched. */
function readSheets(document: DomDocument) {
  const reader = createCssReader();
  for (const style of document.getElementsByTagName('style')) {
    const type = style.getAttribute('type')?.trim().toLowerCase();
    if ((type && type !== 'text/css') || isInert(style)) continue;
    reader.readSheet(style.textContent, style.getAttribute('media') ?? '');
  }
  return reader.rules;
}

/**
 * The text of a page that a person sees, by the styles that stand in it.
 *
 * @param limit UTF-16 units
 * @throws OutOfReach `not-a-page` where its styles are made to be slow
 */
export function readVisibleText(document: DomDocument, limit: number): string {
  const [body] = document.getElementsByTagName('body');
  const root = document.documentElement;
  if (!root) return '';
  const findRules = createRuleFinder(readSheets(document), document.doctype === null);
  const find: FindLooks = (element, outer) => toLooks(element, outer, findRules(element));
  let looks: Looks = [FIRST_LOOK, FIRST_LOOK];
  looks = find(root, looks) ?? looks;
  if (body && body !== root) looks = find(body, looks) ?? looks;
  return toVisibleText(body ?? root, looks, find, limit);
}
