import { parseHTML } from 'linkedom';

/** As much of the DOM as is needed here; the compiler has no DOM library. */
export interface DomNode {
  readonly nodeType: number;
  readonly nodeValue: string | null;
  readonly firstChild: DomNode | null;
  readonly nextSibling: DomNode | null;
}

export interface DomElement extends DomNode {
  readonly localName: string;
  readonly textContent: string;
  getAttribute(name: string): string | null;
  hasAttribute(name: string): boolean;
}

export interface DomDocument {
  readonly documentElement: DomElement | null;
  getElementsByTagName(name: string): Iterable<DomElement>;
}

/** Parses HTML; nothing in it is run or loaded. Bare text is put into a body, as browsers do. */
export function parseDocument(html: string): DomDocument {
  const whole = /<(?:html|body|head)[\s>]/i.test(html) ? html : `<html><body>${html}</body></html>`;
  return parseHTML(whole).document as unknown as DomDocument;
}

/** Whether a node is an element. */
export function isElement(node: DomNode): node is DomElement {
  return node.nodeType === 1;
}
