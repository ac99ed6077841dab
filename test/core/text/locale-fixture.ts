/** The form of a text's holes, as CONTRIBUTING.md has it; read here apart from the code that fills them. */
const HOLE = /\{(\w+)(?:, wait|, plural,((?: \w+ \{(?:[^{}]|\{\w+\})*\})+))?\}/g;

const FORM = / (\w+) \{((?:[^{}]|\{\w+\})*)\}/g;

/** The names of a text's holes, those within plural forms too, sorted, each once. */
export function holesOf(text: string): string[] {
  const names = [...text.matchAll(HOLE)].flatMap(([, name = '', forms = '']) => [
    name,
    ...[...forms.matchAll(FORM)].flatMap(([, , words = '']) => holesOf(words)),
  ]);
  return [...new Set(names)].sort();
}

/** A text's counts, each with the plural forms it has, sorted. */
export function countsOf(text: string): { name: string; forms: string[] }[] {
  return [...text.matchAll(HOLE)]
    .filter(([, , forms]) => forms !== undefined)
    .map(([, name = '', forms = '']) => ({
      name,
      forms: [...forms.matchAll(FORM)].map(([, form = '']) => form).sort(),
    }));
}

/** The text without its holes; of plural forms the longest stays. */
export function leftoversOf(text: string): string {
  return text.replace(HOLE, (_whole, _name, forms = '') =>
    [...String(forms).matchAll(FORM)]
      .map(([, , words = '']) => leftoversOf(words))
      .reduce((longest, words) => (words.length > longest.length ? words : longest), ''),
  );
}

/** What is the same in every language: commands, options, settings, keys and products. */
export function namesOf(text: string): string[] {
  return (
    text.match(/(?<![\w{])\/[a-z]{3,}|--[a-z]+|Claimcheck|npm run[^”]*|[A-Z]+(?:_[A-Z]+)+|(?<=Ctrl)-[CD]|checkId/g) ??
    []
  );
}
