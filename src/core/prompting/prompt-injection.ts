import { LOOK_ALIKES } from '../language/look-alikes.ts';
import { toPageSentences, toParagraphs } from '../language/page-text.ts';
import { fold } from '../language/tokens.ts';

/** Digits and signs that stand for letters, and rare Latin letters. */
const SIGNS: ReadonlyMap<string, string> = new Map(
  'ɡg ɩi ıi 0o 1i 3e 4a 5s 7t @a $s'.split(' ').map((pair) => [pair.slice(0, 1), pair.slice(1)]),
);

function toLatin(word: string): string {
  return Array.from(word, (letter) => LOOK_ALIKES.get(letter) ?? SIGNS.get(letter) ?? letter).join('');
}

/** Removes invisible characters, folds look-alikes, joins "i g n o r e", and makes white space single. */
function toPlain(text: string): string {
  const seen = text.replace(
    /[\p{Default_Ignorable_Code_Point}\u200b-\u200f\u202a-\u202e\u2060-\u2069\u{e0000}-\u{e007f}]/gu,
    '',
  );
  return fold(seen.normalize('NFKC'))
    .replace(/(?<!\p{L})(?:\p{L}[ .\-_*]){3,}\p{L}(?!\p{L})/gu, (run) => run.replace(/[^\p{L}]/gu, ''))
    .replace(/[\p{L}\p{N}@$]+/gu, (word) => (/[a-z]/.test(word) && /[^a-z]/.test(word) ? toLatin(word) : word))
    .replace(/[^\S\n]+/gu, ' ');
}

/** Each pattern stays within a sentence (`[^.!?。]`) and each gap is bounded, so that hostile text takes linear time. */
const ORDERS: readonly RegExp[] = [
  // Marks of chat templates, and an answer ready to copy.
  /<\|?\/?(?:im_start|im_end|system|assistant|user|endoftext|eot_id|start_header_id)|\[\/?inst\]|<<sys>>|^[^\p{L}\n]{0,8}system(?: prompt| message)? ?:|## ?(?:instruction|system|response)|"(?:label|verdict|stance|citations)" ?:/mu,
  // "Ignore all previous instructions", and the same in nine languages.
  /\b(?:ignore|disregard|forget|override|bypass|discard)\b[^.!?。]{0,20}\b(?:(?:previous|prior|preceding|earlier|above|your|system)\b[^.!?。]{0,15}\b(?:instructions?|prompts?)|(?:your|the above) (?:rules|guidelines|directives)|everything (?:above|you))\b/u,
  /\b(?:ignor|olvid|desconsider|esquec)[ae]\w*[^.!?]{0,25}\binstru\w+ (?:anterior|previ)|\b(?:ignore|oublie|neglige)[zr]?\b[^.!?]{0,25}\b(?:instructions?|consignes?) (?:precedent|ci-dessus)|\b(?:ignorier|vergiss|vergess|missacht)\w*[^.!?]{0,25}\b(?:vorherig|bisherig|obig|fruher)\w* (?:anweisung|instruktion)|\b(?:abaikan|lupakan)\b[^.!?]{0,25}\b(?:instruksi|perintah) (?:sebelum|di atas)|(?:ігноруи|забудь|игнорируи)[^.!?]{0,25}(?:попередн|предыдущ)\p{L}* (?:інструкц|вказів|инструкц|указан)|(?:पिछले|उपरोक्त)[^.!?।]{0,15}(?:निर्देश|आदेश)[^.!?।]{0,15}(?:अनदेखा|भूल)|(?:تجاهل|انس)[^.!?]{0,20}(?:تعليمات|أوامر)\p{L}* (?:السابق|أعلاه)|(?:تجاهل|انس)[^.!?]{0,20}(?:التعليمات|الأوامر) (?:السابق|أعلاه)|(?:忽略|无视|無視|忘记|忘記)[^。]{0,6}(?:之前|以上|先前|上述)[^。]{0,6}(?:指令|指示|提示)/u,
  // Addressed to a machine.
  /\b(?:you are|act as|pretend to be) (?:now )?(?:an? )?(?:ai|language model|llm|chat ?bot)\b|\bas an ai (?:language )?model,? you\b|\b(?:eres|usted es|voce e|tu es|vous etes|du bist|sie sind) (?:\p{L}+ ){0,2}(?:modelo de (?:lenguaje|linguagem)|inteligencia artificial|intelligence artificielle|modele de langage|sprachmodell)\b|\b(?:note|message|instructions?|attention|dear)[ ,:]{1,2}(?:(?:to|for) )?(?:the |any |all )?(?:ai|llms?|(?:ai |language )models?|chat ?bots?|fact[- ]?check\w* (?:bots?|systems?|models?)) ?[:,.!-]/u,
  // A verdict that is demanded.
  /\byour (?:final |correct |only )?(?:answer|verdict|label|rating|output) (?:must|should|shall|has to) be\b|\bthe (?:final |correct )?(?:verdict|label|rating) (?:must|should|shall) be (?:true|false|verified)\b|\bthe correct (?:verdict|label) is (?:true|false)\b|\bwith stance (?:supports|refutes)\b/u,
  /(?:^|[.!;] |\bplease )(?:answer|respond|reply|output|rate|mark|label|classify|declare|treat) (?:that|with|only|it|this|the (?:claim|statement))\b[^.!?。]{0,80}\b(?:true|false|verified|supports|refutes)\b|^(?:responde|responda|repondez|antworte),? (?:que|dass)\b[^.!?]{0,60}\b(?:verdader[ao]|verdadeir[ao]|vraie?|wahr)\b|^请?回答[^。]{0,10}(?:真的|属实)/mu,
];

/**
 * Whether a sentence gives orders to a model or a checker instead of saying something to its readers. Look-alike letters, invisible characters and
 * spaced-out letters do not hide an order. The list is short: the fence and the quote checks hold what it misses, and harmless sentences must pass.
 * Pure.
 */
export function isOrder(text: string): boolean {
  const plain = toPlain(text);
  return ORDERS.some((order) => order.test(plain));
}

/** A text without the sentences that give orders. */
export function withoutOrders(text: string): string {
  return toParagraphs(text)
    .flatMap((paragraph) => toPageSentences(text, paragraph))
    .filter(({ start, end }) => isOrder(text.slice(start, end)))
    .toReversed()
    .reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
}
