import { defined } from '../../core/defined.ts';
import type { StoredDocument } from '../store/documents.ts';
import { toIsoDate } from '../text/iso-date.ts';
import { clip, toPlainText } from '../text/plain-text.ts';
import { toWebUrl } from '../text/web-url.ts';
import { toParts, toTidyText } from './plain-document.ts';

/** A file's text and metadata, unprocessed. */
export interface PageText {
  text: string;
  title?: string;
  url?: string;
  publisher?: string;
  publishedAt?: string;
  language?: string;
}

/** Defaults for what a document does not state. */
export interface DocumentPlace {
  /** Its `document:` address, by folder and path. */
  url: string;
  title: string;
}

/** A refused document, with the reason for people; the same fault always has the same text. */
export interface DocumentRefusal {
  refused: string;
}

/** In UTF-16 units. A book has about a million; a text ten times as long is data. */
const MOST_TEXT = 10_000_000;
/** UTF-16 units per part: small enough to rank quickly, large enough that few quotes are split. */
const PART_CHARACTERS = 40_000;
const MOST_TITLE = 300;
const MOST_NAME = 120;

function toLanguage(raw: string | undefined): string | undefined {
  try {
    return raw === undefined ? undefined : Intl.getCanonicalLocales(raw.trim().replaceAll('_', '-'))[0];
  } catch {
    return undefined;
  }
}

/** A file's address: the folder's name and the path in it, without the folder's own location. */
export function toDocumentUrl(folder: string, path: string): string {
  const toSegment = (name: string) => encodeURIComponent(name.toWellFormed());
  return `document:${[folder, ...path.split('/')].map(toSegment).join('/')}`;
}

/** The rows of a document: tidied, with its date if that is valid, and split into parts if it is long. */
export function toDocuments(page: PageText, place: DocumentPlace): StoredDocument[] | DocumentRefusal {
  if (page.text.length > MOST_TEXT) return { refused: `its text is longer than ${MOST_TEXT / 1e6} million characters` };
  const text = toTidyText(page.text);
  if (!/\p{L}/u.test(text)) return { refused: 'it has no text' };
  const title =
    clip(toPlainText(page.title ?? ''), MOST_TITLE) || clip(toPlainText(place.title), MOST_TITLE) || place.url;
  const publisher = clip(toPlainText(page.publisher ?? ''), MOST_NAME);
  const publishedAt = toIsoDate(page.publishedAt ?? '');
  const language = toLanguage(page.language);
  const document = {
    url: toWebUrl(page.url ?? '') ?? place.url,
    title,
    ...(publisher === '' ? {} : { publisher }),
    ...defined({ publishedAt, language }),
  };
  return toParts(text, PART_CHARACTERS).map((part) => ({ ...document, text: part }));
}
