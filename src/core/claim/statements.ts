import { isBaseVerb, isNounToo, isParticiple, toPast, toThirdPerson } from './verbs.ts';

const set = (words: string) => new Set(words.split(' '));
const DETERMINERS = set(
  'the a an my your our their his her its this that these those some all every most many no each both',
);
const ARTICLES = set('the a an as');
const PRONOUNS = set('it he she they we you i there u');
const PREPOSITIONS = set(
  'of in on at by from with to for about into onto over under near inside outside within during before after against above below around behind across since until via and than that as like between without through per once while when if because although',
);
/** Such as can follow "is" at once: "Paris is in France". */
const PLACES = set('in on from at under inside near behind above below within');
const ADVERBS = set(
  'really actually still even always never only also just truly already literally ever now often usually generally',
);
/** They end like an adverb and are none. */
const NO_ADVERB =
  /^(?:family|italy|july|early|daily|weekly|monthly|yearly|holy|likely|unlikely|deadly|lonely|lovely|ugly|friendly|elderly|reply|supply|assembly|butterfly|monopoly|anomaly|jelly|belly|bully|silly|rely|apply|imply|multiply|comply|curly|costly)$/;
const MORE = set(
  'more less very so too most completely totally fully entirely extremely highly almost nearly 100% that',
);
const ADJECTIVES = set(
  'flat round blind deaf dead alive real fake true false safe unsafe dangerous toxic poisonous radioactive hollow bad good healthy unhealthy harmful harmless illegal legal visible possible impossible responsible effective ineffective useless contagious deadly lethal fatal rich poor tall short small big bigger smaller taller larger older younger ' +
    'heavier lighter faster slower hotter colder better worse hot cold warm wet dry old young new edible vegan organic natural addictive carcinogenic magnetic immune allergic able unable likely unlikely guilty innocent married gay pregnant infertile famous common rare extinct endangered black white red green blue yellow pink empty full free fast slow ' +
    'cheap expensive haunted cursed rigged staged accurate correct wrong necessary mandatory essential equal identical similar related linked due',
);
/** Words that a question takes and a statement does not. */
const ASKING_ONLY = set('any anyone anybody anything yet or not else either');
/** A clause inside the subject. */
const CLAUSE_OPENERS =
  /^(?:who|which|that|what|when|where|how|if|because|once|while|although|is|are|was|were|has|does|did)$/;
/** Longer questions are not rearranged: too much can go wrong. */
const MOST_WORDS = 30;

/**
 * The statement that an English yes/no question asks about, where a simple and safe rearrangement gives it.
 *
 * @param words the question's words as written, without the mark at its end; the first is an auxiliary
 * @param bare the same words in lower case, without marks around them
 */
export function toStatement(words: readonly string[], bare: readonly string[]): string | undefined {
  const aux = bare[0] ?? '';
  const kept = words.map((word, at) => ({ word: word === 'u' ? 'you' : word, bare: bare[at] ?? '' })).slice(1);
  const rest = kept.filter(({ bare: word }) => word !== 'ever');
  const plain = rest.map((each) => each.bare);
  if (rest.length < 2 || rest.length > MOST_WORDS || plain.some((word) => ASKING_ONLY.has(word))) return undefined;
  if (aux === 'do') return finish(rest.map((each) => each.word));
  const at = predicateAt(aux, plain);
  if (
    at === undefined ||
    plain.slice(0, at).some((word, index) => CLAUSE_OPENERS.test(word) && (index > 0 || word !== 'that'))
  )
    return undefined;
  const subject = rest.slice(0, at).map((each) => each.word);
  const predicate = rest.slice(at).map((each) => each.word);
  if (subject.at(-1)?.endsWith(',')) return undefined;
  if (aux !== 'does' && aux !== 'did') return finish([...subject, aux, ...predicate]);
  const verb = predicate.findIndex((_, index) => !isAdverb(plain[at + index] ?? ''));
  // "Did she win and still lose": the second verb would have to be bent too.
  if (
    plain
      .slice(at)
      .some((word, index, rest) => /^(?:and|but)$/.test(rest[index - 1] ?? '') && (isBaseVerb(word) || isAdverb(word)))
  )
    return undefined;
  const base = plain[at + verb] ?? '';
  predicate[verb] = (predicate[verb] ?? '')
    .toLowerCase()
    .replace(base, aux === 'does' ? toThirdPerson(base) : toPast(base));
  return finish([...subject, ...predicate]);
}

