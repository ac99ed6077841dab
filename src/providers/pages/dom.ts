import { parseHTML } from 'linkedom';

/** The part of the DOM that is needed here, since TypeScript's DOM library is not loaded. */
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
 * Parses HTML without running or loading anything. Bare text is wrapped in a body, as in browsers. Attribute names are converted
 * to lower case, since linkedom keeps them as written.
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
