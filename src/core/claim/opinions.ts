import { isForeignOpinion } from './foreign-opinions.ts';
import { readSentence } from './sentence-reading.ts';
import { isVerbLike } from './verbs.ts';

const VALUE =
  '(?:(?:dis)?gusting|gross|nasty|delicious|yummy|tasty|awesome|amazing|great|lame|boring|ugly|beautiful|pretty|cute|lovely|adorable|horrible|terrible|awful|(?:over|under)rated|stupid|dumb|annoying|perfect|funny|fun|hilarious|nice|mid|trash|garbage|crap|sexy|creepy|brilliant|fantastic|wonderful|gorgeous|' +
  'pathetic|ridiculous|sad|insane|crazy|disgraceful|shameful|unfair|unbelievable|incredible|epic|goated|cringe|cuter|prettier|uglier|nicer|tastier|funnier|dumber|lamer|sadder|heartbreaking|depressing|inspiring|magical|iconic|meh|embarrassing|charming|dope)';
const VERY =
  '(?:so+|very|really|too|just|absolutely|super|such|quite|fucking|damn|kinda|totally|extremely|literally|always|truly|simply|way|a bit|not|also|still|more|most|pretty|even|much|actually|honestly|all|far|a little)';
const TAIL =
  "(?: (?:ever|of all time|hands down|imo|imho|tbh|ngl|lo+l|lmao|fr|though|tho|to me|for me|honestly|today|tonight|this year|man|bro|dude|guys|haha+|in my opinion|i think|right now|as hell|af|really|again|btw|period|in the (?:whole )?world|isn't it|aren't they|right))*$";
const BE =
  "(?:(?:is|are|was|were|am|be|been|'s|'re|isn't|aren't|wasn't|weren't|ain't|looks?|looked|sounds?|sounded|smells?|tastes?|tasted|feels?|seems?|thats|its|hes|shes))";
/** Nouns of taste: whoever calls one of them the best has said nothing to check. */
const LEISURE =
  '(?:band|songs?|movies?|films?|shows?|series|games?|team|players?|singers?|actors?|actress|artists?|rapper|albums?|books?|food|dish|pizza|meal|drink|city|country|day|week|weekend|year|month|thing|things|person|people|friends?|mom|mum|dad|teacher|phones?|car|brand|place|restaurant|time|idea|feeling|season|president|job|vibes?|part|joke|guy|girl|man|woman|coach|club|colou?r|holiday|vacation|beach|music|ones?)';
/** What can be measured is no matter of taste, however it is praised. */
const MEASURED =
  /\b(?:immunity|vaccin\w*|drugs?|medicine|medication|water|health\w*|treatment|remedy|cure|antibiotic|antioxidant|source|conductor|insulator|protection|defen[cs]e|diet|milk|sugar|exercise|sleep|oil|energy|batter(?:y|ies)|immune|virus|cancer|economy|inflation|crime|pandemic|earthquake|according|study|studies|proven|evidence)\b/u;

const OPENERS =
  /^(?:(?:and|but|so|well|honestly|tbh|imo|imho|ngl|lo+l|lmao|omg|wow|dude|bro|also|i mean|to be honest|in my (?:humble )?opinion|personally|frankly|yeah|nah|ha(?:ha)+|damn|ugh)[,:\s]+|(?:ok|okay|man|guys|hey|then|for me|oh|yes|no|seriously|friends|people|everyone)[,:]\s+)+/u;
