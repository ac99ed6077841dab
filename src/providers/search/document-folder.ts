import { defined } from '../../core/defined.ts';
import { toTerms } from '../../core/language/tokens.ts';
import type { SearchHit, SearchProvider } from '../../core/ports.ts';
import type { DocumentStore, StoredDocument } from '../store/documents.ts';
import { clip, toPlainText } from '../text/plain-text.ts';
import { toSiteName, toWebUrl } from '../text/web-url.ts';

export interface DocumentFolderOptions {
  documents: Pick<DocumentStore, 'search'>;
  /** Who published the documents that name neither a publisher nor a web address. */
  publisher?: string;
  /**
   * ISO day: only documents dated on it or earlier are found, and those without a date are not. For dataset runs, which must
   * not see what was written after the claim; a provider for each claim costs nothing.
   */
  before?: string;
}

/** A long document is found by several of its parts: so many more rows are asked for than hits. */
const SPARE = 4;
/** UTF-16 units. */
const SNIPPET_CHARACTERS = 300;

/**
 * Finds the operator's own documents, which `npm run index` put into the store. A hit carries its `page`, the part of the
 * document that fits best; its `url` is `document:FOLDER/path` where the document has no web address, and is no link then.
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
