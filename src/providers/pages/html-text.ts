import { type DomElement, type DomNode, isElement } from './dom.ts';
import { isLegible, type Looks } from './hidden-style.ts';
import { listChildren, type Tree } from './shadow-tree.ts';
import { stripUnseen } from './visible-signs.ts';

/** Elements that are not text of the page, or not shown as text. */
const DROPPED = new Set(
  'head script style noscript template iframe object embed svg canvas audio video map select datalist button input textarea progress meter dialog nav rp rt frameset noframes noembed annotation annotation-xml mphantom'.split(
    ' ',
  ),
);
const DROPPED_ROLES = new Set(['navigation', 'banner', 'contentinfo', 'search', 'menu', 'dialog', 'alertdialog']);
/** The big style libraries' classes for text that only screen readers get. */
const SCREEN_READER_CLASSES = new Set(['sr-only', 'visually-hidden', 'visuallyhidden', 'screen-reader-text']);
const PARAGRAPHS = new Set(
  'address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend main ol p pre section summary table ul'.split(
    ' ',
  ),
);
const LINES = new Set(['li', 'tr', 'caption', 'option']);
/** Elements around the content; kept only if there is no other text. */
const ASIDE = new Set(['footer', 'aside']);
const FOOTNOTE_MARK = /^\[[^\]\s]{1,12}\]$/;
/** An `article` or `main` element counts as the content if it holds at least this share of the visible text. */
const MAIN_SHARE = 0.5;

/** The looks of an element inside its parent; undefined if the element is hidden. */
export type FindLooks = (element: DomElement, outer: Looks) => Looks | undefined;

function isHidden(element: DomElement): boolean {
  if (element.hasAttribute('hidden') || element.hasAttribute('popover')) return true;
  if (element.getAttribute('aria-hidden')?.trim().toLowerCase() === 'true') return true;
  const classes = element.getAttribute('class')?.toLowerCase().split(/\s+/, 50) ?? [];
  return classes.some((name) => SCREEN_READER_CLASSES.has(name));
}

function isLeftOut(element: DomElement, drawn: ReadonlySet<string>): boolean {
  const { localName } = element;
  if (localName === 'body' || localName === 'html') return false;
  if (DROPPED.has(localName) && !drawn.has(localName) && !(localName === 'dialog' && element.hasAttribute('open'))) {
    return true;
  }
  const role = element.getAttribute('role');
  if (role && DROPPED_ROLES.has(role)) return true;
  if (localName === 'sup' && FOOTNOTE_MARK.test(element.textContent.slice(0, 20).trim())) return true;
  return isHidden(element);
}

/** Collects pieces of text and gaps; of several gaps between two pieces, the widest wins. */
interface Writer {
  text(piece: string, preformatted: boolean): void;
  gap(kind: string): void;
  length(): number;
  /** The number of parts so far, as a position for `toText`. */
  place(): number;
  toText(from?: number, to?: number): string;
}

function createWriter(): Writer {
  const parts: string[] = [];
  let waiting = '';
  let length = 0;
  return {
    text(piece, preformatted) {
      const folded = preformatted ? piece.replace(/\n{2,}/g, '\n') : piece.replace(/[\s\u00A0]+/g, ' ');
      const body = preformatted ? folded : folded.trim();
      if (!body.trim()) {
        if (folded && !waiting && length > 0) waiting = ' ';
        return;
      }
      if (!waiting && folded !== body && folded.startsWith(' ')) waiting = ' ';
      if (length > 0) parts.push(waiting);
      parts.push(body);
      length += body.length + 1;
      waiting = !preformatted && folded.endsWith(' ') ? ' ' : '';
    },
    gap(kind) {
      if (length > 0 && kind.length > (waiting === ' ' || waiting === '\t' ? 0 : waiting.length)) waiting = kind;
    },
    length: () => length,
    place: () => parts.length,
    toText: (from, to) => parts.slice(from, to).join('').trim(),
  };
}