const THINKING =
  /^(?:i|we)(?: really| just| honestly| still| always| do| personally| truly| also)* (?:think|believe|guess|reckon|feel like|feel that|suppose|bet|swear|know|would say|heard|read|am (?:sure|convinced)|said)(?: that)? |^(?:i'm|im|i am)(?: pretty| quite| very| so)? (?:sure|convinced|certain|glad|shocked|sad|afraid|angry|sorry|worried|scared|proud|happy) that |^(?:i|we) (?:love|hate|like|regret|doubt|deny) that |^(?:please |pls |kindly )*(?:do )?(?:note|remember|be aware|be warned|be advised|understand|know|don't forget|keep in mind|bear in mind|beware)(?:,? that|:|,) |^please (?:note|remember|know) |^(?:i )?(?:still )?(?:can'?t|cannot) believe (?:that )?(?!it\b|this\b|you\b|how\b)(?=\S+ \S+)/u;

const FEELINGS: readonly RegExp[] = [
  /^i(?: really| just| also| absolutely| do| so| still| always| kinda| truly| honestly| actually| fucking| literally)*(?:'d| would)? (?:love|like|hate|adore|dislike|enjoy|prefer|want|wanna|wish|hope|miss|need|rather|can'?t (?:stand|wait|believe)|cannot (?:stand|wait)|(?:don't|dont|do not|didn't|never) (?:like|want|care|feel|mind|understand|trust|get (?:it|why|how|this|that))|feel|appreciate|crave|look forward|loved|hated|enjoyed|liked)\b/u,
  /^we (?:love|hate|hope|wish|want|can'?t wait)\b/u,
  /^(?:i'?m|i am|we'?re|we are|feeling)(?: (?:so+|very|really|too|just|kinda|a bit|pretty|super|not|all|still|feeling))* (?:tired|happy|sad|bored|hungry|angry|mad|excited|scared|afraid|glad|proud|sorry|worried|lonely|stressed|exhausted|sleepy|done|thirsty|nervous|jealous|in love|confused|fed up|obsessed|shocked|disgusted|depressed|ready|sick of|good|fine|ok|okay|better|crying|dying|dead)\b/u,
  /^(?:lov(?:e|ing)|hat(?:e|ing)|miss(?:ing)?|enjoy(?:ing)?) (?:this|that|it|you|u|my|her|him|them|these|those|how|when|our)\b/u,
  /^(?:hope|wish|hoping|wishing) (?:you|everyone|we|this|that|it|to|all|he|she|they|i|for)\b/u,
  /^(?:can'?t|cannot|cant) (?:wait|believe|stand)\b/u,
  /^so (?:excited|happy|tired|bored|sad|proud|done|hungry|glad)\b/u,
  /\b(?:makes?|made|making) me (?:so|really|want|wanna|feel|sad|happy|smile|laugh|cry|angry|mad|proud|crazy|uncomfortable|hungry)\b/u,
  /\b(?:drives?|driving) me (?:crazy|mad|nuts|insane)\b|\bgets on my nerves\b|\bgives me (?:the )?(?:chills|goosebumps|creeps)\b/u,
  /\bmy favou?rite\b/u,
];
const VALUES: readonly RegExp[] = [
  new RegExp(`(?:^|[\\s'])${BE}(?: ${VERY})* ${VALUE}(?: than [^,]{1,40})?${TAIL}`, 'u'),
  new RegExp(`(?:'s|'re)(?: ${VERY})* ${VALUE}${TAIL}`, 'u'),
  new RegExp(
    `(?:^|[\\s'])${BE}(?: ${VERY})* (?:an?|my|our) (?:${VERY} )*${VALUE}(?: (?!at|for|of|in|to|that|which|with|because)[\\p{L}'-]+){1,2}?${TAIL}`,
    'u',
  ),
  new RegExp(
    `(?:'s|^it'?s|^thats|^that's) (?:such )?an? (?:${VERY} )*(?:${VALUE}|good|bad) (?!at|for|of|in|to)[\\p{L}'-]+${TAIL}`,
    'u',
  ),
  new RegExp(
    `(?:^|[\\s'])${BE}(?: ${VERY}| easily| by far| one of)* (?:the|my) (?:best|worst|greatest|coolest|funniest|prettiest|cutest|nicest|goat|most ${VALUE})(?: [\\p{L}'-]+){0,2}? ?${LEISURE}?${TAIL}`,
    'u',
  ),
  new RegExp(
    `^(?:this|that|it|she|he|these|those)(?: ${BE}|'s|'re)(?: ${VERY})* (?:good|bad|cool|wild|mid|fire|lit|wrong|evil|weird|important|worth it|so true)${TAIL}`,
    'u',
  ),
  new RegExp(`\\b(?:sucks|suck|slaps|stinks|is a joke|is a disgrace)${TAIL}`, 'u'),
  new RegExp(
    `^(?:${VERY} )*${VALUE}(?: (?:stuff|place|day|song|news|work|job|idea|guys|man|post|game|one|time|people|video|pic|picture|view))?${TAIL}`,
    'u',
  ),
  /^(?:what (?:an?|the)|such an?|how (?:cute|beautiful|sad|nice|funny|stupid|awful|awesome|cool|sweet)) (?!.*\b(?:is|are|was|were|does|did)\b)/u,
  /^(?:such a |what a )?(?:long|busy|rough|crazy|hard|tough|lazy|great|nice|good|bad) (?:day|week|night|morning|year|weekend)\b/u,
  /^\p{L}[\p{L}\p{N}'-]*(?: \p{L}[\p{L}\p{N}'-]*)? (?:is|are|was|were)(?: way| so much| much| far| miles| still)* (?:better|worse) than \p{L}[\p{L}\p{N}'-]*(?: \p{L}[\p{L}\p{N}'-]*)?(?: imo| tbh| lol| ngl)*$/u,
];
const WISHES: readonly RegExp[] = [
  /^(?:we|someone|somebody|y'?all|you guys)(?: all| really| just)* (?:should|must|ought to|need to|have to|gotta)\b/u,
  /(?<!\b(?:that|which|whether|who|says|if) )\b(?:should|ought to|needs? to|ha(?:s|ve) to|deserves?(?: to)?|must)(?: really| all| just| finally)* (?:resign|be (?:banned|illegal|fired|jailed|abolished|ashamed|free|stopped|arrested|cancell?ed|punished|impeached|allowed|forced|legali[sz]ed|taxed)|go to (?:jail|prison|hell)|step down|shut up|apologi[sz]e|quit|rot|know better)\b/u,
  /^(?:you|u)(?: guys| all| really| totally| definitely)* (?:should|must|gotta|have to|need to)(?: really| all| totally| definitely)* (?:see|watch|try|come|join|check|listen|call|visit|go|read|buy|meet|hear)\b/u,
  /^(?:let'?s|let (?:us|me)|please|pls|plz|kindly|could you|can you|would you)\b/u,
  /^(?:call|text|ping|dm|message|tell|help|send|give|show|bring|meet|join|remind|ask|leave|lend|follow|trust|forgive) (?:me|us|him|her|them|it|this|your|my|everyone|everybody)\b/u,
  /^(?:wake up|shut up|hurry up|cheer up|look at (?:this|that|it|him|her|these|those)|check (?:this|it) out|check out|watch (?:this|it|out)|listen to (?:this|me)|vote for|subscribe|open your eyes|think about it|take care|have fun|stop it|come (?:on|here|over|to|with)|be (?:careful|quiet|nice|kind|safe|patient)|stay (?:safe|strong|tuned|home|away)|do your (?:own )?(?:research|homework)|get (?:well|out|lost|here)|go (?:away|home|vote)|sign (?:this|the|my)|don'?t (?:worry|forget|be|you dare|tell|even)|do not (?:worry|forget)|never mind|see (?:you|u|ya|y'all)|pray for|donate|guess what|rest in peace|rip)\b/u,
];
/** The bidding holds a reason, and the reason is a claim. */
const REASONED =
  /\bto (?:kill|prevent|cure|stop|avoid|protect|flush|boost|lose|treat|fight|reduce|lower|heal|detox|get rid)\b|\b(?:causes?|kills?|contains?|prevents?|cures?|leads? to|gives? you|linked to)\b/u;
/** That somebody else said so can be checked, whatever was said. */
const REPORTED =
  /\b(?:said|says|asked|asks|claim(?:s|ed)|told|finds|thinks|called|calls|responded|replied|tweeted|wrote|stated|according to|polls?|survey|voted|announced|accused)\b/u;
/** Where a bidding or a feeling opens a title: "I Love Lucy", "Leave It to Beaver". */
const TITLE =
  /(?:^|\s)(?:I|My|Leave|Call|Let|Give|Tell|What|Don't|Wake|Come|Watch|Stay|Bring|Show|Trust|Help) (?:Love|Hate|Like|Want|Wish|Need|Favou?rite|It|Me|Us|A|Worry|Up|On|This|Her|Him|You)\b/u;
const CLAUSE_ENDS =
  /[,;:–—…]+\s+|\.{2,}\s*|\s+[-–—]\s+|\s+(?:because|since|but|so(?= (?:it|they|the|he|she|we|this|that|there|you|i)\b)|and|cause|cuz|bc|coz|while|although|whatever)\s+/u;

/**
 * A feeling, a wish, a request or a judgement of taste, with no checkable statement beside it.
 *
 * @param text a sentence of at most a few hundred characters, without end marks
 */
export function isOpinion(text: string): boolean {
  if (TITLE.test(text) && /\s\p{Ll}/u.test(text)) return false;
  const whole = withoutOpeners(text.toLowerCase());
  if (REPORTED.test(whole) && !/^(?:i|we|let|please|pls|call|tell|ask)\b/u.test(whole)) return false;
  if (isForeignOpinion(whole)) return true;
  const [first = '', ...later] = whole.split(CLAUSE_ENDS).map(withoutOpeners);
  if (!isOpinionClause(first) && !isWish(first))
    return isAside(first) && later.some(isOpinionClause) && !later.some((part) => isStatement(part));
  return later.every((part) => !isStatement(part));
}

function withoutOpeners(clause: string): string {
  let rest = clause.trim();
  for (let turn = 0; turn < 3; turn += 1) {
    const shorter = rest.replace(OPENERS, '').replace(THINKING, '');
    if (shorter === rest) break;
    rest = shorter;
  }
  return rest;
}

function isOpinionClause(clause: string): boolean {
  if (FEELINGS.some((feeling) => feeling.test(clause))) return true;
  return VALUES.some((value) => value.test(clause)) && !MEASURED.test(clause);
}

function isWish(clause: string): boolean {
  return WISHES.some((wish) => wish.test(clause)) && !REASONED.test(clause) && !/\d/.test(clause);
}

/** Too little in front of an opinion to be a claim: "my god, this is awful". */
function isAside(part: string): boolean {
  return part.split(' ').length < 3 || /^(?:i|i'm|i'll|i've|we|my)\b/u.test(part);
}

/** It can stand as a claim by itself. */
function isStatement(part: string): boolean {
  if (isOpinionClause(part) || isWish(part)) return false;
  const { bare } = readSentence(part);
  return (
    bare.length >= 3 && !/^(?:i|i'm|i'll|i've|you|u|my|when|if|what)$/u.test(bare[0] ?? '') && bare.some(isVerbLike)
  );
}
