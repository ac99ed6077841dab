/** A sentence as the rules of this room read it. */
export interface SentenceReading {
  /** In one line, with plain apostrophes and without the marks at its end. */
  text: string;
  /** `text` in lower case. */
  lower: string;
  /** The words as written, with the marks on them. */
  words: string[];
  /** The words in lower case, without the marks around them; as many as `words`. */
  bare: string[];
  /** It ends with a question mark, or opens with one. */
  asked: boolean;
}

/** Reads a sentence of at most a few hundred characters. Pure. */
export function readSentence(sentence: string): SentenceReading {
  const line = sentence
    .replace(/[’‘ʼ`´]/gu, "'")
    .replace(/\s+/gu, ' ')
    .trim();
  const text = withoutEndMarks(line);
  const words = text.split(' ').filter((word) => /[\p{L}\p{N}=&+%$#/<>]/u.test(word));
  // "WHO is moving to Bonn" asks nothing.
  const lower = (ORGANISATION.test(text) ? text.replace('WHO', 'W.H.O') : text).toLowerCase();
  const bare = (word: string) => word.toLowerCase().replace(/^[^\p{L}\p{N}=]+|[^\p{L}\p{N}\p{M}=]+$/gu, '');
  return {
    text,
    lower,
    words,
    bare: words.map((word, at) => bare(at === 0 && lower !== text.toLowerCase() ? 'w.h.o' : word)),
    asked: /[?？؟]/u.test(line.slice(text.length)) || line.startsWith('¿') || /[,;:\s]¿/u.test(line),
  };
}

/** The World Health Organization, in a text that does not shout. */
const ORGANISATION = /^WHO(?=(?:'s)?\s)(?=.*\p{Ll}{3})/u;

function withoutEndMarks(line: string): string {
  let end = line.length;
  while (end > 0 && END_MARKS.includes(line.charAt(end - 1))) end -= 1;
  return line.slice(0, end);
}

const END_MARKS = '.!?…。！？؟।,;: "\')]”»';
