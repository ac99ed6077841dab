import { decodeHTML } from 'entities';
import { jsonrepair } from 'jsonrepair';

/** Longer scripts are not repaired. UTF-16 units. */
const LONGEST_REPAIRED = 500_000;
/** Some content management systems wrap a script in comments or CDATA. */
const WRAPPED_BEFORE = /^\s*(?:<!--|\/\*\s*<!\[CDATA\[\s*\*\/|\/\/\s*<!\[CDATA\[|<!\[CDATA\[)/;
const WRAPPED_BEHIND = /(?:-->|\/\*\s*\]\]>\s*\*\/|\/\/\s*\]\]>|\]\]>)\s*$/;
const WHOLE = /^\s*(?:\/\*[\s\S]*?\*\/\s*)*[{[][\s\S]*[}\]]\s*$/;

/**
 * Parses JSON as real pages write it: with raw line feeds in strings, a semicolon at the end, comments, trailing commas, or HTML
 * entities. Truncated JSON is not repaired, since half a claim is another claim.
 *
 * @throws SyntaxError if it is not JSON
 */
export function parseLooseJson(script: string): unknown {
  const json = script.replace(WRAPPED_BEFORE, '').replace(WRAPPED_BEHIND, '');
  try {
    return JSON.parse(json);
  } catch (error) {
    const bare = json.replace(/;\s*$/, '');
    const plain = /^\s*[{[]\s*&(?:quot|#34|#x22);/i.test(bare) ? decodeHTML(bare) : bare;
    if (plain.length > LONGEST_REPAIRED || !WHOLE.test(plain)) throw error;
    try {
      return JSON.parse(jsonrepair(plain));
    } catch {
      throw error;
    }
  }
}
