/** What a fence's lines begin with. A text that has it loses it. */
const MARK = '<<<';
const MARK_END = '>>>';

/**
 * Puts a text of strangers between two lines that it cannot hold itself, so that a model can tell it from what it is told. Pure.
 *
 * @param name what it is; upper-case letters and digits of ours
 */
export function toFenced(name: string, text: string): string {
  return `${MARK}${name}${MARK_END}\n${toInert(text)}\n${MARK}END ${name}${MARK_END}`;
}

/** A text without anything that looks like a fence or a chat template's mark, and without unseen characters. */
export function toInert(text: string): string {
  return text
    .replace(/[\p{Default_Ignorable_Code_Point}\u202a-\u202e\u2060-\u2069\u{e0000}-\u{e007f}]/gu, '')
    .replace(/[^\S\n ]/gu, ' ')
    .replace(/[<＜﹤‹〈《⟨]{2,}|[>＞﹥›〉》⟩]{2,}/gu, (run) => run.slice(0, 1))
    .replace(/<\|/gu, '< |')
    .replace(/\|>/gu, '| >')
    .trim();
}

/** The same on one line. */
export function toInertLine(text: string, most: number): string {
  return toInert(text.slice(0, most)).replace(/\s+/gu, ' ');
}
