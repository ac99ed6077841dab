/**
 * Phrases that turn what stands beside them into something that is not said as a fact. In English well, in the other nine languages of the big
 * platforms as far as they are sure. A star stands for any ending. A cue too many costs a verdict; a cue too few can cost a false one.
 */

/** What stands beside it is said not to be so. */
export const DENIAL = [
  "not true|n't true|isnt true|untrue|false|falsely|falsehood*|fake|faked|hoax*|myth|myths|misconception*|fallacy|debunk*|disprove*|refut*|incorrect|inaccurate|wrongly|fabricated|made up|made-up|baseless|unfounded|bogus|no evidence|no proof|no truth|not correct|not the case|pants on fire|misinformation|disinformation|urban legend|old wives' tale|contrary to|lie that|not a fact|mistakenly|doctored|photoshopped|misleading",
  'no es verdad|no es cierto|es falso|falso|falsa|falsos|falsas|bulo|bulos|mito|mitos|desmentid*|desmient*|no hay pruebas|no hay evidencia|enganos*|desinformacion',
  'nao e verdade|e falso|e falsa|boato*|desmentiu|desmente|nao ha provas|nao ha evidencia*|enganoso|desinformacao|e mentira|e fake',
  "ce n'est pas vrai|n'est pas vrai|c'est faux|est faux|est fausse|faux|fausse|mythe*|intox|infox|canular|aucune preuve|dementi|desinformation|contrairement a",
  'nicht wahr|stimmt nicht|ist falsch|falsch|falsche|falschen|mythos|mythen|irrtum|falschmeldung*|widerlegt*|keine belege|keine beweise|unwahr|gefalscht*|frei erfunden',
  'tidak benar|hoaks|hoax|mitos|keliru|palsu|bohong|tidak ada bukti|disinformasi|salah kaprah',
  'неправда|не правда|неправдив*|фейк*|міф|міфи|спростов*|хибн*|немає доказів|вигадка|брехня|дезінформац*|миф|ложь',
  'झूठ|झूठा|झूठी|गलत|फर्जी|फेक|अफवाह|मिथक|सच नहीं|सही नहीं|भ्रामक|कोई सबूत नहीं|खंडन',
  'غير صحيح|غير صحيحة|ليس صحيحا|لا صحة|خاطئ|كاذب|زائف|مفبرك|خرافة|إشاعة|شائعة|لا دليل|نفى|نفت|مضلل',
  '不实|不實|谣言|謠言|虚假|虛假|假的|辟谣|闢謠|并非|並非|不是真的|没有证据|沒有證據|误传|誤傳|迷思|错误的说法',
].join('|');

/** It is told by somebody for whom nobody stands, or held to be unproven. */
export const RUMOUR = [
  'claim|claims|claimed|claiming|alleg*|viral|rumor*|rumour*|purported*|supposed|supposedly|so-called|conspiracy|theorists|social media|facebook|tiktok|whatsapp|telegram|tweet|tweets|tweeted|instagram|reddit|users|netizens|meme|memes|anonymous|unconfirmed|reportedly|apparently|some people say|some say|people say|many believe|many people believe|widely believed|popular belief|commonly believed|it is said|is said to|are said to|was said to|legend has it|hearsay|accuse*|speculat*|psychic*|prophec*|what was claimed|chain letter|chain message|forwarded message',
  'segun un mensaje|supuest*|presunt*|afirman|afirma que|alegan|rumor*|viral|virales|redes sociales|se dice que|dicen que|creen que|cadena de whatsapp',
  'supost*|alegad*|alegam|afirma que|afirmam|boatos|viral|virais|redes sociais|dizem que|diz-se que',
  'pretend*|pretendu*|allegu*|rumeur*|viral|virale|reseaux sociaux|selon une publication|on dit que|soi-disant|serait|seraient|affirment|affirme que',
  'angeblich*|behaupt*|gerucht*|soziale medien|sozialen medien|sozialen netzwerken|viral*|vermeintlich*|sogenannt*|mutmasslich*|es heisst',
  'klaim*|mengklaim|diklaim|konon|katanya|kabarnya|viral|rumor|media sosial|beredar|unggahan|narasi',
  'нібито|стверджу*|чутки|начебто|соцмереж*|соціальних мереж*|вірусн*|кажуть, що|буцімто|якобы',
  'दावा|दावे|कथित|वायरल|सोशल मीडिया|अफवाह|कहा जाता है|कहा जा रहा',
  'يزعم|يزعمون|زعم|زعمت|مزاعم|ادعى|ادعت|ادعاء|يدعي|شائعات|متداول|يتداول|منشور|مواقع التواصل|وسائل التواصل|يقال إن|فيروسي',
  '声称|聲稱|据称|據稱|网传|網傳|传言|傳言|谣传|謠傳|据说|據說|所谓|所謂|社交媒体|社交媒體|网友|網友|疯传|瘋傳',
].join('|');

