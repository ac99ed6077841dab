import type { FirmLabel } from '../types.ts';

/**
 * Publishers' own rating words, whole phrases, one list a label and language. Spelled as people write them; `toLabel`
 * folds case, accents and punctuation away on both sides. Where a publisher's own scale says what a word means, that
 * meaning decides: “Mostly false” (PolitiFact: “contains an element of truth but ignores critical facts”) and “Three
 * Pinocchios” are `misleading`, not `false`, so that a card never says more than the publisher did.
 */
export const RATING_PHRASES: Record<FirmLabel, string[]> = {
  true: [
    // English
    'true|truth|correct|accurate|right|confirmed|confirmed true|verified|verified true|authentic|genuine|real|factual|fact',
    'correct attribution|accurate claim|true claim|geppetto checkmark|legit|this is true|legitimate',
    // Spanish, Portuguese, French, German, Italian
    'verdadero|verdadera|cierto|cierta|es verdad|es cierto|verdad|correcto|correcta',
    'verdadeiro|verdadeira|é verdade|verdade|certo|fato|correto|correta|comprovado',
    'vrai|vraie|c’est vrai|exact|exacte|correcte',
    'wahr|richtig|stimmt|korrekt|zutreffend|das stimmt',
    'vero|vera|è vero|corretto|corretta',
    // Indonesian, Hindi, Arabic, Ukrainian, Turkish, Polish
    'benar|fakta|sesuai fakta',
    'सच|सत्य|सही|सच है|सही है',
    'صحيح|صحيحة|حقيقي|حقيقية|حقيقة',
    'правда|це правда|достовірно|правдиво',
    'doğru|gerçek',
    'prawda|prawdziwe|to prawda|prawdziwa informacja',
  ],
  'mostly-true': [
    'mostly true|mostly correct|mostly accurate|largely true|largely correct|largely accurate|mainly true|nearly true',
    'one pinocchio|1 pinocchio|correct but imprecise|accurate but imprecise|substantially true',
    'mayormente verdadero|mayormente cierto|casi verdadero|verdadero en su mayor parte|mayoritariamente cierto',
    'maioritariamente verdadeiro|majoritariamente verdadeiro|praticamente certo|quase verdadeiro',
    'plutôt vrai|presque vrai|en grande partie vrai|majoritairement vrai',
    'größtenteils richtig|größtenteils wahr|überwiegend richtig|weitgehend richtig|überwiegend wahr',
    'quasi vero|in gran parte vero|prevalentemente vero',
    'sebagian besar benar|काफी हद तक सच|अधिकतर सच|صحيح في الغالب|صحيح إلى حد كبير|صحيح في معظمه',
    'переважно правда|здебільшого правда|büyük ölçüde doğru|çoğunlukla doğru|w większości prawda|głównie prawda',
  ],
  'partially-true': [
    'half true|half truth|partly true|partially true|partially correct|partly correct|partially accurate|partly accurate',
    'mixture|mixed|mixed rating|true and false|partly true partly false|partly false partly true|two pinocchios',
    '2 pinocchios|somewhat true|true in part|half right|half correct',
    'verdad a medias|verdades a medias|media verdad|medio verdadero|parcialmente verdadero|parcialmente cierto|mixto',
    'meia verdade|parcialmente verdadeiro|verdadeiro em parte|parcialmente certo|em parte verdadeiro',
    'partiellement vrai|en partie vrai|à moitié vrai|mi vrai mi faux|vrai et faux|partiellement exact|demi-vérité',
    'teilweise wahr|teilweise richtig|zum teil richtig|halb wahr|halbwahrheit|teils teils|teilweise korrekt|halb richtig',
    'parzialmente vero|in parte vero|mezza verità|vero a metà',
    'sebagian benar|setengah benar|benar sebagian',
    'आधा सच|अर्धसत्य|अर्ध सत्य|आंशिक सच|आंशिक रूप से सच|आंशिक रूप से सही',
    'صحيح جزئيا|نصف حقيقة|نصف صحيح|صحيح جزئي|نصف الحقيقة',
    'напівправда|частково правда|частково правдиво',
    'kısmen doğru|yarı doğru|yarı gerçek',
    'częściowo prawda|częściowa prawda|półprawda|częściowo prawdziwe|prawda częściowa',
  ],
  misleading: [
    'misleading|highly misleading|somewhat misleading|missing context|lacks context|lacking context|needs context',
    'out of context|taken out of context|without context|context missing|no context|cherry picked|cherry picking',
    'distorts the facts|distorted|exaggerated|exaggeration|exaggerates|spins the facts|miscaptioned|misrepresented',
    'misattributed|mostly false|mostly incorrect|mostly inaccurate|largely false|partly false|partially false|half false',
    'three pinocchios|3 pinocchios|deceptive|false context|misleading context|flawed reasoning|barely true',
    'engañoso|engañosa|sin contexto|falta contexto|fuera de contexto|descontextualizado|mayormente falso|exagerado',
    'sacado de contexto|falso contexto|tergiversado|parcialmente falso|es engañoso',
    'enganoso|enganador|fora de contexto|falta contexto|sem contexto|distorcido|maioritariamente falso|descontextualizado',
    'trompeur|trompeuse|hors contexte|manque de contexte|sorti de son contexte|exagéré|plutôt faux|partiellement faux',
    'c’est plus compliqué|contexte manquant|détourné|sans contexte',
    'irreführend|fehlender kontext|kontext fehlt|aus dem kontext gerissen|übertrieben|größtenteils falsch|verzerrt',
    'falscher kontext|überwiegend falsch|teilweise falsch|ohne kontext|manipulativ|unvollständig',
    'fuorviante|fuori contesto|decontestualizzato|contesto mancante|manca il contesto|ingannevole|parzialmente falso',
    'menyesatkan|konteks yang salah|di luar konteks|tanpa konteks|sebagian salah|keliru konteks|konten menyesatkan',
    'भ्रामक|भ्रामक दावा|संदर्भ से बाहर|अधूरा संदर्भ|मिसलीडिंग|आंशिक रूप से गलत',
    'مضلل|مضللة|خارج السياق|خارج سياقه|ناقص السياق|مجتزأ|زائف جزئيا|خاطئ جزئيا|عنوان مضلل',
    'маніпуляція|маніпулятивно|поза контекстом|вирвано з контексту|перебільшення|без контексту|частково неправда',
    'yanıltıcı|bağlamından koparılmış|eksik bağlam|abartılı|hatalı ilişkilendirme|çarpıtma|kısmen yanlış',
    'manipulacja|wprowadza w błąd|brak kontekstu|wyrwane z kontekstu|wprowadzające w błąd|częściowy fałsz|częściowo fałsz',
  ],
  false: [
    'false|fake|incorrect|inaccurate|wrong|untrue|fabricated|fabrication|hoax|pants on fire|pants-fire|baseless|bogus',
    'made up|debunked|lie|fiction|fictional|four pinocchios|4 pinocchios|bottomless pinocchio|myth|false claim|fake news',
    'fake quote|fake image|altered|altered photo|altered video|altered image|doctored|photoshopped|digitally altered',
    'manipulated|manipulated photo|manipulated video|manipulated image|fake video|fake photo|fake letter|not a fact|nope',
    'false connection|false information|false news|fabricated content|fake account|imposter content',
    'falso|falsa|es falso|mentira|bulo|incorrecto|incorrecta|erróneo|errónea|noticia falsa|manipulado|no es cierto',
    'no es verdad|montaje|falsos|falsas|pantalones en llamas|inventado',
    'é falso|é fake|errado|não é verdade|incorreto|notícia falsa|boato|montagem|pimenta na língua|fato falso|é mentira',
    'faux|fausse|c’est faux|inexact|inexacte|infox|intox|mensonge|incorrecte|pas vrai|canular|inventé|c’est une intox',
    'falsch|unwahr|gefälscht|frei erfunden|erfunden|stimmt nicht|fälschung|inkorrekt|das ist falsch|manipuliert|lüge',
    'nicht wahr|nicht richtig|nicht korrekt|nicht zutreffend',
    'non è vero|bufala|errato|inesatto|sbagliato|notizia falsa|scorretto|è falso|non vero|inventato',
    'salah|palsu|hoaks|hoax|bohong|tidak benar|konten palsu|informasi palsu|keliru|disinformasi|dimanipulasi',
    'झूठ|झूठा|झूठी|गलत|फर्जी|फेक|असत्य|मिथ्या|गलत दावा|फर्जी खबर|सच नहीं|सही नहीं|झूठा दावा',
    'خاطئ|خاطئة|زائف|زائفة|كاذب|كاذبة|مفبرك|مفبركة|غير صحيح|غير صحيحة|كذب|غير حقيقي|خطأ|ملفق|إشاعة كاذبة',
    'неправда|фейк|брехня|хибно|вигадка|неправдиво|фальшивка|не правда|недостовірно',
    'yanlış|sahte|doğru değil|gerçek dışı|uydurma|asılsız|yalan|montaj|gerçek değil',
    'fałsz|nieprawda|fałszywe|fejk|kłamstwo|to nieprawda|fałszywa informacja|nieprawdziwe|zmyślone|nie prawda',
  ],
};

