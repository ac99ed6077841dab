import { type CanonicalWord, toCanonicalWords } from './canonical-words.ts';

/** Phrases of a language file, indexed for finding them in a text. */
export interface Phrases {
  /** The length in words, inner marks included, of the longest phrase that begins at a place; 0 if there is none. */
  startingAt(words: readonly CanonicalWord[], at: number): number;
  /** The length in words of the longest phrase that ends before a place. */
  endingAt(words: readonly CanonicalWord[], end: number): number;
}

/** A trie of phrases by word: each word of a text is compared once, however many phrases begin alike. */
interface Branch {
  next: Map<string, Branch>;
  ends: boolean;
}

/** Indexes phrases. Their marks are ignored. */
export function createPhrases(texts: readonly string[]): Phrases {
  const [forwards, backwards] = [createBranch(), createBranch()];
  for (const text of texts) {
    const phrase = toCanonicalWords(text).words.flatMap(({ mark, word }) => (mark === '' ? [word] : []));
    grow(forwards, phrase);
    grow(backwards, phrase.toReversed());
  }
  return {
    startingAt: (words, at) => follow(forwards, words, at, 1),
    endingAt: (words, end) => follow(backwards, words, end - 1, -1),
  };
}

const createBranch = (): Branch => ({ next: new Map(), ends: false });

function grow(root: Branch, phrase: readonly string[]): void {
  let branch = root;
  for (const word of phrase) {
    const next = branch.next.get(word) ?? createBranch();
    branch.next.set(word, next);
    branch = next;
  }
  branch.ends = phrase.length > 0;
}

/** @returns the length in words of the longest phrase from there; commas inside a phrase are skipped */
function follow(root: Branch, words: readonly CanonicalWord[], from: number, step: 1 | -1): number {
  let branch: Branch | undefined = root;
  let longest = 0;
  for (let at = from; branch !== undefined && at >= 0 && at < words.length; at += step) {
    const { word, mark } = words[at] ?? { word: '', mark: '' };
    if (mark === ',' && at !== from) continue;
    branch = branch.next.get(word);
    if (branch?.ends) longest = Math.abs(at - from) + 1;
  }
  return longest;
}

/**
 * The phrases that a data file's template stands for: `{x}` is any of a slot's words, `(that)` may be missing.
 *
 * @param slots words by slot name, separated by `|`
 */
export function expand(template: string, slots: Readonly<Record<string, string | undefined>> = {}): string[] {
  const slot = /\{(\w+)\}/u.exec(template);
  if (slot) {
    return (slots[slot[1] ?? ''] ?? '').split('|').flatMap((word) => expand(template.replace(slot[0], word), slots));
  }
  const optional = /\(([^)]*)\)/u.exec(template);
  if (!optional) return [template.replace(/\s+/gu, ' ').trim()];
  return [optional[1] ?? '', ''].flatMap((word) => expand(template.replace(optional[0], word), slots));
}
