const CONNECTIVES =
  /^(?:(?:and|but|so|then|also|yet|plus|because|since then|however|later|now|in fact|actually|even|still|meanwhile|therefore|thus|as a result|after that|apparently|turns out|instead|soon|today|in \d{4}|next|finally|again|sadly|of course)[,\s]+)+/u;
const POINTS_BACK =
  /^(?:(?:he|she|they|him|her|his|its|their|them|it's|he's|she's|they're|they've|it'll|they'll|that's|thats|it)(?![\p{L}-])|(?:this|that|these|those)(?: |$)(?!(?:year|week|month|morning|afternoon|evening|summer|winter|spring|autumn|fall|country|days|time|who|with|are the|weekend|is your)(?![\p{L}]))|both (?:are|were|have|of)\b|(?:one|some|all|none|many|most) of (?:them|these|those)\b|the (?:latter|former|same)\b)/u;
/** A sentence that is only a piece of one. */
const FRAGMENT =
  /^(?:because|which|whose|except|including|especially|not even|even (?:in|the|on)|hence|just like|same (?:for|with|in)|like the|unlike|such as|and not|or (?:so|even))\b/u;
/** "It is illegal to …", "It takes …", "They say …": nothing is pointed at. */
const POINTS_AT_NOTHING =
  /^(?:it (?:is|was|isn't|wasn't|has been|'s) (?:(?:not|now|really|also|actually|still|physically|officially|often|well|widely|completely) )*(?:true|false|illegal|legal|possible|impossible|raining|snowing|said|believed|known|estimated|safe|dangerous|forbidden|allowed|a (?:fact|myth|crime)|proven|claimed|reported|against the law|cold|hot|\p{L}+ (?:who|that)) ?(?:to|that|for|in|whether|who|$)?|it's (?:not |now |actually |still )*(?:true|illegal|legal|possible|impossible|raining|snowing|safe|dangerous|a fact|a myth|against the law)\b|it (?:takes|took|costs|rains?|rained|snow(?:s|ed))\b|they (?:say|claim) that\b|it was in \d{4} that\b)/u;
/** The same in other languages, for words that are never an article there. */
const FOREIGN =
  /^(?:él|ella|ellos|ellas|esto|eso|elle|ils|elles|cela|ça|il (?!y a|est (?:interdit|possible|impossible)|faut|fait|pleut)(?=a |est |était |avait |fut |n'|ne )|er|sie|das (?:ist|war|hat|wurde)|dies|diese|ele|ela|eles|elas|isso|isto|lui|lei|questo|hij|zij|ze|он|она|они|оно|это|він|вона|вони|це|onlar|bu|bunu|ona|oni|هو|هي|هم|هذا|هذه|वह|वे|यह)(?![\p{L}\p{M}])|^(?:他|她|它|这|那|彼|これ|それ)/u;

/** The sentence only makes sense together with the one before it. @param sentence any sentence; its first words decide */
export function refersBack(sentence: string): boolean {
  const head = sentence.slice(0, 120).replace(/[’‘]/gu, "'").toLowerCase();
  if (FRAGMENT.test(head)) return true;
  const rest = head.replace(CONNECTIVES, '');
  return (POINTS_BACK.test(rest) && !POINTS_AT_NOTHING.test(rest)) || FOREIGN.test(rest);
}
