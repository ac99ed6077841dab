/** Greetings, thanks and what else people say to be kind, by language; in lower case, without end marks. */
const PHRASES: readonly string[] = [
  // English
  "hi|hey|hiya|hello|yo|howdy|greetings|good (?:morning|afternoon|evening|night|day)|gm|gn|morning|welcome(?: back)?|bye(?: bye)?|goodbye|cheers|(?:many )?thanks(?! to)|thank (?:you|u)|thx|tysm|tyvm|ty|you'?re welcome|no (?:problem|worries)|np|sorry|my bad|" +
    "ok(?:ay)?|k|sure|yes|yep|yeah|no|nope|lo+l|lmf?ao|rofl|(?:ha){2,}h?|(?:he){2,}|omg|wow|nice|cool|same|brb|omw|gtg|gg|congrats|congratulations|how (?:are|r) (?:you|u|ya|things)(?: doing| going| all| today)*|how'?s it going|" +
    "what'?s up|sup|wass?up|how do you do|see (?:you|u|ya)(?: later| soon| tomorrow| tonight| then| around| there)*|good luck|take care|get well soon|sleep well|sweet dreams|have (?:a |an )?(?:nice|good|great|lovely|fun|safe)(?: day| night| weekend| evening| trip| one| time)*|" +
    "happy (?:(?:\\d+(?:st|nd|rd|th) )?birthday|new year|easter|christmas|holidays|anniversary|thanksgiving|diwali|eid|friday|monday|weekend)|merry (?:christmas|xmas)|eid mubarak|nice to meet (?:you|u)|(?:love|miss) (?:you|u|ya|y'?all)|asking for a friend|just (?:saying|asking|wondering|curious)|talk (?:to you )?(?:later|soon)|welcome to the (?:group|chat|channel)",
  // Spanish, Portuguese, French, Italian
  'hola|buen(?:os|as) (?:días|dias|tardes|noches)|gracias|muchas gracias|de nada|adiós|hasta (?:luego|mañana|pronto)|qué tal|que tal|cómo est[áa]s?|chau|chao|nos vemos|muchísimas gracias|buenas|feliz (?:cumpleaños|navidad|año nuevo)|felicidades|oi|olá|bom dia|boa (?:tarde|noite)|obrigad[oa]|muito obrigad[oa]|valeu|tchau|até (?:logo|mais|amanhã|breve)|tudo bem|feliz (?:aniversário|natal)|parabéns',
  'bonjour|bonsoir|salut|coucou|bonne (?:nuit|journée|soirée|année|après-midi)|bon après-midi|merci|de rien|au revoir|à (?:bientôt|demain|plus)|ça va|joyeux (?:anniversaire|noël)|félicitations|ciao|buon ?(?:giorno|a ?sera|a ?notte|pomeriggio)|salve|grazie|prego|arrivederci|come (?:stai|va)|buon (?:compleanno|natale|anno)|auguri',
  // German, Dutch
  "hallo|moin|servus|grüß gott|guten (?:morgen|tag|abend)|gute nacht|danke(?: schön| sehr)?|vielen dank|schönen (?:tag|abend)(?: noch)?|bitte(?: schön| sehr)?|tschüss?|auf wiedersehen|bis (?:bald|morgen|später)|wie geht'?s|alles gute|frohe (?:weihnachten|ostern)|herzlichen glückwunsch|goede(?:morgen|middag|navond)|goedenavond|dank je(?: wel)?|dank u|bedankt|dag|doei|tot ziens|gefeliciteerd",
  // Turkish, Polish, Russian, Ukrainian
  'merhaba|selam|günaydın|iyi (?:akşamlar|geceler|günler)|teşekkür(?:ler| ederim)|sağ ?ol|hoşça ?kal|görüşürüz|nasılsın(?:ız)?|doğum günün kutlu olsun|cześć|hej|dzień dobry|dobry wieczór|dobranoc|dziękuję|dzięki|proszę|do widzenia|na razie|co słychać|wszystkiego najlepszego',
  'привет|здравствуй(?:те)?|доброе утро|добрый (?:день|вечер)|доброй ночи|спокойной ночи|спасибо|пожалуйста|пока|до (?:свидания|завтра|встречи)|как дела|с днём рождения|с днем рождения|с новым годом|привіт|вітаю|добрий (?:день|вечір|ранок)|доброго ранку|на добраніч|добраніч|(?:дуже |щиро )?дякую|доброго (?:дня|вечора)|бувай(?:те)?|до зустрічі|будь ласка|до побачення|як справи',
  // Arabic, Hindi, Indonesian
  'السلام عليكم(?: ورحمة الله(?: وبركاته)?)?|وعليكم السلام(?: ورحمة الله(?: وبركاته)?)?|مرحب(?:ا|اً|ًا)|[أا]هل(?:ا|اً|ًا)(?: (?:وسهل(?:ا|اً|ًا)|بك|بكم))?|صباح (?:الخير|النور)|مساء (?:الخير|النور)|تصبح(?:ون)? على خير|شكر(?:ا|اً|ًا)(?: (?:جزيل(?:ا|اً|ًا)|لكم|لك))?|عفو(?:ا|اً|ًا)|مع السلامة|إلى اللقاء|كيف (?:حالك|حالكم|الحال)|عيد مبارك|नमस्ते|नमस्कार|हैलो|हाय|(?:बहुत[- ]?)*(?:धन्यवाद|शुक्रिया)|फिर मिलेंगे|सुप्रभात|शुभ (?:रात्रि|प्रभात)|अलविदा|कैसे (?:हो|हैं आप)|आप कैसे हैं|राम राम|जन्मदिन मुबारक',
  'halo|hai|selamat (?:pagi|siang|sore|malam|tinggal|ulang tahun|tahun baru)|assalamu ?alaikum|assalamualaikum|terima kasih|makasih|sama-sama|apa kabar(?:nya)?|sampai (?:jumpa|nanti)',
  // Chinese, Japanese, Korean
  '(?:你|您|大家)好|(?:大家)?(?:早上|中午|下午|晚上)好|大家早|早安|晚安|嗨|哈[喽囉]|(?:非常|太)?感[谢謝](?:你|您|大家)?|多[谢謝]|[谢謝]{2}(?:你|您|大家)?|(?:你)?最近怎[么麼]样|不客气|不客氣|再[见見]|拜拜|生日快乐|新年快乐|恭喜|こんにちは|こんばんは|おはよう(?:ございます)?|おやすみ(?:なさい)?|ありがとう(?:ございます|ございました)?|すみません|さようなら|またね|お疲れ様(?:です|でした)?|おめでとう(?:ございます)?|안녕(?:하세요|히 가세요)?|감사합니다|고마워요?|좋은 아침|잘 자',
];

