import { describe, expect, it } from 'vitest';
import { toClaimKind } from '../../../src/core/claim/kinds.ts';

/** Sentences parted by bars or lines; an empty line parts the lists. */
const lists = (table: string) =>
  table
    .trim()
    .split(/\n\s*\n/)
    .map((list) => list.split(/[|\n]/).map((line) => line.trim()));

/** In each language of the cards: claims, opinions, questions and greetings, as people type them. */
const SAID: Readonly<Record<string, string>> = {
  es: `
    El desempleo bajó al 11 % en España en 2024 | La OMS declaró el fin de la pandemia en mayo de 2023
    Messi nació en Rosario | Las vacunas causan autismo | El ayuntamiento prohibió las terrazas en el centro
    ¿Sabías que los murciélagos son ciegos? | Odio racial aumenta en Europa | El amo de casa ya puede jubilarse en España
    Creo que las vacunas causan autismo | Me gusta el café porque cura el cáncer
    Es la mejor película de 2023 según la crítica | Ojalá es una palabra de origen árabe
    Deberíamos beber 8 vasos de agua al día | ¿Es verdad que las vacunas causan autismo?
    Qué bonito es el título de un disco de Rosario que vendió un millón
    El Real Madrid es el mejor equipo de la historia según la FIFA | Prefiero es una canción de 1990

    Me encanta esta canción | Creo que deberíamos prohibir los coches | Odio los lunes
    Ojalá ganemos mañana | Qué día más bonito

    ¿Qué hora es? | ¿Quién ganó el partido? | ¿Dónde está el ayuntamiento? | cuándo empieza el concierto?
    por qué el cielo es azul?

    Hola | Buenos días a todos | Muchas gracias | Hola, ¿cómo estás? | Buenas tardes | Hasta luego
  `,
  pt: `
    O desemprego caiu para 7,8% no Brasil em 2024 | Pelé marcou 1.283 gols na carreira | As vacinas causam autismo
    A prefeitura proibiu carros no centro | A Amazônia perdeu 10 mil km² em 2022 | Será que beber água gelada engorda?
    Amo de casa é uma profissão regulamentada no Brasil | Acho que vacinas causam autismo
    É o melhor jogador do mundo segundo a FIFA | Gosto amargo na boca é sinal de câncer
    Você sabia que morcegos são cegos? | Prefiro morrer é o nome de um livro proibido
    Até amanhã o governo vai congelar as contas | Quando um raio cai, ele pode cair duas vezes no mesmo lugar

    Eu amo essa música | Acho que deveríamos proibir carros | Odeio segundas-feiras
    Tomara que a gente ganhe amanhã | Que dia lindo

    Que horas são? | Quem ganhou o jogo? | Onde fica a prefeitura? | quando começa o show? | por que o céu é azul?

    Olá | Bom dia a todos | Muito obrigado | Oi, tudo bem? | Boa tarde | Até logo
  `,
  fr: `
    Le chômage a baissé à 7 % en France en 2024 | Les vaccins provoquent l’autisme | Marie Curie est née à Varsovie
    La mairie a interdit les voitures au centre-ville | Le café fait maigrir
    Est-ce que les chauves-souris sont aveugles ? | Je pense que les vaccins provoquent l'autisme
    J'aime pas les vaccins parce qu'ils rendent autiste | C'est le plus grand film de l'histoire en nombre d'entrées
    Est-il vrai que le café fait maigrir ? | Quel bel oiseau pond des œufs de cent kilos
    On devrait interdire le glyphosate car il cause le cancer

    J’adore cette chanson | Je pense qu’il faut interdire les voitures | Je déteste les lundis
    J’espère qu’on gagnera demain | Quelle belle journée

    Quelle heure est-il ? | Qui a gagné le match ? | Où est la mairie ? | quand commence le concert ?
    pourquoi le ciel est bleu ?

    Bonjour | Bonsoir à tous | Merci beaucoup | Salut, ça va ? | Bonne nuit | Au revoir
  `,
  de: `
    Die Arbeitslosigkeit ist 2024 auf 6 Prozent gesunken | Impfungen verursachen Autismus | Einstein wurde in Ulm geboren
    Die Stadt hat Autos in der Innenstadt verboten | Kaffee macht schlank | Sind Fledermäuse blind?
    Ich glaube, Impfungen verursachen Autismus | Ich finde, wir sollten Kaffee meiden, weil er Krebs macht
    Das ist der beste Film des Jahres laut Oscar-Jury | Ich liebe Dich ist ein Lied von Beethoven
    Hoffentlich Allianz versichert ist ein Werbespruch | Hallo Welt ist ein Programm
    Danke ist das meistgesagte Wort im Deutschen

    Ich liebe dieses Lied | Ich finde, wir sollten Autos verbieten | Ich hasse Montage
    Hoffentlich gewinnen wir morgen | Was für ein schöner Tag

    Wie spät ist es? | Wer hat das Spiel gewonnen? | Wo ist das Rathaus? | wann beginnt das konzert?
    warum ist der himmel blau?

    Hallo | Guten Morgen zusammen | Vielen Dank | Hallo, wie geht's? | Guten Abend | Auf Wiedersehen
  `,
  hi: `
    2024 में भारत में बेरोज़गारी घटकर 6% हो गई | टीकों से ऑटिज़्म होता है | गांधी जी का जन्म पोरबंदर में हुआ था
    सरकार ने 2000 के नोट बंद कर दिए | चमगादड़ अंधे होते हैं | क्या चमगादड़ अंधे होते हैं?
    मुझे लगता है कि टीकों से ऑटिज़्म होता है | काशी दुनिया का सबसे पुराना शहर है | प्रधानमंत्री को चाय पसंद है
    यह दुनिया की सबसे बड़ी मूर्ति है | क्या यह सच है कि टीकों से ऑटिज़्म होता है? | क्या हल्दी से कैंसर ठीक होता है?
    हाय-हाय के नारे संसद में लगे

    मुझे यह गाना बहुत पसंद है
    काश हम कल जीत जाएँ

    कितने बजे हैं? | मैच कौन जीता? | नगर निगम कहाँ है? | ट्रेन कब आएगी? | आसमान नीला क्यों है?

    नमस्ते | सुप्रभात दोस्तों | बहुत धन्यवाद | नमस्ते, आप कैसे हैं? | शुभ रात्रि | अलविदा
  `,
  ar: `
    انخفضت البطالة في مصر إلى 6% في عام 2024 | اللقاحات تسبب التوحد | وُلد نجيب محفوظ في القاهرة
    منعت البلدية السيارات في وسط المدينة | الخفافيش عمياء | هل الخفافيش عمياء؟ | أحب الأعمال إلى الله أدومها وإن قل
    أعتقد أن اللقاحات تسبب التوحد | هذا أكبر مسجد في العالم | هل صحيح أن القهوة تسبب السرطان؟ | هل تسبب اللقاحات التوحد؟
    أكره الحلال إلى الله الطلاق | يالطا مدينة في القرم | من المستحيل رؤية سور الصين من القمر؟

    أحب هذه الأغنية | أعتقد أننا يجب أن نمنع السيارات | أكره يوم الاثنين | أتمنى أن نفوز غدًا
    يا له من يوم جميل

    كم الساعة؟ | أين تقع البلدية؟ | متى تبدأ الحفلة؟ | لماذا السماء زرقاء؟

    مرحبا | السلام عليكم ورحمة الله وبركاته | شكرًا جزيلًا | مرحبًا، كيف حالك؟ | مساء الخير | مع السلامة
  `,
  id: `
    Pengangguran di Indonesia turun menjadi 5% pada 2024 | Vaksin menyebabkan autisme | Soekarno lahir di Surabaya
    Pemerintah melarang mobil di pusat kota | Kelelawar itu buta | Apakah kelelawar buta? | Aku adalah buku Chairil Anwar
    Menurut saya vaksin menyebabkan autisme | Semoga Jaya adalah perusahaan yang bangkrut | Ini gedung tertinggi di dunia
    Apakah benar kopi menyebabkan kanker? | Benarkah vaksin menyebabkan autisme? | Hai adalah majalah remaja Indonesia

    Saya suka lagu ini | Menurut saya kita harus melarang mobil | Aku benci hari Senin
    Semoga kita menang besok

    Jam berapa sekarang? | Siapa yang menang? | Di mana balai kota? | kapan konsernya mulai? | Mengapa langit biru?

    Halo | Selamat pagi semuanya | Terima kasih banyak | Hai, apa kabar? | Selamat malam | Sampai jumpa
  `,
  uk: `
    Безробіття в Україні впало до 10% у 2024 році | Вакцини спричиняють аутизм | Шевченко народився в Моринцях
    Мерія заборонила автомобілі в центрі | Кажани сліпі | Чи кажани сліпі? | Думаю, що вакцини спричиняють аутизм
    Це найвища будівля у світі | Чи правда, що кава спричиняє рак? | Люблю тебе – пісня Кузьми Скрябіна
    Яка гарна назва, а фірма збанкрутувала

    Я люблю цю пісню | Думаю, нам треба заборонити машини | Ненавиджу понеділки
    Сподіваюся, ми завтра виграємо | Який гарний день

    Котра година? | Хто виграв матч? | Де мерія? | коли починається концерт? | Чому небо блакитне?

    Привіт | Добрий день усім | Дуже дякую | Привіт, як справи? | На добраніч | До побачення
  `,
  zh: `
    2024年中国失业率降到5% | 疫苗会导致自闭症 | 鲁迅出生在绍兴 | 市政府禁止汽车进入市中心 | 蝙蝠是瞎的 | 蝙蝠是瞎的吗？ | 世卫组织宣布疫情结束 | 我觉得疫苗会导致自闭症 | 这是世界上最高的楼
    疫苗对任何人都安全吗？ | 几乎所有人都感染过病毒吗？ | 疫苗会导致自闭症是真的吗？ | 我爱我家是一部1993年的电视剧 | 再见爱人是一档综艺节目 | 希望小学全部关闭了 | 大家好是谣言

    我喜欢这首歌 | 我觉得我们应该禁止汽车 | 我讨厌星期一 | 希望我们明天能赢

    几点了？ | 谁赢了比赛？ | 市政府在哪里？ | 音乐会什么时候开始？ | 为什么天空是蓝色的？

    你好 | 大家早上好 | 非常感谢 | 你好，最近怎么样？ | 晚安 | 再见
  `,
};

