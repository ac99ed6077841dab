import { tokenize } from './tokens.ts';

/** Words that say nothing of a claim's subject; they are neither indexed nor asked for. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    'a an the and or but if then than so as of at by for from in into on onto to up with about over under between through during ' +
    'is are was were be been being am do does did done doing has have had having will would shall should can could may might must ' +
    'i me my we our you your he him his she her it its they them their this that these those there here who whom whose which what when where why how ' +
    'also just very really too such own same other some any each every all both few more most much many only ' +
    'im ive youre hes shes theyre weve dont doesnt didnt isnt arent wasnt werent cant couldnt wont wouldnt hasnt havent ' +
    's t re ve ll d m'
  ).split(' '),
);

/**
 * The stems under which a text is indexed and found: names in one spelling, lower case, no accents, no stop words (unless there
 * is nothing else), in the text's order, repeats kept. Each holds only letters, marks, digits and `.,:` between digits.
 */
export function toTerms(text: string): string[] {
  const tokens = tokenize(text);
  const telling = tokens.filter(({ word }) => !STOP_WORDS.has(word));
  return (telling.length > 0 ? telling : tokens).map((token) => token.stem);
}
