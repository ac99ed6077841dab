import { isVerbLike } from './verbs.ts';

/** A longer text says something, whatever its verb. */
const MOST_WORDS = 6;
/** Headlines leave "is" out before these: "Great Wall visible from the Moon", "bats blind". None of them ends a name. */
const SAID_OF =
  /^(?:visible|blind|deaf|flat|hollow|dead|alive|fake|real|safe|unsafe|dangerous|toxic|poisonous|radioactive|harmful|harmless|deadly|lethal|fatal|contagious|carcinogenic|addictive|effective|ineffective|useless|edible|extinct|illegal|legal|mandatory|guilty|innocent|pregnant|infertile|rigged|haunted|responsible|immune)$/;
/** What may follow such a word; with a noun behind it, it belongs to the subject: "dead celebrities". */
const BEHIND = /^(?:from|to|for|in|on|at|by|of|with|without|under|after|during|because|when)$/;

/**
 * Whether a short text only names a subject and says nothing of it: "Vaccines and autism", "Queen Elizabeth II". It has the words of many claims, and is
 * none. English: a text in another language may seem to have no verb, so this alone must refuse nothing.
 */
export function isBareSubject(text: string): boolean {
  if (/[=<>≠:%]/.test(text)) return false;
  const words = text.toLowerCase().match(/[\p{L}\p{N}'’]+/gu) ?? [];
  if (words.length > MOST_WORDS) return false;
  const isSaid = (word: string, at: number) =>
    at > 0 && SAID_OF.test(word) && (at === words.length - 1 || BEHIND.test(words[at + 1] ?? ''));
  if (words.some(isSaid)) return false;
  // "Sun circles the earth": an -s inside a sentence may be a verb nobody has listed.
  return !words.some(
    (word, at) => isVerbLike(word.replace('’', "'")) || (at > 0 && at < words.length - 1 && /[^s]s$/.test(word)),
  );
}
