import { findNamedNodes } from './find-reviews.ts';

type Node = Record<string, unknown>;

/** A page's graph has a handful of organisations; beyond this limit, new ones are not remembered. */
const MAX_NAMED_NODES = 5_000;
/** How many reviews can wait for an organisation that comes later in the file. */
const MAX_WAITING = 1_000;

const toReference = (value: unknown): string | undefined => {
  const node = Array.isArray(value) ? value[0] : value;
  if (typeof node !== 'object' || node === null || 'name' in node) return undefined;
  const id = (node as Node)['@id'];
  return typeof id === 'string' ? id : undefined;
};

/** Resolves publishers that reviews in a `@graph` name by `@id`; the organisation may come before or after the review. */
export function createReferences() {
  const named = new Map<string, Node>();
  const waiting: { place: string; review: Node }[] = [];

  const resolve = (review: Node): Node => {
    const resolved = { ...review };
    for (const key of ['author', 'publisher'] as const) {
      const id = toReference(review[key]);
      const node = id === undefined ? undefined : named.get(id);
      if (node) resolved[key] = node;
    }
    return resolved;
  };
  const isOpen = (review: Node): boolean =>
    [review.author, review.publisher].some((value) => {
      const id = toReference(value);
      return id !== undefined && !named.has(id);
    });

  return {
    remember(value: unknown): void {
      for (const node of findNamedNodes(value)) {
        if (named.size < MAX_NAMED_NODES) named.set(String(node['@id']), node);
      }
    },
    /** The review with its publisher resolved, or undefined if it has to wait for the publisher. */
    take(place: string, review: Node): Node | undefined {
      if (!isOpen(review) || waiting.length >= MAX_WAITING) return resolve(review);
      waiting.push({ place, review });
      return undefined;
    },
    /** The reviews that still wait; called at the end of the file. */
    *rest(): Generator<{ place: string; review: Node }> {
      for (const { place, review } of waiting) yield { place, review: resolve(review) };
    },
  };
}