const KINDS = ['claim', 'opinion', 'question', 'greeting'] as const;
const SENTENCES = Object.entries(SAID).flatMap(([language, table]) =>
  lists(table).flatMap((list, at) => list.map((sentence) => [language, KINDS[at] ?? '', sentence] as const)),
);

function kindOf(sentence: string): string {
  const kind = toClaimKind(sentence);
  return kind.kind === 'not-checkable' ? kind.reason : kind.kind;
}

describe('in the languages of the cards', () => {
  it('each has all four kinds', () => {
    for (const table of Object.values(SAID)) expect(lists(table)).toHaveLength(KINDS.length);
  });

  it.each(SENTENCES.filter(([, kind]) => kind === 'claim'))(
    '%s: a %s can be checked: %s',
    (_language, _kind, sentence) => {
      expect(['claim', 'yes-no-question']).toContain(kindOf(sentence));
    },
  );

  it.each(SENTENCES.filter(([, kind]) => kind !== 'claim'))('%s: %s is said of: %s', (_language, kind, sentence) => {
    expect(kindOf(sentence)).toBe(kind);
  });
});

describe('a yes/no question in another language', () => {
  it.each([
    ['¿Es verdad que las vacunas causan autismo?', 'Las vacunas causan autismo.'],
    ['¿Sabías que los murciélagos son ciegos?', 'Los murciélagos son ciegos.'],
    ['Será que beber água gelada engorda?', 'Beber água gelada engorda.'],
    ['Você sabia que morcegos são cegos?', 'Morcegos são cegos.'],
    ['Est-ce que les chauves-souris sont aveugles ?', 'Les chauves-souris sont aveugles.'],
    ['Est-il vrai que le café fait maigrir ?', 'Le café fait maigrir.'],
    ['Чи кажани сліпі?', 'Кажани сліпі.'],
    ['Чи правда, що кава спричиняє рак?', 'Кава спричиняє рак.'],
    ['هل الخفافيش عمياء؟', 'الخفافيش عمياء.'],
    ['هل صحيح أن القهوة تسبب السرطان؟', 'القهوة تسبب السرطان.'],
    ['क्या चमगादड़ अंधे होते हैं?', 'चमगादड़ अंधे होते हैं।'],
    ['क्या यह सच है कि टीकों से ऑटिज़्म होता है?', 'टीकों से ऑटिज़्म होता है।'],
    ['Apakah kelelawar buta?', 'Kelelawar buta.'],
    ['Benarkah vaksin menyebabkan autisme?', 'Vaksin menyebabkan autisme.'],
    ['¿Es plana la Tierra?', 'Es plana la Tierra.'],
    ['¿Los toros odian el rojo?', 'Los toros odian el rojo.'],
    ['Es verdad: los murciélagos son ciegos?', 'Los murciélagos son ciegos.'],
    ['Os morcegos são cegos?', 'Os morcegos são cegos.'],
    ['Vacinas causam autismo?', 'Vacinas causam autismo.'],
    ['É verdade: a Terra é plana', 'A Terra é plana.'],
    ['Les vaccins rendent-ils autiste ?', 'Les vaccins rendent autiste.'],
    ['Le pape est-il mort ?', 'Le pape est mort.'],
    ['Vrai ou faux : les chats ont neuf vies', 'Les chats ont neuf vies.'],
    ['Ist die Erde eine Scheibe?', 'Die Erde ist eine Scheibe.'],
    ['Hat die NASA die Mondlandung gefälscht?', 'Die NASA hat die Mondlandung gefälscht.'],
    ['Heilt Zitronensaft Krebs?', 'Zitronensaft heilt Krebs.'],
    ['Gibt es Leben auf dem Mars?', 'Es gibt Leben auf dem Mars.'],
    ['Stimmt das: Fledermäuse sind blind', 'Fledermäuse sind blind.'],
    ['Bumi itu datar?', 'Bumi itu datar.'],
    ['Fakta atau hoaks: bumi itu datar', 'Bumi itu datar.'],
    ['Чи помер Папа Римський?', 'Помер Папа Римський.'],
    ['Це правда: кажани сліпі?', 'Кажани сліпі.'],
    ['هل هذا صحيح: الخفافيش عمياء', 'الخفافيش عمياء.'],
    ['क्या यह सच है: चमगादड़ अंधे होते हैं', 'चमगादड़ अंधे होते हैं।'],
    ['这是真的吗：从月球上能看见长城', '从月球上能看见长城.'],
    ['Is this true: the government will ban cash', 'The government will ban cash.'],
    [
      'Is it true that you must wait 24 hours before reporting somebody missing?',
      'You must wait 24 hours before reporting somebody missing.',
    ],
    ['疫苗对任何人都安全吗？', '疫苗对任何人都安全。'],
    ['疫苗会导致自闭症是真的吗？', '疫苗会导致自闭症。'],
  ])('%s is about: %s', (question, statement) => {
    expect(toClaimKind(question)).toEqual({ kind: 'yes-no-question', statement });
  });

  it.each([
    '¿Vienes esta noche?',
    'Você vem hoje à noite?',
    'Est-ce que tu viens ce soir ?',
    'Kommst du heute Abend?',
    'क्या तुम आज रात आओगे?',
    'क्या हो रहा है?',
    'هل أنت قادم الليلة؟',
    'Apakah kamu datang malam ini?',
    'Чи ти прийдеш сьогодні?',
    '你今晚来吗？',
  ])('that is put to somebody here is about nothing: %s', (question) => {
    expect(toClaimKind(question)).not.toHaveProperty('statement');
    expect(toClaimKind(question).kind).not.toBe('claim');
  });

  it.each(['Kim Jong Un is dead?', 'Que Sera Sera was sung by Doris Day?'])('is not one by a name: %s', (question) => {
    expect(toClaimKind(question).kind).toBe('yes-no-question');
  });
});