/** Somebody says it; whether that counts hangs on who. */
export const SAYING = [
  'said|says|say|saying|told|tells|wrote|writes|posted|argued|argues|believed|believes|believe|insisted|insists|suggested|according to|in the words of|opined|contends|asserted|asserts|quoted|as saying',
  'dijo|dice|dicen|segun|aseguro|asegura|sostiene|escribio|disse|diz|segundo o|segundo a|escreveu|dit|selon|declare|assure|ecrit|sagt|sagte|sagen|laut|meint|schrieb|zufolge',
  'kata|berkata|ujar|menurut|mengatakan|сказав|сказала|каже|кажуть|за словами|заявив|заявила|заявляє|пише|कहा|कहते|के अनुसार|قال|قالت|يقول|تقول|بحسب|وفقا|表示|说|說|称|稱|认为|認為',
].join('|');

/** Who measures, counts, registers or decides: their word is evidence. */
export const OFFICIAL = [
  'official|officials|officially|ministry|ministries|census|statistics|statistical|bureau|agency|agencies|department|court|courts|police|nasa|esa|noaa|cdc|fda|scientist*|researcher*|study|studies|survey|surveys|data|figures|report|reports|record|records|university|institute|institution|commission|authority|authorities|astronaut*|astronomer*|physicist*|historian*|encyclop*|expert|experts|doctors|engineers|central bank|eurostat|united nations|world health organi*|laboratory|observatory|museum|library|journal|analysis|annual|registry|office|parliament',
  'censo|estadistic*|instituto|ministerio|estudio|estudios|datos|investigador*|cientific*|universidad|informe|tribunal|policia|agencia|expert*|ministerio|estudo|estudos|dados|pesquisador*|universidade|relatorio|estatistic*|recensement|statistique*|institut|ministere|etude|etudes|donnees|chercheur*|scientifique*|universite|rapport|police|agence',
  'statistik*|bundesamt|ministerium|studie|studien|daten|forsche*|wissenschaft*|universitat|bericht|polizei|gericht|behorde*|sensus|badan|kementerian|penelitian|peneliti|ilmuwan|universitas|laporan|polisi|перепис*|статистик*|міністерств*|дослідженн*|дослідник*|вчен*|університет*|звіт*|поліці*|агентств*|суд',
  'जनगणना|मंत्रालय|अध्ययन|आंकड़*|वैज्ञानिक*|विश्वविद्यालय|रिपोर्ट|पुलिस|तعداد|التعداد|وزارة|دراسة|الدراسات|بيانات|باحث|العلماء|علماء|جامعة|تقرير|الشرطة|وكالة|统计|統計|普查|部门|研究|科学家|科學家|大学|大學|报告|報告|警方|数据|數據|官方',
].join('|');

/** It is so only under a condition, or in a thought. */
export const CONDITION = [
  'if|unless|suppose|supposing|imagine|hypothetical*|as if|as though|what if|assuming|in theory|in fiction|fictional|in the novel|in the film|in the movie|si|supongamos|imagina|se fosse|wenn|falls|angenommen|als ob|jika|kalau|seandainya|andaikan|якщо|якби|уявіть|अगर|यदि|لو|إذا|如果|假如|倘若|要是',
].join('|');

/** It is a joke. */
export const SATIRE =
  'satire|satirical|parody|spoof|humor site|humour site|april fool*|satira|satirico|parodia|satirique|parodie|satirisch*|parodi|сатир*|пародія|व्यंग्य|ساخر|ساخرة|讽刺|諷刺|恶搞|惡搞|戏仿';

/** A party's own denial, which is no finding. */
export const DENIED =
  'denied|denies|deny|denying|rejected|rejects|dismissed|dismisses|disputed|disputes|nego|niega|niegan|desmintio|negou|nega|dement|nie que|bestreit*|bestritt|dementiert*|membantah|menyangkal|заперечу*|заперечив*|इनकार|نفى|نفت|ينفي|否认|否認';

/** Says no, within what a denial is about. */
export const NEGATION =
  "not|n't|no|never|none|nobody|nothing|neither|nor|cannot|cant|without|nunca|jamas|nao|ne|pas|jamais|nicht|kein*|nie|niemals|tidak|bukan|tak|belum|не|ні|ніколи|नहीं|न|मत|لا|ليس|ليست|لم|لن|不|没|沒|未|无";

/** What pages have for their visitors, and never as evidence. */
export const FURNITURE =
  'subscribe|newsletter|cookies|cookie policy|sign up|log in|all rights reserved|enable javascript|click here|read more|share this|follow us|privacy policy|terms of use|suscribete|inscreva-se|abonnez-vous|newsletter abonnieren|berlangganan';
