import { type DomElement, type DomNode, isElement } from './dom.ts';

/** The shadow tree that a node stands in, and the one around its host; nothing for the page itself. */
export type Tree = { host: DomElement; outer: Tree; filled: Set<string> } | undefined;

/** Others take no shadow tree by a `template`, which then shows nothing. Source: DOM, "valid shadow host name". */
const HOSTS = new Set(
  'article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span'.split(' '),
);

function* toChildren(node: DomNode): Generator<DomNode> {
  for (let child = node.firstChild; child; child = child.nextSibling) yield child;
}

function findChild(node: DomNode, test: (child: DomElement) => boolean): DomElement | undefined {
  for (const child of toChildren(node)) if (isElement(child) && test(child)) return child;
  return undefined;
}

const isTemplate = (element: DomElement): boolean => element.localName === 'template';

/** The `template` that an element's shadow tree is declared by. */
export function findShadow(element: DomElement): DomElement | undefined {
  if (!HOSTS.has(element.localName) && !element.localName.includes('-')) return undefined;
  return findChild(
    element,
    (child) => isTemplate(child) && /^(?:open|closed)$/i.test(child.getAttribute('shadowrootmode') ?? ''),
  );
}

const toSlot = (node: DomNode): string => (isElement(node) ? (node.getAttribute('slot') ?? '') : '');

/** What a slot is filled with. The first of a name takes all; the others show what they hold themselves. */
function* toSlotted({ host, filled }: NonNullable<Tree>, name: string): Generator<DomNode> {
  if (filled.has(name)) return;
  filled.add(name);
  for (const child of toChildren(host)) {
    const isText = child.nodeType === 3 && child.nodeValue?.trim() !== '';
    if ((isText || (isElement(child) && !isTemplate(child))) && toSlot(child) === name) yield child;
  }
}

/** The children that are shown of an element, and the tree they stand in: of a closed `details` its summary, of a host its shadow tree, of a slot what fills it. */
export function listChildren(element: DomElement, tree: Tree): { children: Iterator<DomNode>; tree: Tree } {
  if (element.localName === 'details' && !element.hasAttribute('open')) {
    const summary = findChild(element, (child) => child.localName === 'summary');
    return { children: [summary].filter((one) => one !== undefined).values(), tree };
  }
  if (tree && element.localName === 'slot') {
    const [...slotted] = toSlotted(tree, element.getAttribute('name') ?? '');
    if (slotted.length > 0) return { children: slotted.values(), tree: tree.outer };
  }
  // Browsers have forgotten this form: some show the template, some what is beside it.
  if (findChild(element, (child) => isTemplate(child) && child.hasAttribute('shadowroot'))) {
    return { children: [].values(), tree };
  }
  const shadow = findShadow(element);
  if (shadow) return { children: toChildren(shadow), tree: { host: element, outer: tree, filled: new Set() } };
  return { children: toChildren(element), tree };
}
