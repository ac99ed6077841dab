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
  return {
    text,
    lower: text.toLowerCase(),
    words,
    bare: words.map((word) => word.toLowerCase().replace(/^[^\p{L}\p{N}=]+|[^\p{L}\p{N}\p{M}=]+$/gu, '')),
    asked: /[?？؟]/u.test(line.slice(text.length)) || line.startsWith('¿') || /[,;:\s]¿/u.test(line),
  };
}

function withoutEndMarks(line: string): string {
  let end = line.length;
  while (end > 0 && END_MARKS.includes(line.charAt(end - 1))) end -= 1;
  return line.slice(0, end);
}

const END_MARKS = '.!?…。！？؟।,;: "\')]”»';
