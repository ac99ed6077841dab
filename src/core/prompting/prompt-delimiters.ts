/** The start of a fence's lines. It is removed from any text that has it. */
const MARK = '<<<';
const MARK_END = '>>>';

/**
 * Fences a stranger's text between two lines that it cannot contain, so that a model can tell it from its instructions. Pure.
 *
 * @param name what the text is; upper-case letters and digits of ours
 */
export function toFenced(name: string, text: string): string {
  return `${MARK}${name}${MARK_END}\n${toInert(text)}\n${MARK}END ${name}${MARK_END}`;
}

/** Removes what looks like a fence or a chat template's mark, and invisible characters. */
export function toInert(text: string): string {
  return text
    .replace(/[\p{Default_Ignorable_Code_Point}\u202a-\u202e\u2060-\u2069\u{e0000}-\u{e007f}]/gu, '')
    .replace(/[^\S\n ]/gu, ' ')
    .replace(/[<＜﹤‹〈《⟨]{2,}|[>＞﹥›〉》⟩]{2,}/gu, (run) => run.slice(0, 1))
    .replace(/<\|/gu, '< |')
    .replace(/\|>/gu, '| >')
    .trim();
}

/** The same on one line, of at most `most` UTF-16 units. */
export function toInertLine(text: string, most: number): string {
  return toInert(text.slice(0, most)).replace(/\s+/gu, ' ');
}
