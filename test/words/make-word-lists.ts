import { writeFile } from 'node:fs/promises';
import countries from 'i18n-iso-countries';
import peoples from 'i18n-nationality';
import { Converter } from 'opencc-js/t2cn';
import { fold } from '../../src/core/language/tokens.ts';
import more from './more-places.json' with { type: 'json' };

/** The languages of the cards. */
const LANGUAGES = 'en ar de es fr hi id pt uk zh'.split(' ');
/** Where the package has the peoples' names: endings of their plural, and of the adjective in another case or gender. */
const ENDINGS: ReadonlyMap<string, readonly string[]> = new Map([
  ['en', ['s']],
  ['de', ['e', 'en', 'er', 'es', 'em']],
  ['es', ['s', 'es', 'a', 'as']],
  ['fr', ['s', 'e', 'es']],
]);
const FOLDER = 'src/core/language/data';

/**
 * What `npm run make:words` writes, the words of each place: countries and their peoples from data packages, and what those have no word for from `more-places.json`. The gazetteer only
 * tells *another* place from the same one, so a word of two places is left out, and so is one that is another word too.
 */
export function makePlaces(): string {
  const places = new Map<string, Set<string>>();
  for (const language of LANGUAGES) {
    const endings = ENDINGS.get(language);
    const peopleOf: Readonly<Record<string, string>> = endings ? peoples.getNames(language) : {};
    for (const [code, names] of Object.entries(countries.getNames(language, { select: 'all' }))) {
      const people = fold(peopleOf[code] ?? '');
      const forms = endings?.flatMap((ending) => [people + ending, people.replace(/[oe]$/, '') + ending]) ?? [];
      for (const word of [...names.map(fold), people, ...(people === '' ? [] : forms)]) {
        if (/^[\p{L}\p{M}]{2,}$/u.test(word)) places.set(word, (places.get(word) ?? new Set()).add(code.toLowerCase()));
      }
    }
  }
  for (const word of more.ambiguous.split(' ')) places.delete(word);
  const own = {
    ...more.countries,
    ...more.others,
    ...Object.fromEntries(more.cities.split(' ').map((it) => [it, it])),
  };
  for (const [place, words] of Object.entries(own)) {
    for (const word of words.split(' ')) places.set(word, new Set([place.toLowerCase()]));
  }
  const wordsOf: Record<string, string> = {};
  for (const [word, [place = '', ...others]] of Array.from(places).sort(([one], [other]) => (one < other ? -1 : 1))) {
    if (others.length === 0) wordsOf[place] = `${wordsOf[place] ?? ''} ${word}`.trim();
  }
  return `${JSON.stringify(wordsOf, null, 2)}\n`;
}

/** The common traditional Chinese signs with their simplified ones: the first level of Big5 has the signs of everyday texts. */
export function makeChinese(): string {
  const convert = Converter({ from: 't', to: 'cn' });
  const big5 = new TextDecoder('big5');
  const pairs = { traditional: '', simplified: '' };
  for (let row = 0xa4; row <= 0xc6; row += 1) {
    for (let column = 0x40; column <= 0xfe; column += 1) {
      const sign = big5.decode(Uint8Array.of(row, column));
      const simplified = convert(sign);
      if (!/^\p{Script=Han}$/u.test(sign) || simplified === sign || simplified.length > 1) continue;
      pairs.traditional += sign;
      pairs.simplified += simplified;
    }
  }
  return `${JSON.stringify(pairs, null, 2)}\n`;
}

if (import.meta.main) {
  await writeFile(`${FOLDER}/places.json`, makePlaces());
  await writeFile(`${FOLDER}/simplified-chinese.json`, makeChinese());
  console.log(`written: ${FOLDER}`);
}
