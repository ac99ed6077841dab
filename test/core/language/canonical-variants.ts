import { isBaseVerb, toPast, toThirdPerson } from '../../../src/core/language/verbs.ts';

/** A wording said in other marks, forms or order, and nothing else. */
export interface Variant {
  kind: 'case' | 'contraction' | 'filler' | 'number' | 'unit' | 'date' | 'question' | 'marks' | 'around';
  text: string;
}

/** Full and short forms; both ways round. */
const CONTRACTIONS: readonly (readonly [full: string, short: string])[] = [
  ['do not', "don't"],
  ['does not', "doesn't"],
  ['did not', "didn't"],
  ['is not', "isn't"],
  ['are not', "aren't"],
  ['was not', "wasn't"],
  ['were not', "weren't"],
  ['cannot', "can't"],
  ['will not', "won't"],
  ['has not', "hasn't"],
  ['they are', "they're"],
  ['you are', "you're"],
  ['it is', "it's"],
  ['that is', "that's"],
  ['there is', "there's"],
];
const BEFORE = [
  'They say ',
  'They say that ',
  'My uncle says ',
  'I heard that ',
  'did you know that ',
  'Apparently, ',
  'lol ',
  'Fun fact: ',
  'BREAKING: ',
  'Someone told me that ',
  'Rumour has it that ',
];
const AFTER = [
  ' lol',
  ', please share',
  ', right?',
  ", isn't it?",
  ', is that true?',
  ', they say',
  ' omg',
  ', my neighbour says',
];
const COUNT =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  );
const MONTHS = 'January February March April May June July August September October November December'.split(' ');
/** Smaller units with how many of them make the larger. */
const UNITS: readonly (readonly [large: string, small: string, count: number])[] = [
  ['kilometres?|kilometers?|km', 'metres', 1000],
  ['metres?|meters?', 'cm', 100],
  ['kilograms?|kilos?|kg', 'grams', 1000],
  ['litres?|liters?', 'ml', 1000],
  ['hours?', 'minutes', 60],
  ['minutes?', 'seconds', 60],
  ['days?', 'hours', 24],
  ['weeks?', 'days', 7],
];

/** Every variant that rules make of a wording. */
export function toVariants(wording: string): Variant[] {
  const bare = wording.replace(/[.!?\s]+$/u, '');
  const of = (kind: Variant['kind'], texts: readonly string[]) =>
    texts.filter((text) => text !== wording).map((text) => ({ kind, text }));
  return [
    ...of('case', [wording.toLowerCase(), wording.toUpperCase(), toTitle(wording)]),
    ...of('contraction', toContracted(wording)),
    ...of('filler', [...BEFORE.map((each) => each + lowerFirst(wording)), ...AFTER.map((each) => bare + each)]),
    ...of('number', toNumbers(wording)),
    ...of('unit', toUnits(wording)),
    ...of('date', toDates(wording)),
    ...of('question', toQuestions(bare)),
    ...of('marks', toMarked(wording, bare)),
    ...of('around', [
      `I got this on WhatsApp. ${bare}. What do you think?`,
      `Look at what people send around! ${wording}${/[.!?]$/u.test(wording) ? '' : '.'} Nobody in the group believes it.`,
    ]),
  ];
}

function lowerFirst(text: string): string {
  return /^(?:The|A|An|In|It|People|Most|You|There)\b/u.test(text)
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text;
}

