/**
 * A light English stemmer: it takes off plural, tense and adverb endings, and no more, so that different words stay
 * different ("universe" and "university" do here; Porter makes one of them). Words of other alphabets pass unchanged.
 *
 * Written for matching: what counts is that the same word in another form gives the same stem, not that the stem is a word.
 */
export function stem(word: string): string {
  const base = IRREGULAR.get(word);
  if (base !== undefined) return base;
  return regularStem(word);
}

/** Whether a word is a form that no ending tells: "beat", "sold". */
export function isIrregular(word: string): boolean {
  return IRREGULAR.has(word);
}

function regularStem(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  return finish(withoutTense(withoutPlural(word)));
}

/** Words in -s that are no plurals. */
const SINGULAR_S = new Set(
  'news mars texas paris always perhaps physics mathematics maths politics economics diabetes rabies measles rickets herpes series species christmas gas bias lens atlas chaos cosmos wales james jones brussels athens naples los las netherlands vegas angeles'.split(
    ' ',
  ),
);

const VOWEL = /[aeiouy]/;

/** Forms that no ending tells: brought to the stem of their first. */
const FAMILIES =
  'make makes making made|have has had having|rise rose risen|fall fell fallen|grow grew grown|sink sank sunk|win won|lose lost|buy bought|sell sold|begin began begun|break broke broken|build built|catch caught|choose chose chosen|come came|do done did|draw drew drawn|drink drank drunk|' +
  'drive drove driven|eat ate eaten|feel felt|fight fought|find found|fly flew flown|forget forgot forgotten|freeze froze frozen|get got gotten|give gave given|go went gone goes going|hear heard|hide hid hidden|hold held|keep kept|know knew known|leave left|lend lent|' +
  'make made|mean meant|meet met|pay paid|ride rode ridden|ring rang rung|run ran|say said|see saw seen|seek sought|send sent|shake shook shaken|shoot shot|shrink shrank shrunk|sing sang sung|sit sat|sleep slept|speak spoke spoken|spend spent|stand stood|steal stole stolen|' +
  'strike struck|swear swore sworn|swim swam swum|take took taken|teach taught|tear tore torn|tell told|think thought|throw threw thrown|understand understood|wake woke woken|wear wore worn|write wrote written|bite bit bitten|blow blew blown|burn burnt|dig dug|feed fed|bleed bled|' +
  'child children|man men|woman women|person people|foot feet|tooth teeth|mouse mice|goose geese|die died dying|lie lied lying|life lives|wife wives|half halves|leaf leaves|knife knives|wolf wolves|bacterium bacteria|virus viruses|bus buses|analysis analyses|crisis crises|beat beaten|hit hits|cut cuts|put puts|hurt hurts|lead led|lay laid|sue sued';

const IRREGULAR: ReadonlyMap<string, string> = new Map(
  FAMILIES.split('|').flatMap((family) => {
    const words = family.split(' ');
    return words.map((word) => [word, regularStem(words[0] ?? '')] as const);
  }),
);

function withoutPlural(word: string): string {
  if (SINGULAR_S.has(word)) return word;
  if (word.endsWith('ies')) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  if (/(?:ss|sh|ch|x|z)es$/.test(word)) return word.slice(0, -2);
  if (/oes$/.test(word) && word.length > 4) return word.slice(0, -2);
  if (word.endsWith('s') && !/(?:ss|us|is)$/.test(word)) return word.slice(0, -1);
  return word;
}

function withoutTense(word: string): string {
  for (const ending of ['ingly', 'edly', 'ing', 'ed', 'ly']) {
    if (!word.endsWith(ending)) continue;
    const base = word.slice(0, -ending.length);
    if (base.length < 3 || !VOWEL.test(base)) return word;
    if (ending === 'ed' && base.endsWith('i')) return `${base.slice(0, -1)}y`;
    if (ending === 'ly' && base.endsWith('i')) return `${base.slice(0, -1)}y`;
    const last = base.at(-1) ?? '';
    // "stopped", "running": the doubled consonant goes; "falling", "missing", "buzzing" keep theirs.
    if (ending !== 'ly' && last === base.at(-2) && !/[aeioulsz]/.test(last)) return base.slice(0, -1);
    return base;
  }
  return word;
}

/** A last `e` and `y`/`i` are where forms of one word part: make/making, carry/carries. */
function finish(word: string): string {
  if (word.length > 3 && word.endsWith('e')) return word.slice(0, -1);
  if (word.length > 3 && word.endsWith('y')) return `${word.slice(0, -1)}i`;
  return word;
}
