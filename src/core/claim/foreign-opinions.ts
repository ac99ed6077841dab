/** Things of taste: whoever calls one of them the best has said nothing to check. */
const LEISURE = {
  es: '(?:película|peli|canción|serie|juego|videojuego|libro|disco|álbum|grupo|banda|concierto|día|semana|comida|pizza|lugar)',
  pt: '(?:filme|música|série|jogo|livro|álbum|disco|banda|show|dia|semana|comida|pizza|lugar)',
  fr: '(?:film|chanson|série|jeu|livre|album|groupe|concert|jour|journée|semaine|repas|pizza|endroit)',
  de: '(?:film|lied|song|serie|spiel|buch|album|band|konzert|tag|woche|essen|pizza|ort)',
  hi: '(?:फ़िल्म|फिल्म|गाना|गीत|शो|खेल|किताब|खाना|दिन|जगह)',
  ar: '(?:فيلم|أغنية|مسلسل|لعبة|كتاب|ألبوم|حفلة|يوم|أكلة|بيتزا|مكان)',
  id: '(?:film|lagu|serial|gim|game|buku|album|band|konser|hari|makanan|pizza|tempat)',
  uk: '(?:фільм|пісня|серіал|гра|книга|альбом|гурт|концерт|день|тиждень|їжа|піца|місце)',
  zh: '(?:电影|電影|歌|剧|劇|游戏|遊戲|书|書|专辑|專輯|乐队|樂隊|一天|地方|食物)',
};

/**
 * First-person feelings, hopes, “we should”, “this is the best film ever” and exclamations, of the languages the cards are in and a few more.
 * Each is bound to its opening words or to the whole sentence: a plain foreign statement must never be taken for an opinion.
 */
