import Assembler from 'stream-json/assembler.js';
import { jsonParser, type Token } from 'stream-json/parser.js';
import { ClaimcheckError } from '../../shared/errors.ts';
import { MAX_RECORD_CHARACTERS, type RawRecord } from './archive-format.ts';

/** Keys of the top-level object whose lists are read element by element; everything else in it becomes one record. */
const STREAMED = new Set(
  '@graph|dataFeedElement|claims|itemListElement|items|data|results|records|reviews|claimReviews'.split('|'),
);
/** Input is tokenized in pieces of this length, up to the next brace: on an error, all tokens of the same piece are lost. */
const PIECE_CHARACTERS = 1024;

function* toPieces(chunk: string): Generator<string> {
  let from = 0;
  while (from < chunk.length) {
    const brace = chunk.indexOf('}', from + PIECE_CHARACTERS);
    const to = brace < 0 ? chunk.length : brace + 1;
    yield chunk.slice(from, to);
    from = to;
  }
}

/** Finds the records in the tokens of a JSON document: elements of the top-level list, or of known lists in the top-level object. */
function createRecordFinder() {
  const rest: Record<string, unknown> = Object.create(null);
  let depth = 0;
  let root: 'array' | 'object' | undefined;
  let key = '';
  let list = '';
  let assembler: Assembler | undefined;
  let count = 0;
  let ended = false;

  const toRecord = (value: unknown): RawRecord | undefined => {
    if (root === 'object' && !list) {
      rest[key] = value;
      return undefined;
    }
    count += 1;
    return { place: `record ${count}`, value, mayBeOther: list === '@graph' };
  };

  return {
    get count(): number {
      return count;
    },
    get isWhole(): boolean {
      return ended;
    },
    take(token: Token): RawRecord | undefined {
      if (assembler) {
        assembler.consume(token);
        if (!assembler.done) return undefined;
        const value = assembler.current;
        assembler = undefined;
        return toRecord(value);
      }
      switch (token.name) {
        case 'startArray':
        case 'startObject':
          if (depth === 0) {
            root = token.name === 'startArray' ? 'array' : 'object';
            depth = 1;
          } else if (depth === 1 && root === 'object' && token.name === 'startArray' && STREAMED.has(key)) {
            list = key;
            depth = 2;
          } else {
            assembler = new Assembler();
            assembler.consume(token);
          }
          return undefined;
        case 'endArray':
        case 'endObject':
          depth -= 1;
          list = '';
          ended = depth === 0;
          return undefined;
        case 'keyValue':
          key = token.value;
          return undefined;
        case 'stringValue':
        case 'numberValue':
        case 'nullValue':
        case 'trueValue':
        case 'falseValue':
          return depth === 0 ? undefined : toRecord(token.value);
        default:
          return undefined;
      }
    },
    /** The top-level object without its streamed lists: it may be a review itself. */
    rest: (): RawRecord => ({ place: 'the top object', value: rest, mayBeOther: true }),
  };
}

/**
 * Reads a JSON document of any size, record by record.
 *
 * @throws ClaimcheckError `import-failed` if the document is cut off, is not JSON or has too long a record; earlier records have been yielded
 */
export async function* readJson(chunks: AsyncIterable<string>): AsyncGenerator<RawRecord> {
  const tokenize = jsonParser({ streamValues: false });
  const finder = createRecordFinder();
  let sinceRecord = 0;
  const toError = (what: string) =>
    new ClaimcheckError(
      'import-failed',
      `${what} after ${finder.count} complete records. Get the file again, or fix it there.`,
    );
  for await (const chunk of chunks) {
    for (const piece of toPieces(chunk)) {
      sinceRecord += piece.length;
      if (sinceRecord > MAX_RECORD_CHARACTERS) {
        throw toError(`The file has a single record of more than ${MAX_RECORD_CHARACTERS / 1e6} million characters`);
      }
      let tokens: Token[];
      try {
        const parsed = tokenize(piece);
        tokens = typeof parsed === 'symbol' ? [] : parsed.values;
      } catch (error) {
        throw Object.assign(toError('The file stops being valid JSON'), { cause: error });
      }
      for (const token of tokens) {
        const record = finder.take(token);
        if (!record) continue;
        sinceRecord = 0;
        yield record;
      }
    }
  }
  if (!finder.isWhole) throw toError('The file is cut off: its JSON ends in the middle,');
  yield finder.rest();
}
