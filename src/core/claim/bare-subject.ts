import { isVerbLike } from './verbs.ts';

/** A longer text says something, whatever its verb. */
const MOST_WORDS = 6;

/**
 * Whether a short text only names a subject and says nothing of it: "Vaccines and autism", "Queen Elizabeth II". It has the words of many claims, and is
 * none. English: a text in another language may seem to have no verb, so this alone must refuse nothing.
 */
export function isBareSubject(text: string): boolean {
  if (/[=<>≠:%]/.test(text)) return false;
  const words = text.toLowerCase().match(/[\p{L}\p{N}'’]+/gu) ?? [];
  if (words.length > MOST_WORDS) return false;
  // "Sun circles the earth": an -s inside a sentence may be a verb nobody has listed.
  return !words.some(
    (word, at) => isVerbLike(word.replace('’', "'")) || (at > 0 && at < words.length - 1 && /[^s]s$/.test(word)),
  );
}