/** Words as a sentence: a capital in front, a stop behind. */
export function finish(words: readonly string[]): string {
  const line = words.join(' ');
  return `${line.charAt(0).toUpperCase()}${line.slice(1)}.`;
}

/** Where the subject ends, in the words behind the auxiliary. */
function predicateAt(aux: string, words: readonly string[]): number | undefined {
  const determined = DETERMINERS.has(words[0] ?? '') ? 2 : 1;
  if (/^(?:is|are|was|were)$/.test(aux)) return complementAt(words, determined);
  const fits = /^(?:has|have|had)$/.test(aux)
    ? isParticiple
    : (word: string) => isBaseVerb(word) && (word !== 'be' || !/^d/.test(aux));
  if (PRONOUNS.has(words[0] ?? '')) return withAdverbs(words, 1, fits);
  const found = words.findIndex((word, at) => at >= determined && fits(word) && !opensNoun(words[at - 1] ?? ''));
  if (found < 0) return undefined;
  const verb = words[found] ?? '';
  // "Does work stress cause …": which of them is the verb cannot be told.
  if (isNounToo(verb) && words.slice(found + 1).some((word, at) => fits(word) && !opensNoun(words[found + at] ?? '')))
    return undefined;
  return beforeAdverbs(words, found);
}

/** With a pronoun as subject the verb stands behind it, at most adverbs between. */
function withAdverbs(words: readonly string[], from: number, fits: (word: string) => boolean): number | undefined {
  const verb = words.findIndex((word, at) => at >= from && !isAdverb(word));
  return verb >= 0 && fits(words[verb] ?? '') ? from : undefined;
}

function beforeAdverbs(words: readonly string[], at: number): number {
  let start = at;
  while (start > 1 && isAdverb(words[start - 1] ?? '')) start -= 1;
  return start;
}

function beforeMore(words: readonly string[], at: number, least: number): number {
  let start = at;
  while (start > least && MORE.has(words[start - 1] ?? '')) start -= 1;
  return start;
}

function isAdverb(word: string): boolean {
  return ADVERBS.has(word) || (/..ly$/.test(word) && !NO_ADVERB.test(word));
}

function opensNoun(before: string): boolean {
  return DETERMINERS.has(before) || PREPOSITIONS.has(before);
}

/** Where the complement of "is" begins. */
function complementAt(words: readonly string[], determined: number): number | undefined {
  if (PRONOUNS.has(words[0] ?? '')) return 1;
  const adverb = words.findIndex((word, at) => at >= determined && isAdverb(word));
  if (adverb > 0) return adverb === words.length - 1 ? undefined : beforeMore(words, adverb, determined);
  if (words.length === determined + 1) return determined;
  const found = words.findIndex(
    (word, at) => at >= determined && !opensNoun(words[at - 1] ?? '') && opensComplement(words, word, at),
  );
  if (found > 0) return beforeMore(words, found, determined);
  const places = words.flatMap((word, at) => (PLACES.has(word) ? [at] : []));
  const [place] = places;
  // Of "Are adults in Europe taller" the place is the subject's: one that ends the question is not.
  const named = words.length - (place ?? 0) - (DETERMINERS.has(words[(place ?? 0) + 1] ?? '') ? 2 : 1);
  return place !== undefined && places.length === 1 && place === determined && named === 1 ? place : undefined;
}

function opensComplement(words: readonly string[], word: string, at: number): boolean {
  if (ARTICLES.has(word)) return at < words.length - 1;
  const next = words[at + 1];
  const closed =
    next === undefined ||
    PREPOSITIONS.has(next) ||
    /^(?:a|an|the|because|when|after|during|if|enough|\d.*)$/.test(next);
  return closed && (ADJECTIVES.has(word) || isParticiple(word));
}