/** Whom it is said to, and how warmly. */
const FILLERS =
  "all|everyone|everybody|every1|guys|folks|team|people|friends?|fam|family|there|again|too|mate|man|bro|dude|sir|dear|my (?:friends?|dear)|ladies|both|y'?all|you all|of you|(?:to )?(?:you|u|all of you|the group)|so much|very much|a lot|a million|in advance|for (?:the|your) \\w+|for (?:adding|having|sharing)(?: me)?|lo+l|haha+|" +
  'a todos|a todas|amigos|pessoal|gente|galera|à tous|à toutes|tout le monde|beaucoup|bien|les amis|a tutti|ragazzi|mille|tante|alle|zusammen|leute|schön|sehr|iedereen|allemaal|herkese|arkadaşlar|çok|wszystkim|bardzo|всем|ребята|большое|усім|дуже|جميعا|للجميع|يا جماعة|جزيلا|सब को|सबको|दोस्तों|semua|semuanya|banyak|大家|みなさん|皆さん|여러분';

const END = "(?![\\p{L}\\p{N}\\p{M}'=-])";
const SAID = new RegExp(`^(?:${PHRASES.join('|')})${END}`, 'u');
const FILLER = new RegExp(`^(?:${FILLERS})${END}`, 'u');
const GAP = /^[\s.,!?…:;~)('"¡¿！？。、，،؛؟।-]*/u;

/**
 * Takes greetings and small talk off a sentence's start.
 *
 * @param lower the sentence in lower case
 * @returns how much of it was small talk: all, a part that a mark parts from the rest (`rest` is where that begins), or none
 */
export function findSmallTalk(lower: string): { extent: 'none' | 'all' } | { extent: 'part'; rest: number } {
  let at = gapAt(lower, 0);
  let greeted = -1;
  for (let turn = 0; turn < 12; turn += 1) {
    const match = SAID.exec(lower.slice(at, at + 80)) ?? (greeted >= 0 ? FILLER.exec(lower.slice(at, at + 80)) : null);
    if (!match || match[0] === '') break;
    greeted = at + match[0].length;
    at = gapAt(lower, greeted);
  }
  if (greeted < 0) return { extent: 'none' };
  const rest = lower.slice(at);
  if (rest === '' || isName(rest)) return { extent: 'all' };
  return /[.,!?…:;！？。،、，؟-]/u.test(lower.slice(greeted, at)) ? { extent: 'part', rest: at } : { extent: 'none' };
}

function gapAt(text: string, from: number): number {
  return from + (GAP.exec(text.slice(from, from + 40))?.[0].length ?? 0);
}

/** One short word behind a greeting is whom it is for. */
function isName(rest: string): boolean {
  return /^\p{L}{2,14}$/u.test(rest);
}

const JOKES: readonly RegExp[] = [
  /^\W*knock[,!.\s-]+knock\W*(?:$|who)/u,
  /\bwhy (?:did|does|do|didn't) (?:the |a )?(?:chicken|\w+(?: \w+)?) cross(?:es)? the (?:road|street)/u,
  /^(?:so )?(?:an?|two|three|the)\b.{1,80}\bwalks? into a (?:bar|pub)\b/u,
  /^(?:yo|your) (?:mama|momma|mamma|mom|mum)(?:'?s| is)? so\b/u,
  /^how many .{2,40} does it take to (?:change|screw in|replace) a (?:light ?bulb|lamp)/u,
  /^roses are red\b/u,
  /^(?:dad )?joke(?: of the day)?:/u,
  /^that'?s what she said$/u,
];
/** Marks at a sentence's end that take it back. */
const TAKEN_BACK =
  /(?:^|[\s,.!(-])(?:(?:lo+l |ha+ )?j\/?k(?: lo+l| haha+)?|(?:i'?m |i am |im )?(?:just )?(?:kidding|joking|messing with you)|\/s|\/j|#sarcasm|sarcasm)\)?$/u;

/** It sets up a joke: what follows belongs to it. @param lower the sentence in lower case */
export function opensJoke(lower: string): boolean {
  return JOKES.some((joke) => joke.test(lower));
}

/** It ends with "jk", "just kidding", "/s". @param lower the sentence in lower case, without end marks */
export function isTakenBack(lower: string): boolean {
  return TAKEN_BACK.test(lower.slice(-60));
}

/** Nothing stands before the "jk": it is about the sentence before. */
export function isOnlyTakenBack(lower: string): boolean {
  return isTakenBack(lower) && lower.split(' ').length <= 4;
}
