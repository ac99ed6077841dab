import type { ReadAmount } from './canonical-amounts.ts';
import data from './data/names.json' with { type: 'json' };
import type { Piece } from './pieces.ts';

interface Name {
  spelling: readonly string[];
  words: readonly string[];
}

/** Spellings by their first word, the longest first. */
const NAMES: ReadonlyMap<string, readonly Name[]> = Map.groupBy(
  Object.entries(data.names)
    .flatMap(([name, spellings]) =>
      spellings.map((spelling) => ({ spelling: spelling.split(' '), words: name.split(' ') })),
    )
    .sort((one, other) => other.spelling.length - one.spelling.length),
  ({ spelling }) => spelling[0] ?? '',
);
const US_BEFORE = new Set(data.usBefore.split(' '));
const US_AFTER = new Set(data.usAfter.split(' '));

/**
 * Reads a name with several spellings at a place. "US" and "WHO" are words in other letters: where capitals say nothing, the words around them do.
 *
 * @param shouts capitals say nothing in this text
 */
export function readName(pieces: readonly Piece[], at: number, shouts: boolean): ReadAmount | undefined {
  const piece = pieces[at];
  // "US$5" is a sum.
  if (piece?.kind !== 'word' || pieces[at + 1]?.raw === '$') return undefined;
  if (piece.word === 'us' && isUs(pieces, at, shouts)) return { words: ['usa'], next: at + 1 };
  if (piece.word === 'who' && isWho(pieces, at, shouts)) return { words: ['whorg'], next: at + 1 };
  const found = NAMES.get(piece.word)?.find(({ spelling }) =>
    spelling.every((word, index) => pieces[at + index]?.word === word),
  );
  return found && { words: found.words, next: at + found.spelling.length };
}

function isUs(pieces: readonly Piece[], at: number, shouts: boolean): boolean {
  const raw = pieces[at]?.raw ?? '';
  if (raw.includes('.') || (raw === 'US' && !shouts)) return true;
  return at === 0 || US_BEFORE.has(pieces[at - 1]?.word ?? '') || US_AFTER.has(pieces[at + 1]?.word ?? '');
}

function isWho(pieces: readonly Piece[], at: number, shouts: boolean): boolean {
  const raw = pieces[at]?.raw ?? '';
  if (raw.includes('.') || (raw === 'WHO' && !shouts)) return true;
  // "The Who" is a band.
  return raw !== 'Who' && pieces[at - 1]?.word === 'the';
}
