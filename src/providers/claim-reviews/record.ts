/** One thing read from an archive, not yet looked at, or a place where nothing could be read. */
export type RawRecord =
  | { place: string; value: unknown /** Other things than reviews are to be expected here. */; mayBeOther: boolean }
  | { place: string; refused: string; text: string };

/** Characters (UTF-16 units) one record may have. A review has a few thousand; this bounds the memory a file can take. */
export const MAX_RECORD_CHARACTERS = 8_000_000;
