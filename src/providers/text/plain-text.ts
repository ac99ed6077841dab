import { HIDDEN } from '../../core/language/characters.ts';

/** Named HTML entities that publishers' feeds really hold; numeric ones are decoded by their code point. */
const ENTITIES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', ndash: '–', mdash: '—', hellip: '…', euro: '€' },
    ...{ lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', laquo: '«', raquo: '»', bull: '•', deg: '°', pound: '£' },
    ...{ aacute: 'á', eacute: 'é', iacute: 'í', oacute: 'ó', uacute: 'ú', ntilde: 'ñ', ccedil: 'ç', atilde: 'ã' },
    ...{ agrave: 'à', egrave: 'è', acirc: 'â', ecirc: 'ê', ocirc: 'ô', otilde: 'õ', auml: 'ä', ouml: 'ö', uuml: 'ü' },
    ...{ szlig: 'ß', iexcl: '¡', iquest: '¿', zwnj: '', zwj: '', shy: '' },
  }),
);

const ENTITY = /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-zA-Z]{2,8}));/g;
const TAGS = /<[/!]?[a-zA-Z-][^<>]*>/g;
/** Nothing behind this is looked at: no text that is kept is nearly as long. */
const MAX_RAW_CHARACTERS = 20_000;

/** By hand, since a pattern with a lazy middle takes quadratic time where elements are opened and never closed. */
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

function decodeEntities(text: string): string {
  return text.replace(ENTITY, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name) return ENTITIES.get(name) ?? whole;
    const code = decimal ? Number.parseInt(decimal, 10) : Number.parseInt(hex ?? '', 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/**
 * Takes HTML tags, entities (also those encoded twice, as WordPress does), control and direction characters out of a
 * publisher's text and folds white space.
 */
export function toPlainText(raw: string): string {
  let text = raw.slice(0, MAX_RAW_CHARACTERS);
  if (text.includes('&')) text = decodeEntities(decodeEntities(text));
  if (text.includes('<')) text = dropScripts(text).replace(TAGS, ' ');
  return text.replace(/\s+/g, ' ').replace(HIDDEN, '').trim().toWellFormed();
}

/** Cuts at a whole character, at the last space where there is one near, with an ellipsis. @param max in UTF-16 units */
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
