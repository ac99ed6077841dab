import { parseHTML } from 'linkedom';

/** As much of the DOM as is needed here; the compiler has no DOM library. */
export interface DomNode {
  readonly nodeType: number;
  readonly nodeValue: string | null;
  readonly textContent: string | null;
  readonly parentNode: DomNode | null;
  readonly firstChild: DomNode | null;
  readonly nextSibling: DomNode | null;
}

export interface DomElement extends DomNode {
  readonly localName: string;
  readonly textContent: string;
  getAttribute(name: string): string | null;
  hasAttribute(name: string): boolean;
  setAttribute(name: string, value: string): void;
  readonly attributes: Iterable<{ name: string; readonly value: string }>;
}

export interface DomDocument {
  readonly doctype: object | null;
  readonly documentElement: DomElement | null;
  getElementsByTagName(name: string): Iterable<DomElement>;
  querySelectorAll(selector: string): Iterable<DomElement>;
}

/**
 * Parses HTML; nothing in it is run or loaded. Bare text is put into a body, as browsers do. Attributes are found by their
 * names in lower case: linkedom keeps the names as they are written.
 */
export function parseDocument(html: string): DomDocument {
  const whole = /<(?:html|body|head)[\s>]/i.test(html) ? html : `<html><body>${html}</body></html>`;
  const document = parseHTML(whole).document as unknown as DomDocument;
  for (const element of document.querySelectorAll('*')) {
    const names = new Set<string>();
    for (const attribute of element.attributes) {
      const lower = attribute.name.toLowerCase();
      if (lower !== attribute.name && !names.has(lower)) {
        attribute.name = lower;
        if (lower === 'class') element.setAttribute(lower, attribute.value);
      }
      names.add(lower);
    }
  }
  return document;
}

/** Whether a node is an element. */
export function isElement(node: DomNode): node is DomElement {
  return node.nodeType === 1;
}