function toTitle(text: string): string {
  return text.replace(/(?<![\p{L}\p{N}'’])\p{Ll}/gu, (letter) => letter.toUpperCase());
}

function toContracted(text: string): string[] {
  return CONTRACTIONS.flatMap(([full, short]) => {
    const longer = text.replace(new RegExp(`\\b${short}\\b`, 'u'), full);
    const shorter = text.replace(new RegExp(`\\b${full}\\b`, 'u'), short);
    return [longer, shorter, shorter === text || !short.endsWith("n't") ? text : shorter.replace("n't", 'nt')];
  }).filter((each) => each !== text);
}

function toNumbers(text: string): string[] {
  const small = text.replace(
    /(?<![\d.,$€£:/-]|(?:September|COVID|covid) )\b(\d{1,2})\b(?![\d.,:/-]\d|(?:st|nd|rd|th|s)\b|[-–]| ?[%°])/u,
    (digits) => COUNT[Number(digits)] ?? digits,
  );
  const words = text.replace(
    new RegExp(
      `(?<!\\b(?:hundred|hundred and|point|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[ -]|-)\\b(${COUNT.slice(2).join('|')})\\b(?![ -](?:${COUNT.slice(0, 10).join('|')}|hundred|thousand|million|billion|dozen|point|and a half)\\b|-)`,
      'iu',
    ),
    (word) => String(COUNT.indexOf(word.toLowerCase())),
  );
  return [
    small,
    words,
    text.replace(/(\d)%/u, '$1 percent'),
    text.replace(/(\d)%/u, '$1 per cent'),
    text.replace(/(\d) ?per ?cent\b/u, '$1%'),
    text.replace(/(?<![\d.,])(\d{1,3}),(\d{3})(?![\d,])/u, '$1$2'),
    text.replace(/(?<![\d.,])(\d{1,3}),000,000(?![\d,])/u, '$1 million'),
    text.replace(/(?<![\d.,$€£])(\d{1,3}) million\b/u, '$1,000,000'),
    text.replace(/(?<!US)\$(\d[\d.]*) (million|billion)/u, '$1 $2 dollars'),
    text.replace(/(?<!US)\$(\d[\d.]*) million/u, 'US$$$1m'),
    text.replace(/\bfirst\b/u, '1st'),
  ];
}

function toUnits(text: string): string[] {
  return UNITS.map(([large, small, count]) =>
    text.replace(
      new RegExp(`(?<![\\d.,-])\\b(\\d+) (?:${large})\\b(?! (?:per|an)\\b|/)`, 'u'),
      (_, digits: string) => `${Number(digits) * count} ${small}`,
    ),
  );
}

function toDates(text: string): string[] {
  const found = new RegExp(`\\b(\\d{1,2}) (${MONTHS.join('|')}) (\\d{4})\\b`, 'u').exec(text);
  if (!found) return [];
  const [whole, day = '', month = '', year = ''] = found;
  const number = MONTHS.indexOf(month) + 1;
  const two = (each: number) => String(each).padStart(2, '0');
  const forms = [
    `${month} ${day}, ${year}`,
    `${day} ${month.slice(0, 3)} ${year}`,
    `${year}-${two(number)}-${two(Number(day))}`,
  ];
  if (Number(day) > 12) forms.push(`${day}/${two(number)}/${year}`);
  return forms.map((each) => text.replace(whole, each));
}

/** Only where it is plain which word is the subject's last: the one or two first ones. */
function toQuestions(bare: string): string[] {
  const words = bare.split(' ');
  const determined = /^(?:the|a|an|most|some|all|many)$/iu.test(words[0] ?? '');
  const at = determined ? 2 : 1;
  const [first = '', verb = ''] = [words[0], words[at]];
  if (words.length < at + 2 || /[^\p{L}]/u.test(words.slice(0, at + 1).join(''))) return [];
  if (
    /^(?:if|when|because|there|in|on|at|by|for|as|it|is|are|was|were|do|does|did|can|could|will|would|should|has|have|had|may|might|must|why|how|what|who|where|to|not|no|never|nobody|nothing|with|from|only)$/iu.test(
      first,
    )
  )
    return [];
  const subject = [...words.slice(0, at)];
  subject[0] = first.charAt(0).toLowerCase() + first.slice(1);
  const rest = words.slice(at + 1);
  if (/^(?:is|are|was|were|can|has|will|could)$/u.test(verb)) {
    const asked = `${verb.charAt(0).toUpperCase()}${verb.slice(1)} ${[...subject, ...rest].join(' ')}`;
    return [`${asked}?`, asked.toLowerCase()];
  }
  const base = [
    verb,
    verb.replace(/s$/u, ''),
    verb.replace(/es$/u, ''),
    verb.replace(/ed$/u, ''),
    verb.replace(/d$/u, ''),
    verb.replace(/ies$|ied$/u, 'y'),
  ].find(isBaseVerb);
  if (base === undefined) return [];
  const aux = verb === base ? 'Do' : verb === toThirdPerson(base) ? 'Does' : verb === toPast(base) ? 'Did' : undefined;
  return aux === undefined ? [] : [`${aux} ${[...subject, base, ...rest].join(' ')}?`];
}

function toMarked(wording: string, bare: string): string[] {
  return [
    `“${wording}”`,
    `"${wording}"`,
    `«${bare}»!`,
    `**${wording}**`,
    `*${bare}*...`,
    `${bare}…`,
    `${bare}!!!`,
    `${bare} 😱😱`,
    `🚨 ${wording}`,
    `- ${bare}`,
    wording.replaceAll("'", '’'),
    wording.replaceAll('-', '\u2011'),
    wording.replaceAll(' ', '\u00a0'),
    wording.replaceAll(', ', ' – '),
  ];
}
