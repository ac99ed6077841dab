import functionWords from './data/latin-languages.json' with { type: 'json' };
import type { Piece } from './pieces.ts';

/** A language code; `xx` is another one, or none that a word tells. */
export type Language = keyof typeof functionWords | 'hi' | 'ar' | 'uk' | 'zh';

const LANGUAGES = Object.keys(functionWords) as (keyof typeof functionWords)[];
const LANGUAGES_OF: ReadonlyMap<string, readonly number[]> = toIndex();

function toIndex(): Map<string, number[]> {
  const index = new Map<string, number[]>();
  for (const [at, language] of LANGUAGES.entries()) {
    for (const word of functionWords[language].split(' ')) {
      const known = index.get(word);
      if (known) known.push(at);
      else index.set(word, [at]);
    }
  }
  return index;
}

/**
 * The language of a text by its script and its function words. A text of Latin letters that has no function word at all is English, unless it has letters that
 * English lacks.
 */
export function toLanguage(pieces: readonly Piece[]): Language {
  const counts = LANGUAGES.map(() => 0);
  let latin = 0;
  let hasForeignLetter = false;
  let foreign: string | undefined;
  let other = 0;
  for (const { kind, lower, attached } of pieces) {
    if (kind !== 'word') continue;
    const code = lower.charCodeAt(0);
    if (code < 0x250) {
      latin += 1;
      hasForeignLetter ||= !/^[a-z']+$/.test(lower);
      // The "o" of "H2O" is no word.
      if (!attached) for (const at of LANGUAGES_OF.get(lower) ?? []) counts[at] = (counts[at] ?? 0) + 1;
    } else {
      other += 1;
      foreign ??= lower;
    }
  }
  if (other > 0 && other >= latin) return toScript(foreign ?? '');
  const most = Math.max(...counts);
  if (most === 0) return hasForeignLetter ? 'xx' : 'en';
  // English stands first, so that it is preferred.
  return LANGUAGES[counts.indexOf(most)] ?? 'xx';
}

function toScript(word: string): Language {
  if (/\p{Script=Cyrillic}/u.test(word)) return 'uk';
  if (/\p{Script=Arabic}/u.test(word)) return 'ar';
  if (/\p{Script=Devanagari}/u.test(word)) return 'hi';
  return /\p{Script=Han}/u.test(word) ? 'zh' : 'xx';
}
