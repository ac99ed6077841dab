import { fold } from '../match/tokens.ts';

/** Letters of other alphabets that look like Latin ones: Cyrillic and Greek, as far as they are mistaken for them. */
const LOOKALIKES: ReadonlyMap<string, string> = new Map(
  'аa еe оo рp сc уy хx іi јj ѕs ԁd һh ӏl ԛq ԝw вb мm нh тt кk гr αa εe οo ρp υu ιi κk νv τt χx ηn ωw ɡg ɩi ıi 0o 1i 3e 4a 5s 7t @a $s'
    .split(' ')
    .map((pair) => [pair.slice(0, 1), pair.slice(1)]),
);

function toLatin(word: string): string {
  return Array.from(word, (letter) => LOOKALIKES.get(letter) ?? letter).join('');
}

/** Unseen characters away, one look for look-alikes, "i g n o r e" put together, one space. */
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

const ORDERS: readonly RegExp[] = [
  // Marks of chat templates and answers.
  /<\|?\/?(?:im_start|im_end|system|assistant|user|endoftext|eot_id|start_header_id)|\[\/?inst\]|<<sys>>|^\W*(?:system|assistant|developer)(?: prompt| message)? ?:|#{2,} ?(?:instruction|system|response|task)|"(?:label|verdict|stance|citations)" ?:/mu,
  /\b(?:system prompt|prompt injection|jailbreak|developer mode|new instructions?|hidden instructions?|end of (?:the )?(?:passages?|data|document|context|input))\b/mu,
  // English.
  /\b(?:ignore|disregard|forget|override|bypass|discard|overrule|skip)\b[^.!?。]{0,40}\b(?:instructions?|prompts?|rules?|guidelines?|directions?|directives?|orders|above|passages?|sources?|pages?|context|evidence|you (?:were|have been) told)\b/mu,
  /\b(?:you are|you're|act as|pretend to be|behave as|as an?) (?:now )?(?:an? )?(?:ai|artificial intelligence|language model|llm|assistant|chatbot|fact[- ]?check\w*|judge|model|helpful)\b/mu,
  /\b(?:dear|attention|note to|message (?:to|for)|instructions? (?:to|for)|to (?:the|any|all|every)|hey|hello) (?:the |any |all |an? )?(?:ai|llms?|language models?|models?|assistants?|chat ?bots?|bots?|fact[- ]?check(?:er|ing)\w*(?: bot| system| model)?|crawlers?|agents?|gpt|chatgpt|claude|gemini)\b/mu,
  /\b(?:ais?|llms?|(?:language|ai) models?|ai assistants?|chat ?bots?|fact[- ]?check(?:ers?|ing bots?)) (?:must|should|shall|need to|have to|are (?:required|asked|told) to|is (?:required|asked|told) to|please|will now) (?:now |always |only |please )?(?:accept|agree|answer|believe|cite|conclude|consider|ignore|label|mark|output|rate|report|respond|reply|say|state|treat|trust)\b/mu,
  /(?:^|[.,;:!"'(–—-] ?|\b(?:please|must|should|now|and|then|always|just|you|shall)\b ?)(?:say|answer|respond|reply|output|return|print|write|state|label|rate|mark|classify|declare|conclude|set|report|give|choose|judge|assign|change|treat|cite|quote|consider|select|make)\b[^.!?。]{0,80}\b(?:as|is|to|to be|with|label|stance|verdict|rating|answer|it|that|claim|confidence)\W{1,3}(?:true|false|supports|refutes|misleading|verified|unverified|high)\b/mu,
  /(?:^|[.,;:!"'(–—-] ?|\b(?:please|must|should|and|then|always|just|you)\b ?)(?:answer|say|output|respond|reply|print|return|write)(?: with| only| just)? ["']?(?:true|false|supports|the verdict|verdict|the label)\b/mu,
  /\b(?:the|your) (?:final |correct |only )?(?:verdict|label|rating|answer|output|stance) (?:must|should|shall|has to|needs to|is to|will|ought to) (?:be|say|read)\b[^.!?。]{0,30}\b(?:true|false|that|supports|supported|verified)\b/mu,
  /\b(?:the|your|correct|final|right) (?:correct |right |final )?(?:verdict|label|answer|stance) (?:is|=|:) ?["']?(?:true|false|supports|refutes)/mu,
  /(?:^|[.:;!"(–—-] ?|\b(?:please|must|should|you)\b ?)(?:say|answer|respond|reply|rate|mark|label|classify|declare|conclude|report|judge|treat)\b[^.!?。]{0,250}\b(?:as|is|to|to be) ["']?(?:true|false|supported|verified|confirmed|correct)\b/mu,
  // Spanish, Portuguese.
  /\b(?:ignor[ae]\w*|olvid[ae]\w*|omit[ae]\w*|desconsider\w*|esquec[ae]\w*|descart[ae]\w*|haz caso omiso|faca caso omisso)\b[^.!?。]{0,40}\b(?:instruc\w*|indicacion\w*|ordenes|reglas|regras|anterior\w*|ordens|contexto|previ[ao]s)\b/mu,
  /\b(?:di|diga|digan|decir|responde\w*|contesta\w*|devuelve|devuelva|clasifica\w*|marca|marque|califica\w*|escribe|escriba|declara|declare|responda|classifi\w*|rotule|escreva|dizer|avalie)\b[^.!?。]{0,60}\b(?:verdader[ao]|cierto|fals[ao]|veredicto|etiqueta|verdadeir[ao]|veredito|rotulo)\b/mu,
  /\b(?:eres|actua como|usted es|voce e|aja como|es) (?:ahora |agora )?(?:una?|um|uma|el|o) (?:ia|inteligencia artificial|modelo de (?:lenguaje|linguagem)|asistente|assistente|verificador)\b|\b(?:el|o) (?:veredicto|veredito) (?:debe|tiene|deve|tem|es|e)\b/mu,
  // French.
  /\b(?:ignore[zr]?|oublie[zr]?|neglige[zr]?|ne (?:tiens|tenez) pas compte)\b[^.!?。]{0,40}\b(?:instructions?|consignes?|regles?|ordres?|precedent\w*|ci-dessus|contexte)\b/mu,
  /\b(?:dis|dites|dire|reponds|repondez|repondre|ecris|ecrivez|classe[zr]?|marque[zr]?|declare[zr]?|note[zr]?|indique[zr]?|renvoie|renvoyez)\b[^.!?。]{0,60}\b(?:vrai|vraie|faux|fausse|verdict|etiquette)\b|\b(?:tu es|vous etes|agis comme|agissez comme) (?:maintenant )?(?:une? )?(?:ia|modele|assistant|intelligence artificielle|verificateur)|\ble verdict (?:doit|est|sera)\b/mu,
  // German.
  /\b(?:ignorier\w*|vergiss|vergesst|vergessen sie|missachte\w*|beachte nicht|ubergeh\w*)\b[^.!?。]{0,50}\b(?:anweisung\w*|instruktion\w*|regeln|vorherig\w*|bisherig\w*|obig\w*|befehl\w*|kontext|vorgaben)\b/mu,
  /\b(?:sag|sage|sagen sie|antworte\w*|gib|geben sie|bewerte\w*|markier\w*|stufe|erklare\w*|schreib\w*|werte)\b[^.!?。]{0,60}\b(?:wahr|falsch|urteil|verdikt|bewertung|label|richtig)\b|\b(?:du bist|sie sind|handle als|verhalte dich) (?:jetzt |nun )?(?:als )?(?:eine? )?(?:ki|sprachmodell|assistent|chatbot|faktenprufer)|\bdas (?:urteil|verdikt) (?:muss|ist|lautet|soll)\b/mu,
  // Indonesian.
  /\b(?:abaikan|lupakan|acuhkan)\b[^.!?。]{0,40}\b(?:instruksi|perintah|aturan|sebelumnya|di atas|konteks)\b|\b(?:katakan|jawab|jawablah|tulis|beri|nyatakan|tandai|keluarkan)\b[^.!?。]{0,60}\b(?:benar|salah|label|putusan|vonis|palsu)\b|\b(?:kamu|anda) adalah (?:sebuah |seorang )?(?:ai|model bahasa|asisten)/mu,
  // Ukrainian and Russian; `fold` has taken the marks off й and ї.
  /(?:ігноруи|ігноруите|проігноруи|забудь|забудьте|знехтуи|игнорируи|игнорируите)[^.!?。]{0,40}(?:інструкц|вказівк|правил|попередн|инструкц|указан|предыдущ|контекст)/mu,
  /(?:скажи|скажіть|відповід[аи]|напиши|напишіть|познач|оціни|признач|скажите|ответь|отметь)[^.!?。]{0,60}(?:правд|істин|вердикт|хибн|неправд|истин|лож)|(?:ти|ви) (?:є )?(?:тепер )?(?:штучни|мовна модель|асистент|ші(?!\p{L}))|вердикт (?:має|повинен|мусить)/mu,
  // Hindi.
  /(?:निर्देश|आदेश|नियम|पिछले|उपरोक्त|ऊपर)[^.!?。]{0,40}(?:अनदेखा|नज़रअंदाज|नज़रअंदाज|भूल|अनदेखी|उपेक्षा)|(?:अनदेखा|भूल)[^.!?。]{0,30}(?:निर्देश|आदेश|नियम)|(?:सच|सत्य|झूठ|सही|गलत|निर्णय|फैसला|लेबल)[^.!?。]{0,30}(?:कहो|कहें|बताओ|बताएं|बताएँ|लिखो|लिखें|दो$|दें|घोषित कर|उत्तर)|(?:आप|तुम) (?:एक )?(?:एआई|ai|भाषा मॉडल|सहायक)/mu,
  // Arabic.
  /(?:تجاهل|انس(?!\p{L})|انسى|اهمل|أهمل|تجاهلي|تجاهلوا)[^.!?。]{0,40}(?:تعليمات|التعليمات|أوامر|الأوامر|اوامر|القواعد|السابق|أعلاه|السياق)|(?:^|[^\p{L}])(?:و|ف)?(?:قل|أجب|اجب|اكتب|صنف|أعلن|اعلن|احكم|ضع)(?!\p{L})[^.!?。]{0,60}(?:صحيح|صحيحا|خاطئ|كاذب|الحكم|صواب|حقيقي)|(?:أنت|انت) (?:الآن )?(?:نموذج|مساعد|ذكاء)|(?:الحكم|النتيجة) (?:يجب|هو|هي)/mu,
  // Chinese.
  /(?:忽略|无视|無視|忘记|忘記|不要理会|不要理會|绕过|繞過)[^.!?。]{0,20}(?:指令|指示|提示|规则|規則|以上|之前|先前|上述|内容|內容)|(?:请|請|必须|必須|应该|應該|务必|務必|直接|只)?(?:回答|输出|輸出|说|說|判定|判断|判斷|标记|標記|标注|標註|返回|给出|給出|宣布|评为|評為)[^.!?。]{0,20}(?:为真|為真|真实|真實|属实|屬實|正确|正確|判决|判決|结论|結論|裁定|标签|標籤|「真」|“真”|是真的|为假|為假)|你(?:现在|現在)?(?:是|作为|作為)(?:一个|一個|一名)?(?:ai|人工智能|人工智慧|语言模型|語言模型|助手|事实核查|事實查核)|(?:结论|結論|判决|判決|裁定)(?:必须|必須|应|應|是|为|為)/mu,
];

/**
 * Whether a text gives orders to a model or a checker instead of saying something to its readers. Look-alike letters, unseen characters and spread
 * letters are seen through. A page that does so is no evidence, whatever else it says. Pure; hostile text of any length is safe.
 */
export function isOrder(text: string): boolean {
  const plain = toPlain(text);
  return ORDERS.some((order) => order.test(plain));
}

/** "The claim is true", "this statement has been verified": a verdict about the claim in place of a fact. */
const VOUCHES =
  /\b(?:the|this|that|following|above) (?:claim|statement|assertion|message|post|story)\b.{0,200}\b(?:is|are|was|has been|have been|be) (?:\w+ ){0,3}(?:true|correct|accurate|verified|confirmed|factual|real|proven|right|genuine)\b|\b(?:esta|la|a) (?:afirmacion|afirmacao|declaracion|declaracao)\b.{0,200}\b(?:es|e) (?:\w+ ){0,2}(?:verdadera|cierta|correcta|verdadeira|correta)\b|\bl'affirmation\b.{0,200}\best (?:\w+ ){0,2}(?:vraie|exacte)\b|\b(?:die|diese) (?:behauptung|aussage)\b.{0,200}\bist (?:\w+ ){0,2}(?:wahr|richtig|korrekt)\b|\bklaim\b.{0,200}\b(?:adalah )?benar\b|(?:твердження|заява).{0,200}(?:правд|істин)|(?:दावा).{0,200}(?:सच|सही) है|(?:الادعاء).{0,200}صحيح|(?:说法|說法).{0,60}(?:属实|屬實|是真的|正确|正確)/u;

/** Whether a sentence only vouches for a claim. Such a word carries nothing: it is what a page says that wants to be cited. */
export function vouches(text: string): boolean {
  return VOUCHES.test(toPlain(text));
}
