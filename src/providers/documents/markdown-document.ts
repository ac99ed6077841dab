import type { PageText } from './to-documents.ts';

const FRONT_MATTER = /^---[ \t]*\n([\s\S]{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)/;
const FIELD = /^([a-zA-Z]\w*):[ \t]+(.*)$/;

/** Front matter fields that other programs use, and what they mean here. */
const NAMES: ReadonlyMap<string, keyof PageText> = new Map([
  ['title', 'title'],
  ['url', 'url'],
  ['link', 'url'],
  ['date', 'publishedAt'],
  ['publisher', 'publisher'],
  ['lang', 'language'],
  ['language', 'language'],
]);

const unquote = (value: string): string => /^(["'])(.*)\1$/.exec(value.trim())?.[2] ?? value.trim();

/** Strips Markdown markup from a line. Every pattern is bounded, so that no text makes it slow. */
function toPlainLine(line: string): string {
  return line
    .replace(/^ {0,3}(?:#{1,6}[ \t]+|(?:>[ \t]?)+)/, '')
    .replace(/^[ \t]*(?:[-*+]|\d{1,4}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?/, '')
    .replace(/!\[[^\][]{0,500}\]\([^()\s]{0,2000}(?:[ \t]+"[^"]{0,500}")?\)/g, '')
    .replace(/\[([^\][]{1,500})\]\([^()\s]{0,2000}(?:[ \t]+"[^"]{0,500}")?\)/g, '$1')
    .replace(/<(https?:[^<>\s]{1,2000})>/g, '$1')
    .replace(/<[/a-zA-Z][^<>]{0,1000}>/g, '')
    .replace(/(\*\*|__|~~)(?=\S)([^*_~]{1,1000})\1/g, '$2')
    .replace(/(?<![\w*])\*(?=\S)([^*]{1,1000})(?<=\S)\*(?![\w*])/g, '$1')
    .replace(/(?<![\w_])_(?=\S)([^_]{1,1000})(?<=\S)_(?![\w_])/g, '$1')
    .replace(/`([^`]{1,1000})`/g, '$1')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1');
}

/** Hand-written: a regular expression with a lazy middle takes quadratic time on comments that are never closed. */
function dropComments(text: string): string {
  let kept = '';
  let from = 0;
  for (let start = text.indexOf('<!--'); start >= 0; start = text.indexOf('<!--', from)) {
    kept += text.slice(from, start);
    const end = text.indexOf('-->', start);
    if (end < 0) return kept;
    from = end + 3;
  }
  return kept + text.slice(from);
}

/**
 * Reads Markdown as a reader would see it. The front matter may state `title`, `url`, `date`, `publisher` and `language`; if it has no
 * title, the first heading is the title.
 *
 * @param raw Markdown with `\n` as line ending
 */
export function parseMarkdown(raw: string): PageText {
  const page: PageText = { text: '' };
  const front = FRONT_MATTER.exec(raw);
  for (const line of front?.[1]?.split('\n') ?? []) {
    const [, name = '', value = ''] = FIELD.exec(line) ?? [];
    const key = NAMES.get(name.toLowerCase());
    const plain = unquote(value);
    if (key !== undefined && plain !== '') page[key] = plain;
  }
  const body = dropComments(raw.slice(front?.[0].length ?? 0));
  const heading = /^ {0,3}#{1,6}[ \t]+(.{1,1000})$/m.exec(body)?.[1];
  if (page.title === undefined && heading !== undefined)
    page.title = toPlainLine(heading).replace(/[ \t]+#+[ \t]*$/, '');
  let isCode = false;
  page.text = body
    .split('\n')
    .flatMap((line) => {
      if (/^ {0,3}(?:```|~~~)/.test(line)) {
        isCode = !isCode;
        return [];
      }
      if (isCode) return [line];
      return /^ {0,3}(?:[-=]{2,}|(?:[-*_][ \t]*){3,})$/.test(line) ? [''] : [toPlainLine(line)];
    })
    .join('\n');
  return page;
}
