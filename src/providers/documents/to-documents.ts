import { defined } from '../../core/defined.ts';
import type { StoredDocument } from '../store/documents.ts';
import { toIsoDate } from '../text/iso-date.ts';
import { clip, toPlainText } from '../text/plain-text.ts';
import { toWebUrl } from '../text/web-url.ts';
import { toParts, toTidyText } from './plain-document.ts';

/** What a file says, with what it says of itself; every value as it stands there. */
export interface PageText {
  text: string;
  title?: string;
  url?: string;
  publisher?: string;
  publishedAt?: string;
  language?: string;
}

/** What a document takes where it says nothing itself. */
export interface DocumentPlace {
  /** Its address in the folder. */
  url: string;
  title: string;
}

/** A document of which nothing is taken, with the reason in words; the same fault has the same words. */
export interface DocumentRefusal {
  refused: string;
}

/** In UTF-16 units. A book has about a million; a text ten times as long is data. */
const MOST_TEXT = 10_000_000;
/** UTF-16 units of a part: ranking the pages of a check stays quick, and few quotes stand at a cut. */
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

/** A file's address: the folder's name and the path in it. It says nothing of where the folder lies. */
export function toDocumentUrl(folder: string, path: string): string {
  const toSegment = (name: string) => encodeURIComponent(name.toWellFormed());
  return `document:${[folder, ...path.split('/')].map(toSegment).join('/')}`;
}

/** Makes the rows of one document: tidy, dated where its date is one of the calendar, in parts where it is long. */
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
