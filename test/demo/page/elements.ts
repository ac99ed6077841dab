import type { Piece } from './views.ts';

type Tag = keyof HTMLElementTagNameMap;
export interface Looks {
  class?: string;
  /** Attributes as they stand in HTML; one that is `false` is left out. */
  [attribute: string]: string | boolean | undefined;
}

/** An element with its children; texts are texts, whatever is in them. */
export function make<T extends Tag>(
  tag: T,
  looks: Looks = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[T] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(looks)) {
    if (value !== false && value !== undefined) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children);
  return element;
}

/** A button that does something. */
export function makeButton(label: string, looks: Looks, press: () => void): HTMLButtonElement {
  const button = make('button', { type: 'button', ...looks }, label);
  button.addEventListener('click', press);
  return button;
}

/** The one element of the page with this id. */
export function find(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return element;
}

const TAGS = {
  strong: 'strong',
  em: 'em',
  u: 'u',
  s: 's',
  code: 'code',
  pre: 'pre',
  quote: 'blockquote',
  heading: 'h4',
  small: 'small',
  spoiler: 'span',
  mention: 'span',
} as const;

/** A marked text as elements. */
export function toNodes(pieces: readonly Piece[]): Node[] {
  return pieces.map((piece) => {
    if (typeof piece === 'string') return document.createTextNode(piece);
    const inside = toNodes(piece.inside);
    if (piece.as !== 'link')
      return make(TAGS[piece.as], { class: piece.as, dir: piece.as === 'quote' && 'auto' }, ...inside);
    const href = toSafeAddress(piece.href ?? '');
    if (href === undefined) return make('span', {}, ...inside);
    return make('a', { href, target: '_blank', rel: 'noopener noreferrer', title: piece.href ?? '' }, ...inside);
  });
}

/** Web addresses alone. Pages of the made-up town exist nowhere else; the demo shows them itself. */
function toSafeAddress(address: string): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) return undefined;
  return url.hostname.endsWith('.example') ? `/made-up?url=${encodeURIComponent(url.href)}` : url.href;
}
