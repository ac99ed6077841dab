import { defined } from '../../core/defined.ts';
import { toTerms } from '../../core/language/tokens.ts';
import type { SearchHit, SearchProvider } from '../../core/ports.ts';
import type { DocumentStore, StoredDocument } from '../store/documents.ts';
import { clip, toPlainText } from '../text/plain-text.ts';
import { toSiteName, toWebUrl } from '../text/web-url.ts';

export interface DocumentFolderOptions {
  documents: Pick<DocumentStore, 'search'>;
  /** The publisher of documents that name neither a publisher nor a web address. */
  publisher?: string;
  /**
   * ISO day: finds only documents dated on this day or earlier, and none without a date. For dataset runs, which must not see what
   * was written after the claim; creating one provider per claim costs nothing.
   */
  before?: string;
}

/** The query asks for this many times more rows than hits, since several parts of a long document may match. */
const SPARE = 4;
/** UTF-16 units. */
const SNIPPET_CHARACTERS = 300;

/**
 * Searches the operator's own documents, which `npm run index` puts into the store. A hit's `page` is the best-matching part of the
 * document. If the document has no web address, the hit's `url` is `document:FOLDER/path`, which is not a link.
 */
export function createDocumentFolder({
  documents,
  publisher = 'Own documents',
  before,
}: DocumentFolderOptions): SearchProvider {
  return {
    name: 'Own documents',
    async search({ text, limit }, signal) {
      signal.throwIfAborted();
      const query = { limit: limit * SPARE, ...defined({ before }) };
      const best = new Map<string, StoredDocument>();
      for (const found of await documents.search(toTerms(text), query)) {
        if (!best.has(found.url) && best.size < limit) best.set(found.url, found);
      }
      return Array.from(best.values(), (found) => toHit(found, publisher));
    },
  };
}

function toHit({ url, title, text, publishedAt, language, ...rest }: StoredDocument, fallback: string): SearchHit {
  const webUrl = toWebUrl(url);
  const publisher = rest.publisher ?? (webUrl === undefined ? fallback : toSiteName(webUrl));
  const source = { url, title, publisher, ...defined({ publishedAt }) };
  const page = { ...source, text, ...defined({ language }) };
  const snippet = clip(toPlainText(text.slice(0, SNIPPET_CHARACTERS * 2)), SNIPPET_CHARACTERS);
  return { ...source, ...(snippet === '' ? {} : { snippet }), page };
}
