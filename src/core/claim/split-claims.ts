import { toPieceKinds } from './kinds.ts';
import { type Piece, toPieces } from './pieces.ts';
import { refersBack } from './references.ts';
import { toWorth } from './worth.ts';

/** A statement with the sentences that only make sense behind it. */
interface Unit {
  start: number;
  /** End of its last sentence that is a claim. */
  end: number;
  /** What it is worth to check (`toWorth`). */
  worth: number;
  checkable: boolean;
  pieces: number;
}

/** A chain of "It … It …" is cut after so many sentences or characters: more is no claim but a story. */
const MOST_JOINED = 3;
const MOST_CHARACTERS = 400;

/**
 * The check-worthy sentences of a message, in its order. A sentence that only refers back ("They lied.") stays with the one before it; greetings,
 * appeals, opinions and small talk are left out. Linear in the text's length.
 *
 * @param cleanText a message as `cleanMessage` gives it; any text is safe
 * @param most how many at most; where there are more, those that say most are kept
 * @returns parts of the text, white space folded; none if there is nothing to check
 */
export function splitClaims(cleanText: string, most = 3): string[] {
  const units = toUnits(cleanText).filter(({ checkable }) => checkable);
  const telling = units.filter(({ worth }) => worth >= 0);
  const chosen = (telling.length > 0 ? telling : units)
    .toSorted((a, b) => b.worth - a.worth)
    .slice(0, Math.max(0, most));
  return chosen
    .sort((a, b) => a.start - b.start)
    .map(({ start, end }) =>
      cleanText
        .slice(start, end)
        .replace(/\s+/gu, ' ')
        .trim()
        .replace(/(?<![\s,;–—-])[\s,;–—-]+$/u, ''),
    );
}

function toUnits(text: string): Unit[] {
  const pieces = toPieces(text);
  const kinds = toPieceKinds(pieces);
  const units: Unit[] = [];
  for (const [at, piece] of pieces.entries()) {
    const kind = kinds[at];
    const checkable = kind?.kind === 'claim' || kind?.kind === 'yes-no-question';
    const before = kinds[at - 1];
    const unit = units.at(-1);
    const leans = at > 0 && !piece.item && refersBack(piece.text);
    const held = before?.kind === 'not-checkable' && !/^(?:opinion|question)$/.test(before.reason);
    if (unit && leans && !held && unit.pieces < MOST_JOINED && piece.end - unit.start <= MOST_CHARACTERS) {
      unit.pieces += 1;
      if (checkable) join(unit, piece);
      continue;
    }
    const worth = checkable ? toWorth(piece.text) - (leans ? 2 : 0) : Number.NEGATIVE_INFINITY;
    units.push({ start: piece.start, end: piece.end, worth, checkable, pieces: 1 });
  }
  return units;
}

function join(unit: Unit, piece: Piece): void {
  unit.end = piece.end;
  unit.worth = Math.max(unit.worth, toWorth(piece.text));
  unit.checkable = true;
}
