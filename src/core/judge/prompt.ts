/** What a language model is told to do. */
export interface Prompt {
  /** Names these very words: `extract-1`. Stored with every check that was made by them. */
  version: string;
  text: string;
}
