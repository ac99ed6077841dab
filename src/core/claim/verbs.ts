/** English verbs as far as they are needed to tell a statement from a phrase, and to turn a question into the statement it asks about. */

const REGULAR =
  'absorb accept accuse achieve act add admit affect age agree aid allow announce answer appear approve arrest arrive ask attack attract avoid ban bark belong block boil boost burn bury call calm carry cause ' +
  'change charge chew claim classify clean close collapse collect combat commit compose confess confirm connect conquer consist contain control convert cook cool cost count cover crack crash create cross cure curse damage dance declare ' +
  'decrease defeat delay delete deliver demand deny depend describe destroy detect develop die digest disappear discover discuss dissolve donate double drop drown dry earn elect eliminate emit end endorse enter escape evolve exceed execute exist ' +
  'expire explain explode export face fade fail fake film finish float flow flush follow forge form found free freak fry function fund gain generate grant guarantee happen harm hate heal heat help host hunt ignite ignore import improve include ' +
  'increase infect influence inherit inject injure interact invade invent invest jail join jump keep kidnap kill knock lack land last laugh launch learn leave lie like limit live lock look love lower manufacture march mark marry matter measure melt ' +
  'migrate mix move multiply murder name need occur offer open operate orbit order outlaw own paint pass pay permit plan plant play poison pollute predict prefer pretend prevent print produce promise promote protect protest prove publish pull punish ' +
  'push rain raise reach react receive recognise recognize recommend record recover reduce refuse regulate reject release remain remember remove repair repeat replace report require resign respond rest retire return reveal reverse rig rob rot ruin rule ' +
  'rust recall save scare search seem serve settle share shave ship shorten shout shrink sign slow smell smoke sneeze snow solve sound spark spoil spread stage stain start starve stay stop store stretch study stunt suffer suggest support surrender survive swallow sweat swirl switch talk taste ' +
  'test threaten touch track transmit travel treat trigger try turn underestimate use vaccinate vanish vary visit vote wait walk want warm warn wash waste watch weaken weigh work worsen yawn';

/** Base form, past, participle where it is another word. */
const IRREGULAR =
  'be was been|bear bore born|beat beat beaten|become became become|begin began begun|bite bit bitten|bleed bled|blow blew blown|break broke broken|bring brought|build built|buy bought|catch caught|choose chose chosen|come came come|cost cost|cut cut|deal dealt|dig dug|do did done|draw drew drawn|' +
  'drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen|feed fed|feel felt|fight fought|find found|flee fled|fly flew flown|forbid forbade forbidden|forget forgot forgotten|freeze froze frozen|get got gotten|give gave given|go went gone|grow grew grown|' +
  'have had|hear heard|hide hid hidden|hit hit|hold held|hurt hurt|keep kept|know knew known|lay laid|lead led|leave left|let let|lose lost|make made|mean meant|meet met|pay paid|put put|read read|ride rode ridden|ring rang rung|rise rose risen|run ran run|say said|see saw seen|' +
  'sell sold|send sent|set set|shake shook shaken|shine shone|shoot shot|shrink shrank shrunk|shut shut|sing sang sung|sink sank sunk|sleep slept|speak spoke spoken|spend spent|spread spread|stand stood|steal stole stolen|stick stuck|sting stung|strike struck struck|swim swam swum|' +
  'take took taken|teach taught|tear tore torn|tell told|think thought|throw threw thrown|understand understood|wake woke woken|wear wore worn|win won|write wrote written';

/** Verbs that double their last letter: "stop", "stopped". */
const DOUBLING = new Set('admit ban commit drop occur permit plan prefer rig rob ship stop transmit'.split(' '));
/** Verbs that are read as a noun about as often. */
const NOUNS_TOO = new Set(
  'act age aid attack ban bark block boost burn cause change charge claim control cost count cover crack crash cross cure curse damage dance delay demand drop end face fake film float form fund gain grant harm hate heat host hunt import increase influence jail jump knock lack land last laugh launch lie like limit lock look love march mark matter measure murder name need offer open order paint pass plan plant play poison print promise protest pull push rain raise reach record release repair report rest return reverse rule rust save scare search share shave ship shout sign slow smell smoke snow rain sound spark stage stain start stay stop store stretch study support surrender sweat switch talk taste test touch track travel treat trigger try turn use visit vote wait walk want warm waste watch work yawn bite blow break catch cut deal drink drive fall feed feel fight find fly hit hold hurt lead let read ride ring rise run set shake shine shot sink sleep stand strike swim tear throw wake wear win sting call bear beat recall flow'.split(
    ' ',
  ),
);

const pasts = new Map<string, string>();
const participles = new Set<string>();
const forms = new Map<string, 'base' | 'other'>();

for (const base of REGULAR.split(' ')) {
  pasts.set(base, regularPast(base));
}
for (const [base = '', past = '', participle = past] of IRREGULAR.split('|').map((verb) => verb.split(' '))) {
  pasts.set(base, past);
  participles.add(participle);
}
for (const [base, past] of pasts) {
  for (const form of [past, toThirdPerson(base)]) forms.set(form, 'other');
  if (past.endsWith('ed')) participles.add(past);
}
for (const base of pasts.keys()) forms.set(base, 'base');

/** "cause" → "causes". */
export function toThirdPerson(base: string): string {
  if (base === 'have') return 'has';
  if (/(?:s|x|z|ch|sh|o)$/.test(base)) return `${base}es`;
  return /[^aeiou]y$/.test(base) ? `${base.slice(0, -1)}ies` : `${base}s`;
}

/** "say" → "said"; a word that is no known verb is bent by the rule. */
export function toPast(base: string): string {
  return pasts.get(base) ?? regularPast(base);
}

function regularPast(base: string): string {
  if (base.endsWith('e')) return `${base}d`;
  if (/[^aeiou]y$/.test(base)) return `${base.slice(0, -1)}ied`;
  return DOUBLING.has(base) ? `${base}${base.at(-1)}ed` : `${base}ed`;
}

/** A known verb's base form, in lower case. */
export function isBaseVerb(word: string): boolean {
  return forms.get(word) === 'base';
}

/** It may as well be a noun: "cause", "work". */
export function isNounToo(word: string): boolean {
  return NOUNS_TOO.has(word);
}

/** "built", "confirmed", "been". */
export function isParticiple(word: string): boolean {
  return participles.has(word) || (word.length > 5 && word.endsWith('ed'));
}

const AUXILIARY =
  /^(?:is|are|was|were|am|be|been|has|have|had|do|does|did|can|could|will|would|should|must|may|might|cannot|(?:is|are|was|were|has|have|had|do|does|did|ca|could|wo|would|should|must|ai)n'?t|[\p{L}]+'(?:s|re|ve|ll|d))$/u;

/** The word can carry a statement: a known verb in any form, an auxiliary, a past in -ed. */
export function isVerbLike(word: string): boolean {
  return forms.has(word) || AUXILIARY.test(word) || (word.length > 4 && word.endsWith('ed'));
}
