import { splitSentences } from './sentences.ts';

/** Sentences of one message that are looked up. */
const MOST_SENTENCES = 40;

/**
 * Every text of a cleaned message that may say a known wording: the whole of it, each sentence, and each two neighbours, since a wording can have two
 * sentences. Each once, the whole first.
 */
export function toStatements(message: string): string[] {
  const sentences = splitSentences(message).slice(0, MOST_SENTENCES);
  const pairs = sentences.slice(1).map((sentence, at) => `${sentences[at]} ${sentence}`);
  return [...new Set([message.trim(), ...sentences, ...pairs])].filter((text) => text !== '');
}
