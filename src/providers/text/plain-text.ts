import { decodeHTMLStrict } from 'entities';
import { HIDDEN } from '../../core/language/characters.ts';

const TAGS = /<[/!]?[a-zA-Z-][^<>]*>/g;
/** Text beyond this is ignored; no stored text is nearly as long. UTF-16 units. */
const MAX_RAW_CHARACTERS = 20_000;

/** Hand-written, since a regular expression with a lazy middle takes quadratic time on elements that are never closed. */
function dropScripts(html: string): string {
  const lower = html.toLowerCase();
  let kept = '';
  let from = 0;
  for (const { 1: name, index } of lower.matchAll(/<(script|style)\b/g)) {
    if (index < from) continue;
    kept += html.slice(from, index);
    const end = lower.indexOf(`</${name}`, index);
    if (end < 0) return kept;
    from = end;
  }
  return kept + html.slice(from);
}

/**
 * Strips HTML tags, control and direction characters from a publisher's text, decodes entities (also double-encoded ones, as
 * WordPress writes them) and collapses white space.
 */
export function toPlainText(raw: string): string {
  let text = raw.slice(0, MAX_RAW_CHARACTERS);
  if (text.includes('&')) text = decodeHTMLStrict(decodeHTMLStrict(text));
  if (text.includes('<')) text = dropScripts(text).replace(TAGS, ' ');
  return text.replace(/\s+/g, ' ').replace(HIDDEN, '').trim().toWellFormed();
}

/** Truncates with an ellipsis, at the last space if one is near, and never inside a character. @param max in UTF-16 units */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text
    .slice(0, max - 1)
    .toWellFormed()
    .replace(/\ufffd$/, '');
  const space = cut.lastIndexOf(' ');
  return `${(space > max * 0.7 ? cut.slice(0, space) : cut).trimEnd()}…`;
}

const SENTENCES = new Intl.Segmenter('en', { granularity: 'sentence' });

/** The first sentences of a text. */
export function toFirstSentences(text: string, count: number): string {
  if (!text) return '';
  const sentences: string[] = [];
  for (const { segment } of SENTENCES.segment(text)) {
    if (sentences.length === count) break;
    sentences.push(segment);
  }
  return sentences.join('').trim();
}