interface Walk {
  text: string;
  /** The text of the page's only `article` or `main`; empty if there is none, or several. */
  main: string;
}

const isMain = (element: DomElement): boolean =>
  element.localName === 'main' || element.localName === 'article' || element.getAttribute('role') === 'main';

/** Walks the page without recursion, since pages may be nested arbitrarily deep. */
function walk({ root, first, find, drawn }: Scene, leaveOut: ReadonlySet<string>, limit: number): Walk {
  const writer = createWriter();
  const open: { node: DomElement; children: Iterator<DomNode>; tree: Tree; looks: Looks; preformatted: boolean }[] = [];
  const enter = (node: DomElement, looks: Looks, preformatted: boolean, outer: Tree): void => {
    if (PARAGRAPHS.has(node.localName)) writer.gap('\n\n');
    else if (LINES.has(node.localName)) writer.gap('\n');
    const { children, tree } = listChildren(node, outer);
    open.push({ node, children, tree, looks, preformatted: preformatted || node.localName === 'pre' });
  };
  enter(root, first, false, undefined);
  let cut = false;
  const mains: { element: DomElement; from: number; to?: number }[] = [];
  for (let top = open.at(-1); top && !cut; top = open.at(-1)) {
    const { value: node, done } = top.children.next();
    if (done || !node) {
      const { localName } = top.node;
      open.pop();
      const last = mains.at(-1);
      if (last?.element === top.node) last.to = writer.place();
      if (PARAGRAPHS.has(localName)) writer.gap('\n\n');
      else if (LINES.has(localName)) writer.gap('\n');
      else if (localName === 'td' || localName === 'th') writer.gap('\t');
      continue;
    }
    if (node.nodeType === 3) {
      if (top.looks.every(isLegible)) writer.text(stripUnseen(node.nodeValue ?? ''), top.preformatted);
      cut = writer.length() > limit;
    } else if (isElement(node)) {
      if (node.localName === 'br') {
        let follower = node.nextSibling;
        while (follower && follower.nodeType === 3 && !follower.nodeValue?.trim()) follower = follower.nextSibling;
        const isDouble = follower !== null && isElement(follower) && follower.localName === 'br';
        writer.gap(isDouble ? '\n\n' : '\n');
      } else if (!leaveOut.has(node.localName) && !isLeftOut(node, drawn)) {
        const looks = find(node, top.looks);
        if (!looks) continue;
        const last = mains.at(-1);
        const within = last !== undefined && last.to === undefined;
        if (!within && isMain(node)) mains.push({ element: node, from: writer.place() });
        enter(node, looks, top.preformatted, top.tree);
      }
    }
  }
  const clip = (text: string): string => text.slice(0, limit).toWellFormed().trimEnd();
  const [only, ...others] = mains;
  const main = only && others.length === 0 ? writer.toText(only.from, only.to) : '';
  return { text: clip(writer.toText()), main: clip(main) };
}

/** A page's body, and how it is rendered. */
export interface Scene {
  root: DomElement;
  /** The looks of the body's text. */
  first: Looks;
  find: FindLooks;
  /** Elements to show although browsers with scripts do not: `noscript`. */
  drawn: ReadonlySet<string>;
}

/**
 * The text that a person reads on a page, as plain text. Hidden text is left out, and so is text hidden from screen readers
 * (`aria-hidden`): a quote must be there for everybody. Paragraphs are separated by a blank line, list items and rows by a
 * line break, cells by a tab; words that only tags divide stay whole.
 *
 * The main content is an `article` or `main` that holds at least half of the visible text, otherwise the whole body. Finer
 * heuristics (Readability) were measured: they took 70 ms for 100 KB, and minutes for a page of nested tags.
 *
 * @param limit UTF-16 units
 */
export function toVisibleText(scene: Scene, limit: number): string {
  const whole = walk(scene, ASIDE, limit);
  if (whole.main && whole.main.length >= whole.text.length * MAIN_SHARE) return whole.main;
  return whole.text || walk(scene, new Set(), limit).text;
}