const FOREIGN: readonly RegExp[] = [
  /^(?:ti amo|mi piace|ik (?:hou van|haat)|я (?:ненавижу)|мне нравится|kocham|uwielbiam|nienawidzę)(?!\p{L})|(?:seviyorum|nefret ediyorum)$/u,
  // Spanish
  /^(?:(?:yo )?(?:(?:odio|amo|adoro|detesto|extraño) (?:a|al|el|la|los|las|este|esta|estos|estas|que|cuando|mi|tu)|prefiero|espero que)|(?:no )?me (?:encantan?|gustan?|aburren?)|te (?:quiero|amo)|ojalá)(?!\p{L})/u,
  /^(?:(?:yo )?(?:creo|pienso|opino) que )?deberíamos /u,
  new RegExp(
    `^(?:esta |este |esto )?(?:es|fue) (?:el|la) (?:mejor|peor) ${LEISURE.es}(?: (?:de la historia|del mundo|de todos los tiempos|de mi vida))?$`,
    'u',
  ),
  /^qué (?:\p{L}+ (?:tan|más) \p{L}+|(?:bonit[oa]|lind[oa]|hermos[oa]|asco|horror|pena|risa|rico|rica|guay)(?: \p{L}+)?)$/u,
  // Portuguese
  /^(?:(?:eu )?(?:odeio|adoro|detesto|prefiro|espero que|(?:não )?gosto (?:muito )?d[eoa]s?)|eu amo|amo (?:[ao]s?|ess[ea]s?|est[ea]s?|meus?|minhas?|você)|tomara que)(?!\p{L})/u,
  /^(?:(?:eu )?(?:acho|penso|creio) que )?(?:nós )?(?:deveríamos|devíamos|a gente dever?ia) /u,
  new RegExp(
    `^(?:esse |essa |este |esta |isso )?(?:é|foi) [oa] (?:melhor|pior) ${LEISURE.pt}(?: (?:de todos os tempos|do mundo|da história|da minha vida))?$`,
    'u',
  ),
  /^que \p{L}+ (?:mais )?(?:lind[oa]|bonit[oa]|fei[oa]|horrível|maravilhos[oa]|incrível|chat[oa]|gostos[oa]|fof[oa])$/u,
  // French
  /^(?:j'(?:adore|aime|espère)|je (?:t'aime|déteste|préfère|n'aime pas))(?!\p{L})/u,
  /^(?:je (?:pense|crois|trouve) (?:que |qu'))?(?:nous devrions|on devrait) |^je (?:pense|crois|trouve) qu'il (?:faut|faudrait) (?:interdire|arrêter|supprimer|changer) /u,
  new RegExp(
    `^c'(?:est|était) l[ea] (?:meilleure?|pire|plus (?:beau|belle)) ${LEISURE.fr}(?: (?:de tous les temps|du monde|de l'histoire|de ma vie))?$`,
    'u',
  ),
  /^quel(?:le)?s? (?:belle|beau|bel|bonne|jolie?|mauvaise?|horrible|superbe|magnifique) \p{L}+$/u,
  // German
  /^ich (?:liebe|mag|hasse|hoffe|wünsche|vermisse)(?!\p{L})|^hoffentlich /u,
  /^(?:ich (?:finde|denke|meine|glaube),? )?wir sollten /u,
  new RegExp(
    `^(?:das|es|dies) (?:ist|war) (?:der|die|das) (?:beste|schlechteste|schlimmste|schönste) ${LEISURE.de}(?: (?:aller zeiten|der welt|meines lebens|überhaupt))?$`,
    'u',
  ),
  /^was für eine? (?:schön|toll|wunderbar|herrlich|furchtbar|schrecklich|großartig|traurig)(?:er|e|es) \p{L}+$/u,
  // Hindi
  /^मुझे .{1,40}(?:पसंद|नफ़रत|नफरत|प्यार)(?: नहीं)? (?:है|हैं)$|^काश |^(?:मुझे )?उम्मीद है (?:कि )?हम /u,
  /^(?:मुझे लगता है(?: कि)?|मेरे ख़याल से|मेरी राय में),? हमें .{1,50}(?:रोक|प्रतिबंध|बैन|बंद).{1,20}चाहिए$/u,
  new RegExp(
    `^(?:यह|ये) (?:अब तक की |अब तक का |दुनिया की |दुनिया का )?सबसे (?:अच्छ[ीाे]|बेहतरीन|बुर[ीाे]|ख़राब|खराब) ${LEISURE.hi} (?:है|थी|था)$`,
    'u',
  ),
  /^कितन[ाीे] (?:सुंदर|अच्छ[ाीे]|प्यार[ाीे]|ख़ूबसूरत|खूबसूरत) \S+ (?:है|था|थी)$/u,
  // Arabic; “أحب” and “أكره” alone can also be “the most beloved”, “the most hateful”
  /^(?:أنا )?(?:أحب|أكره) (?:هذا|هذه|أن|يوم|أيام|عندما) ?|^أنا (?:أحب|أكره) |^(?:أنا )?(?:أتمنى|آمل) (?:أن|لو) |^يا له?ا? من /u,
  /^(?:أعتقد|أظن|أرى) أن(?:نا|ه) (?:يجب|ينبغي) (?:علينا )?أن ن/u,
  new RegExp(
    `^(?:هذا|هذه|كان هذا) (?:هو |هي )?(?:أفضل|أسوأ|أجمل) ${LEISURE.ar}(?: (?:في التاريخ|في العالم|على الإطلاق|في حياتي))?$`,
    'u',
  ),
  // Indonesian
  /^(?:saya|aku|gue|gw)(?: (?:sangat|juga|tidak|nggak|gak))? (?:suka|benci|cinta|sayang|kangen|rindu|berharap)(?!\p{L})|^(?:semoga|mudah-mudahan) /u,
  /^(?:menurut (?:saya|aku|gue)|saya (?:pikir|rasa)),? kita (?:harus|sebaiknya|seharusnya) /u,
  new RegExp(
    `^ini(?: adalah)? ${LEISURE.id} (?:terbaik|terburuk|terindah)(?: (?:sepanjang masa|di dunia|dalam hidupku))?$`,
    'u',
  ),
  /^(?:hari|malam|foto|lagu|pemandangan) yang (?:indah|bagus|buruk|menyenangkan)(?: sekali)?$/u,
  // Ukrainian; Russian has the same “I love”
  /^(?:(?:я )?(?:люблю|обожнюю|ненавиджу|сподіваюс[ья])|мені (?:дуже |не )?подоба(?:є|ю)ться)(?!\p{L})/u,
  /^(?:я )?(?:думаю|вважаю|гадаю),? (?:що )?(?:нам (?:треба|варто|слід|потрібно)|ми (?:повинні|маємо)) /u,
  new RegExp(
    `^це (?:був |була |було )?най(?:кращ|гірш)(?:ий|а|е) ${LEISURE.uk}(?: (?:[ув]сіх часів|[ув] світі|[ув] моєму житті))?$`,
    'u',
  ),
  /^як(?:ий|а|е) (?:гарн|чудов|прекрасн|жахлив|красив)(?:ий|а|е) \p{L}+$/u,
  // Chinese
  /^我(?:真的?|很|好|最|也|超|非常)*(?:喜欢|喜歡|爱|愛|讨厌|討厭|希望)|^(?:希望|但愿|但願)(?:我们|我們|你|大家|明天)/u,
  /^我(?:觉得|覺得|认为|認為)(?:我们|我們|咱们)(?:应该|應該)/u,
  new RegExp(
    `^(?:这|這|那)(?:真)?(?:是|部|首)(?:我(?:看|听|聽)[过過]的?|史上|世界上|今年)?最(?:好|棒|差|烂|爛|美|好看|好听)的${LEISURE.zh}$`,
    'u',
  ),
  /^.{0,6}(?:真|太)(?:美|好|棒|可爱|可愛|好看|好听|好聽|好吃|漂亮|难看|难吃)(?:了|啊|呀)+$/u,
];
/** In one: several times as quick as each by itself. */
const ANY = new RegExp(FOREIGN.map(({ source }) => source).join('|'), 'u');
/** A number, a reason, or what a title is (“Ich liebe dich ist ein Lied”): what stands there can be checked beside the feeling. */
const CHECKABLE =
  /\p{N}|(?<!\p{L})(?:porque|pois|parce que|puisque|weil|denn|karena|sebab|бо|тому що|оскільки|es una?|é uma?|est une?|ist ein|ist das|é o nome|es el nombre|est le nom|ist der name|adalah)(?!\p{L})|parce qu'| car (?:ils?|elles?|on|l[ea]s?|c'est) | [–—-] |क्योंकि|لأن|因为|因為/u;
/** Longer sentences say something besides. UTF-16 units. */
const LONGEST = 80;

/**
 * A feeling, a wish or a judgement of taste in another language than English.
 *
 * @param lower a sentence in lower case, with plain apostrophes and without the marks at its end
 */
export function isForeignOpinion(lower: string): boolean {
  return lower.length < LONGEST && ANY.test(lower) && !CHECKABLE.test(lower);
}
