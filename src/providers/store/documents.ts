/** A document, or a part of a long one, as it is kept. */
export interface StoredDocument {
  /** http(s), or `document:FOLDER/path` where the document names no address of its own. The parts of one share it. */
  url: string;
  title: string;
  publisher?: string;
  /** ISO day or moment. */
  publishedAt?: string;
  /** BCP 47. */
  language?: string;
  /** Plain text, paragraphs parted by a blank line. */
  text: string;
}

/** A folder that was indexed. */
export interface DocumentFolderEntry {
  id: number;
  /** Absolute. */
  path: string;
  /** Its own name, with a number behind it where another indexed folder has the same. */
  name: string;
}

/** A file's new version, while it is read. Nothing of it is found before `finish`, which takes the old one's place. */
export interface OpenDocumentFile {
  add(documents: readonly StoredDocument[]): Promise<void>;
  /** @param hash of what was read; not empty @param rest the last documents, in the same transaction */
  finish(hash: string, rest: readonly StoredDocument[]): Promise<void>;
}

/** What is asked of the documents. */
export interface DocumentQuery {
  limit: number;
  /** ISO day: only documents dated on it or earlier; those without a date are left out then. */
  before?: string;
}

/** The operator's own documents. They are public: every chat that this store serves may be shown them. */
export interface DocumentStore {
  /** The folder at this absolute path, noted if it is new. */
  folder(path: string, name: string): Promise<DocumentFolderEntry>;
  folders(): Promise<(DocumentFolderEntry & { files: number })[]>;
  /** The hashes of the files that are whole, by path in the folder. */
  files(folderId: number): Promise<Map<string, string>>;
  openFile(folderId: number, path: string): OpenDocumentFile;
  /** Takes files out: they are not found any more. `sweep` gives back their space. */
  retire(folderId: number, paths: Iterable<string>): Promise<void>;
  /** Forgets a folder of which no file is left. */
  forgetFolder(folderId: number): Promise<void>;
  /** Deletes a bit of what is not whole or was taken out; may only run while nobody indexes. @returns whether there is more */
  sweep(): Promise<boolean>;
  /** Documents that share terms with these, best first; one part of a long document may stand for it more than once. */
  search(terms: readonly string[], query: DocumentQuery): Promise<StoredDocument[]>;
  /** How many rows can be found: a long document has several. */
  size(): Promise<number>;
}

/** A document as both dialects select it. */
export interface DocumentRow {
  url: string;
  title: string;
  publisher: string | null;
  published_at: string | null;
  language: string | null;
  text: string;
}

/** The most results of one search, whatever is asked for. */
export const MOST_DOCUMENTS = 200;

export function toDocument({ url, title, publisher, published_at, language, text }: DocumentRow): StoredDocument {
  return {
    url,
    title,
    text,
    ...(publisher === null ? {} : { publisher }),
    ...(published_at === null ? {} : { publishedAt: published_at }),
    ...(language === null ? {} : { language }),
  };
}
