/** A stored document, or a part of a long one. */
export interface StoredDocument {
  /** http(s), or `document:FOLDER/path` if the document names no address. All parts of a document share it. */
  url: string;
  title: string;
  publisher?: string;
  /** ISO day or timestamp. */
  publishedAt?: string;
  /** BCP 47. */
  language?: string;
  /** Plain text, with a blank line between paragraphs. */
  text: string;
}

/** An indexed folder. */
export interface DocumentFolderEntry {
  id: number;
  /** Absolute. */
  path: string;
  /** The folder's own name, with a number appended if another indexed folder has the same name. */
  name: string;
}

/** A new version of a file while it is read. It cannot be found before `finish`, which replaces the old version. */
export interface OpenDocumentFile {
  add(documents: readonly StoredDocument[]): Promise<void>;
  /** @param hash of the file's content; not empty @param rest the last documents, added in the same transaction */
  finish(hash: string, rest: readonly StoredDocument[]): Promise<void>;
}

/** The options of a search. */
export interface DocumentQuery {
  limit: number;
  /** ISO day: finds only documents dated on this day or earlier, and none without a date. */
  before?: string;
}

/** The operator's own documents. They are public: every chat that this store serves may see them. */
export interface DocumentStore {
  /** The folder at this absolute path; registers it if it is new. */
  folder(path: string, name: string): Promise<DocumentFolderEntry>;
  folders(): Promise<(DocumentFolderEntry & { files: number })[]>;
  /** The hashes of the completely indexed files, by path in the folder. */
  files(folderId: number): Promise<Map<string, string>>;
  openFile(folderId: number, path: string): OpenDocumentFile;
  /** Removes files from the index at once; `sweep` deletes their rows later. */
  retire(folderId: number, paths: Iterable<string>): Promise<void>;
  /** Deletes a folder that has no files left. */
  forgetFolder(folderId: number): Promise<void>;
  /** Deletes a batch of rows of incomplete or removed files. Must not run during indexing. @returns whether more rows remain */
  sweep(): Promise<boolean>;
  /** Documents that share terms with the query, best first; several parts of a long document may be found. */
  search(terms: readonly string[], query: DocumentQuery): Promise<StoredDocument[]>;
  /** The number of searchable rows; a long document has several. */
  size(): Promise<number>;
}

/** A document as both SQL dialects select it. */
export interface DocumentRow {
  url: string;
  title: string;
  publisher: string | null;
  published_at: string | null;
  language: string | null;
  text: string;
}

/** The most results of a search, whatever its limit. */
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