/**
 * Ratings that decide nothing: “no evidence” is not “false”, satire and scams rate where a text comes from rather than
 * whether it holds. A numeric rating beside them is not used either.
 */
export const UNDECIDED_PHRASES: string[] = [
  'unproven|unverified|not verified|unconfirmed|no evidence|insufficient evidence|lacks evidence|research in progress',
  'undetermined|unsupported|unfounded|inconclusive|disputed|in progress|developing|not rated|no rating|unrated|other',
  'unknown|unclear|it’s complicated|complicated|too early to tell|opinion|satire|labeled satire|originated as satire',
  'scam|legend|outdated|recall|lost legend|not enough information|verdict pending|full flop|half flip|no flip|parody',
  'ai generated|deepfake|joke|upside down pinocchio|explainer|analysis|n/a|none|unlikely|plausible|possibly|probably true|probably false|likely',
  'sin pruebas|no verificable|insostenible|sin evidencia|no hay pruebas|sátira|discutible|no concluyente|dudoso',
  'sem provas|sem evidências|insustentável|não há provas|inconclusivo|discutível|ainda é cedo para dizer|contraditório',
  'non prouvé|sans preuve|pas de preuve|aucune preuve|invérifiable|à vérifier|douteux|parodie',
  'unbelegt|nicht belegt|unbewiesen|keine belege|unklar|offen|ohne beleg|umstritten|spekulativ',
  'non verificato|senza prove|nessuna prova|non verificabile|non dimostrato|satira|incerto',
  'belum terbukti|tidak terbukti|tanpa bukti|belum ada bukti|satire|parodi|belum dapat dibuktikan',
  'अपुष्ट|असत्यापित|कोई सबूत नहीं|व्यंग्य|प्रमाणित नहीं|अप्रमाणित',
  'غير مؤكد|لا دليل|لا يوجد دليل|ساخر|سخرية|غير مثبت|رأي|قيد التحقق|غير محدد',
  'непідтверджено|немає доказів|сатира|бездоказово|неперевірено|без вердикту',
  'kanıt yok|doğrulanmamış|kanıtlanmamış|belirsiz|hiciv|karma',
  'brak dowodów|niezweryfikowane|nieweryfikowalne|niepotwierdzone|niesprawdzalne|satyra|nie wiadomo',
];

