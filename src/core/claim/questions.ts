import { toForeignStatement } from './foreign-questions.ts';
import type { SentenceReading } from './sentence-reading.ts';
import { finish, toStatement } from './statements.ts';
import { isBaseVerb, isParticiple, isVerbLike } from './verbs.ts';

/** What a sentence asks: nothing, whether something is so, something else; `tag` only asks to be agreed with. */
export type Asked =
  | { asks: 'nothing' | 'other' }
  | { asks: 'whether'; statement?: string }
  | { asks: 'tag'; statement: string };

/** What people put before a question. */
const OPENERS =
  /^(?:(?:so|but|and|well|um+|lo+l|omg|bro|dude|honestly)[,:\s]+|(?:ok|okay|hey|hi|guys|wait|seriously|(?:quick |serious |genuine |dumb |stupid )?question|help|sorry|people|everyone|friends|now|or)[,:]\s+|(?:wait|ok|hey|guys) (?=(?:is|are|was|were|do|does|did|can|what|who|why|how) ))+/u;
const WHETHER =
  /^(?:(?:does|do) (?:anyone|anybody|someone|you|u)(?: guys| here)? know|any(?:one|body) know|any idea|i wonder|(?:i was |was )?(?:just )?wondering|can (?:you|u|someone|anyone|anybody) (?:tell me|confirm|check|verify|say)|(?:i'm )?not sure|i don't know|tell me|please check|check) (?:if|whether) (?:it'?s true that )?|^is it (?:really |actually )?(?:true|correct|a fact|so|right)(?: that)? |^is it a (?:myth|lie|hoax) that |^true or false[:,]? |^(?:did|do) (?:you|u|y'all)(?: guys)? know(?: that)? (?!what|who|when|where|why|how|which|if|any)/u;
const TAG =
  /(?:(?:\s*[,;]|\s+[-–—]|\.\.\.)\s*|\s)(?:right|correct|true or (?:false|not)|amirite|am i right|innit|is(?:n'?t)? (?:it|that so)|yes or no|true)$|[,;-]\s*(?:yeah|yes|no|huh|eh|true|really|or not|or what|you know|ok|don'?t you think|¿?verdad|¿?no|oder|nicht wahr|non|n'est-ce pas|né|não é|certo|vero|giusto|да|не так ли|правда|değil mi|prawda|toch)$|[,;]?\s(?:is|are|was|were|do|does|did|ca|could|has|have|had|wo|would|should)n'?t (?:it|they|he|she|we|you|i|there)$|,\s*(?:is|are|was|were|do|does|did|can|could|has|have|had|will|would|should) (?:it|they|he|she|we|you|i|there)$/u;

const WH =
  /^(?:what|who|whom|whose|when|where|why|how|which|wtf|whats|whos|wheres|hows|what's|who's|where's|how's|why's|when's)$/u;
/** A question by its opening words alone. */
const WH_OPENING =
  /^(?:what(?:'?s| (?:is|are|was|were|do|does|did|can|could|should|will|would|time|kind|about|if|happened|the hell|the heck|year|day|color|colour))\b(?! you| i\b| we)|what (?:do|does|did|are|were|can|should) (?:you|we|i|u)\b|who'?s (?!who)|who (?:is|are|was|were|did|does|do|wants|else|knows|wrote|made|killed|cares|wanna|will|would|can|won|put|took|got|here)\b|why(?:'s)? (?:is|are|do|does|did|was|were|can|can't|would|should|not|no|aren't|isn't|don't|doesn't|didn't|won't|so|the)\b|(?:where|when)(?:'s)? (?:is|are|was|were|do|does|did|can|will|should|the hell)\b|where'?s\b|how'?s\b|how (?:is|are|was|were|do|does|did|could|can|many|much|long|old|far|come|tall|big|often|about|to|would|should)\b)/u;
/** What reads like one, and tells something: "what you eat matters", "how the pyramids were built is unknown". */
const TELLS =
  /^(?:how|what|why|where|when|who)\b.{3,}\b(?:is|are|was|were|remains?|stays?) (?:still |not |widely |hotly )*(?:unknown|unclear|disputed|known|a mystery|debated|contested)\b/u;

/** Verb forms that are words of other languages too. */
const FOREIGN_TOO = /^(?:is|was|die|come|has|.*'(?:s|d|ll))$/u;
const AUX = /^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must|shall)$/u;
const NEGATED = /^(?:is|are|was|were|do|does|did|has|have|had|ca|could|wo|would|should)n'?t$/u;
/** Asked of a person in the chat, about that person or the chat. */
const PERSONAL: readonly RegExp[] = [
  /^(?:are|were) (?:you|u|ya|y'all)\b(?! (?:more|less|legally|allowed|required|supposed|born|able|immune|likely))/u,
  /^(?:have|had|did|would|were|might) (?:you|u|ya|y'all)\b/u,
  /^will (?:you|u)\b(?! (?:get|go|die|lose|become|catch|gain|have))/u,
  /^(?:can|could|will|would) (?:you|u|someone|somebody|anyone|anybody|we|i|one of you)(?: all| guys| just| maybe| also)* (?:please|pls|plz|send|call|help|tell|give|pass|bring|come|make it|stop|check|share|add|explain|show|repeat|join|borrow|use your|have a|ask|get a|hear me|see this|meet|talk|do me|pick|let|invite|lend|order|go|hang)\b/u,
  /^(?:can|could|may|shall|should) (?:i|we)\b(?! (?:get pregnant|catch|see|breathe|live|survive|die|eat|drink|trust|believe|really))/u,
  /^do (?:you|u|ya|y'all)(?: guys| all| still| even| really| ever| also)* (?:want|like|love|know|remember|think|believe|mind|agree|understand|hear|have (?:time|a|any|the|my|your)|wanna|hate|prefer|see (?:this|that|it|what|me)|feel|speak|work|live|get (?:it|me|that)|play|watch|trust|care)\b/u,
  /^(?:is|are|does|do|has|have|can|could|will|would) (?:anyone|anybody|somebody|someone|any of you|everyone)\b/u,
  /^(?:you|u|any|anyone|anybody|someone|wanna|ready|seriously|really|wait|coming|need|everyone|and (?:you|u)|ever|still|more|same)(?![\p{L}\p{N}.'])/u,
];
/** Subjects that make "can", "will", "do", "have" open a question without its mark. */
const SUBJECT =
  /^(?:the|a|an|you|u|we|they|it|he|she|i|this|that|these|those|people|kids|children|humans|women|men|all|most|there|your|our|\p{L}{3,}s)$/u;

const FOREIGN_OPENING = new Set(
  (
    'qué que quién quien quiénes cuándo cuando dónde donde cómo como cuál cuáles cuánto cuántos cuánta por qui quoi quand où pourquoi comment quel quelle quels quelles combien was wer wann wo warum wie welche welcher welches wieso woher wohin wem wen ' +
    'quem onde quando qual quais quanto quantos chi che dove perché quale quanti wat wanneer waar waarom hoe welke co kto kiedy gdzie dlaczego jak który która ile котра котрий что кто когда где почему как какой какая какие сколько куда зачем що хто коли де чому як скільки який яка ' +
    'ne kim neden nasıl hangi niye nerede ما ماذا متى أين لماذا كيف كم siapa kapan mengapa kenapa bagaimana berapa'
  ).split(' '),
);
const FOREIGN_ANYWHERE =
  /什么|什麼|谁|誰|哪(?!怕)|[几幾](?!乎)|怎么|怎麼|多少|(?<!任)何|いつ|どこ|なぜ|どう|いくら|누구|언제|어디|어떻게|무엇|कौन|कब|कहाँ|कहां|क्यों|कैसे|कितन|(?:^|\s)(?:kaç|nerede|nasıl|neden|kim|hangi|ne zaman|di mana)(?:\s|$)/u;
const ENGLISH =
  /^(?:the|are|were|and|with|they|from|by|for|have|don't|doesn't|isn't|you|we|people|it|it's|never|can't)$/u;

/** Somewhere inside, or behind an "I", it asks in earnest: no statement can be had by taking the mark away. */
const INVERTED =
  /^(?:i|i'm|i've)\b|\b(?:what|why|when|where|how|who) (?:is|are|was|were|do|does|did|can|could|will|would|should|has|have)\b|\b(?:is|are|do|does|did|can|could|will|would) (?:there|you|u|they|he|she|it|we|this|those)\b|\b(?:huh|or|wtf|damn)\b/u;

/** What the sentence asks. Pure; for sentences of at most a few hundred characters. */
export function toAsked(reading: SentenceReading): Asked {
  const opener = OPENERS.exec(reading.lower)?.[0].length ?? 0;
  const text = reading.text.slice(opener).trim();
  const lower = text.toLowerCase();
  const skipped = opener === 0 ? 0 : reading.text.slice(0, opener).trim().split(' ').length;
  const words = reading.words.slice(skipped);
  const bare = reading.bare.slice(skipped);
  const whether = WHETHER.exec(lower);
  if (whether && words.length > 4) return aboutWhether(text.slice(whether[0].length), whether[0]);
  const first = bare[0] ?? '';
  const opensAsking = AUX.test(first) || WH.test(first) || NEGATED.test(first);
  const tag = opensAsking ? null : TAG.exec(reading.lower);
  if (tag && tag.index > 0 && words.length > 2 && (reading.asked || /n'?t \p{L}+$/u.test(tag[0])))
    return { asks: 'tag', statement: reading.text.slice(0, tag.index) };
  if (asksWh(lower, words, bare, reading.asked)) return { asks: 'other' };
  if (opensQuestion(words, bare, reading.asked)) return askedWith(lower, words, bare);
  return reading.asked ? askedByMark(reading, lower, words, bare) : { asks: 'nothing' };
}

function aboutWhether(rest: string, before: string): Asked {
  if (/^(?:did|do) /u.test(before) && !/ (?:if|whether) /u.test(before)) return { asks: 'tag', statement: rest };
  if (/^(?:or|and|about)\b/u.test(rest.toLowerCase())) return { asks: 'whether' };
  return { asks: 'whether', statement: finish([rest]) };
}

function asksWh(lower: string, words: readonly string[], bare: readonly string[], asked: boolean): boolean {
  const first = bare[0] ?? '';
  // The World Health Organization.
  if (words[0] === 'WHO' && /\p{Ll}/u.test(words.join(' '))) return false;
  if (first === 'was' && /^(?:ist|sind|war|machst|macht|kostet|hast|bedeutet|soll|kann|wird)$/u.test(bare[1] ?? ''))
    return true;
  if (/^(?:does |do )?any(?:one|body) know (?:what|who|when|where|why|how|which|of|a)\b/u.test(lower)) return true;
  if (!WH.test(first))
    return (
      asked &&
      bare.some(
        (word, at) =>
          at > 0 &&
          at < 4 &&
          /^(?:what|which|whom)$/u.test(word) &&
          /^(?:at|in|on|for|to|by|of|from|about)$/u.test(bare[at - 1] ?? ''),
      )
    );
  return (
    asked ||
    (WH_OPENING.test(lower) && !TELLS.test(lower) && !/^(?:what|who|how) .*, /u.test(lower) && words.length <= 14)
  );
}

function opensQuestion(words: readonly string[], bare: readonly string[], asked: boolean): boolean {
  const [first = '', second = ''] = bare;
  // “Was für ein Tag” is no English question.
  if (words.length < 2 || (first === 'was' && second === 'für')) return false;
  if (asked) return (AUX.test(first) && (first !== 'may' || SUBJECT.test(second))) || NEGATED.test(first);
  if (/^(?:is|are|was|were|does|did)$/u.test(first))
    return (
      words.length > 2 && !isBaseVerb(second) && !isParticiple(second) && !/^(?:so|very|now|not|still)$/u.test(second)
    );
  if (first === 'do') return SUBJECT.test(second) && !/^(?:it|this|that|your|the|a|an|these|those)$/u.test(second);
  if (first === 'have' || first === 'has' || first === 'had')
    return /^(?:you|we|they|he|she|people|scientists|humans)$/u.test(second);
  if (!/^(?:can|could|will|would|should)$/u.test(first) || (second !== 'i' && /^\p{Lu}/u.test(words[1] ?? '')))
    return false;
  // "can openers were invented": a later finite verb makes the first word a noun.
  return SUBJECT.test(second) && !bare.slice(2, 4).some((word) => /^(?:is|are|was|were|has|had|did)$/u.test(word));
}

function askedWith(lower: string, words: readonly string[], bare: readonly string[]): Asked {
  if (PERSONAL.some((personal) => personal.test(lower))) return { asks: 'other' };
  const statement = NEGATED.test(bare[0] ?? '') || bare[0] === 'should' ? undefined : toStatement(words, bare);
  return statement === undefined ? { asks: 'whether' } : { asks: 'whether', statement };
}

/** Only its mark makes it a question: "The Earth is flat?", or another language. */
function askedByMark(
  reading: SentenceReading,
  lower: string,
  words: readonly string[],
  bare: readonly string[],
): Asked {
  const opening = bare.slice(0, 2).map((word) => word.replace(/^¿/u, ''));
  // Kim Jong Un; Que Sera Sera.
  const isName = /^(?:kim|que|chi|jak)$/u.test(opening[0] ?? '') && /^\p{Lu}/u.test(words[1] ?? '');
  if (!isName && opening.some((word, at) => FOREIGN_OPENING.has(word) && (at === 0 || (opening[0] ?? '').length <= 3)))
    return { asks: 'other' };
  if (FOREIGN_ANYWHERE.test(isName ? lower.slice(4) : lower) || PERSONAL.some((personal) => personal.test(lower)))
    return { asks: 'other' };
  const foreign = toForeignStatement(reading.text);
  if (foreign !== undefined) return { asks: 'whether', statement: foreign };
  const latin = /^[\p{Script=Latin}\P{L}]*$/u.test(reading.text);
  if (latin && words.length < 3) return { asks: 'other' };
  const english =
    bare.some((word) => ENGLISH.test(word)) ||
    bare.slice(1).some((word) => !FOREIGN_TOO.test(word) && isVerbLike(word));
  return latin && english && !INVERTED.test(lower) && words.length <= 30
    ? { asks: 'whether', statement: finish([words.join(' ')]) }
    : { asks: 'whether' };
}
