import { type DomElement, type DomNode, isElement } from './dom.ts';

/** The shadow tree that contains a node, with the tree that contains its host; undefined for the page itself. */
export type Tree = { host: DomElement; outer: Tree; filled: Set<string> } | undefined;

/** Elements that can have a declarative shadow tree, besides custom elements. Source: DOM, "valid shadow host name". */
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

/** The `template` that declares an element's shadow tree. */
export function findShadow(element: DomElement): DomElement | undefined {
  if (!HOSTS.has(element.localName) && !element.localName.includes('-')) return undefined;
  return findChild(
    element,
    (child) => isTemplate(child) && /^(?:open|closed)$/i.test(child.getAttribute('shadowrootmode') ?? ''),
  );
}

const toSlot = (node: DomNode): string => (isElement(node) ? (node.getAttribute('slot') ?? '') : '');

/** The nodes assigned to a slot. The first slot of a name gets them all; others with that name show their fallback content. */
function* toSlotted({ host, filled }: NonNullable<Tree>, name: string): Generator<DomNode> {
  if (filled.has(name)) return;
  filled.add(name);
  for (const child of toChildren(host)) {
    const isText = child.nodeType === 3 && child.nodeValue?.trim() !== '';
    if ((isText || (isElement(child) && !isTemplate(child))) && toSlot(child) === name) yield child;
  }
}

/** The rendered children of an element, and their tree: a closed `details` renders its summary, a host its shadow tree, a slot its assigned nodes. */
export function listChildren(element: DomElement, tree: Tree): { children: Iterator<DomNode>; tree: Tree } {
  if (element.localName === 'details' && !element.hasAttribute('open')) {
    const summary = findChild(element, (child) => child.localName === 'summary');
    return { children: [summary].filter((one) => one !== undefined).values(), tree };
  }
  if (tree && element.localName === 'slot') {
    const [...slotted] = toSlotted(tree, element.getAttribute('name') ?? '');
    if (slotted.length > 0) return { children: slotted.values(), tree: tree.outer };
  }
  // The obsolete `shadowroot` attribute: some browsers render the template, others the light children. Neither is certain.
  if (findChild(element, (child) => isTemplate(child) && child.hasAttribute('shadowroot'))) {
    return { children: [].values(), tree };
  }
  const shadow = findShadow(element);
  if (shadow) return { children: toChildren(shadow), tree: { host: element, outer: tree, filled: new Set() } };
  return { children: toChildren(element), tree };
}