/**
 * Words that judge, doubt or turn a judgement round. Behind a rating (“True, but …”) they take its certainty away, and
 * an unknown rating that holds one is not replaced by the number beside it.
 */
export const JUDGING_WORDS: string[] = [
  'true truth correct accurate right real false fake wrong but however although though yet except partly partially',
  'mostly largely half some somewhat misleading context evidence proof proven unproven unverified unconfirmed unclear',
  'disputed not isn wasn doesn no never cannot mixture mixed satire satirical scam exaggerated exaggerates maybe',
  'pero aunque sin no verdad verdadero falso falsa engañoso contexto pruebas parcialmente mas porém sem não verdade',
  'verdadeiro enganoso provas mais cependant sans pas vrai faux trompeur preuve preuves aber jedoch ohne nicht kein keine',
  'teilweise wahr falsch beleg belege ma senza non vero prove tetapi namun tidak tanpa sebagian benar salah bukti',
  'लेकिन पर नहीं सच गलत झूठ भ्रामक सबूत لكن غير لا ليس بدون دليل صحيح خاطئ مضلل але не без правда неправда фейк',
  'доказів ama değil doğru yanlış kanıt ancak ale nie prawda nieprawda bez dowodów fałsz',
];

/** What may stand before a rating and only says that it is one, or how sure the publisher is. */
export const RATING_PREFIXES: string[] = [
  'rating|our rating|verdict|our verdict|the verdict|ruling|our ruling|conclusion|fact check|factcheck|claim|the claim is',
  'this claim is|the statement is|this statement is|the post is|this is|it is|it s|it|this|this post is|the video is|the photo is',
  'rated|we rate this|we rate it|veredicto|verdetto|urteil|bewertung|fazit|kesimpulan|sonuç|werdykt|вердикт|النتيجة',
  'completely|totally|entirely|absolutely|wholly|utterly|patently|simply|100|blatantly|demonstrably|clearly',
  'totalmente|completamente|totalement|complètement|völlig|komplett|absolut|tamamen|całkowity|całkowicie|повністю',
];
