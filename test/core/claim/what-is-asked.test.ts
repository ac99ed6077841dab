import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toOwnWords, toWhatIsAsked } from '../../../src/core/claim/what-is-asked.ts';
import { anyText } from '../any-text.ts';

const BARE = {
  en: 'is this true?|really?|fake?|source?|check this please|can this be right|is that legit?|who said this?|FAKE NEWS!!!|total nonsense|not sure about that one|LOL no way this is real|haha good one 😂|old news|AI generated?',
  de: 'Stimmt das?|Ist das wahr?|echt jetzt?|Quelle?|Kann das stimmen?|Das ist doch Quatsch|Ich glaube, das ist Fake|guter Witz',
  es: '¿Es verdad?|¿En serio?|¿Fuente?|Esto es mentira|Mi tío me mandó esto|Creo que es falso|jajaja buena',
  pt: 'É verdade?|Isso é verdade?|Sério?|Fonte?|Acho que isso é mentira',
  fr: 'C’est vrai ?|Vraiment ?|Je pense que c’est faux|Mon oncle m’a envoyé ça',
  hi: 'क्या यह सच है?|सच में?|स्रोत?|मुझे लगता है यह झूठ है|कृपया जांचें|हाँ?',
  ar: 'هل هذا صحيح؟|حقا؟|المصدر؟|أعتقد أن هذا كذب|ما رأيكم؟|وهذا؟',
  id: 'Apakah ini benar?|Benarkah?|Sumber?|Menurut saya ini bohong|Tolong cek ini|wkwk lucu',
  uk: 'Це правда?|Справді?|Джерело?|Думаю, що це брехня|Мій дядько надіслав мені це|це старе',
  zh: '这是真的吗？|真的？|来源？|我觉得这是假的|我叔叔发给我的|请查一下|旧闻',
};
const CLAIMS = [
  'Bats are blind',
  'Is the Great Wall visible from the Moon?',
  'Is it true that bats are blind?',
  'I think bats are blind',
  'My uncle says bats are blind',
  'no, bats are not blind',
  'This is fake. Honey never spoils.',
  'The Eiffel Tower collapsed yesterday',
  'Covid is fake',
  'Is Elvis alive?',
  'Fledermäuse sind blind',
  'Los murciélagos son ciegos',
  'Os morcegos são cegos',
  'Les chauves-souris sont aveugles',
  'चमगादड़ अंधे होते हैं',
  'الخفافيش عمياء',
  'Bumi itu datar',
  'Кажани сліпі',
  '地球是平的',
];
const REMARKS = ['He was arrested yesterday', 'Is he right about bats?', 'What is the capital of France?', 'hello'];

describe('own words', () => {
  it.each(Object.entries(BARE))('that are a bare question or address are known in %s', (_language, texts) => {
    const others = texts.split('|').filter((text) => toOwnWords(text) !== 'bare');
    expect(others).toEqual([]);
  });
  it.each(CLAIMS)('hold a claim: %s', (text) => expect(toOwnWords(text)).toBe('claim'));
  it.each(REMARKS)('need another message: %s', (text) => expect(toOwnWords(text)).toBe('remark'));
});

describe('what is asked', () => {
  const read = (text: string, shown = '') => ({ text, shown });
  const LINK = 'https://news.example/bats';
  it.each([
    [
      'the link beside a bare question',
      read(`is this true? ${LINK}`),
      read('Bats are blind'),
      { from: 'own', words: LINK },
    ],
    [
      'a claim with its link',
      read(`Bats are blind ${LINK}`),
      undefined,
      { from: 'own', words: `Bats are blind ${LINK}` },
    ],
    ['the link of a forward', read(''), read(`really? ${LINK}`), { from: 'about', words: LINK }],
    [
      'a remark, where it is about nothing',
      read('He was arrested'),
      undefined,
      { from: 'own', words: 'He was arrested' },
    ],
    ['emoji, whose card says what is missing', read('😀'), undefined, { from: 'own', words: '😀' }],
    ['nothing of a remark about nothing readable', read('He was arrested'), read(''), undefined],
    ['the picture below a remark', read('My uncle sent me this', 'Bats'), undefined, { from: 'own', words: 'Bats' }],
    [
      'a claim and its picture',
      read('Bats are blind', 'Yes'),
      undefined,
      { from: 'own', words: 'Bats are blind\n\nYes' },
    ],
  ])('is %s', (_what, own, about, expected) => {
    expect(toWhatIsAsked(own, about)).toEqual(expected);
  });

  it('is never empty, and one of both texts', () => {
    fc.assert(
      fc.property(anyText, anyText, (own, about) => {
        const asked = toWhatIsAsked(read(own), read(about));
        if (!asked) return;
        expect(asked.words.trim()).not.toBe('');
        expect(asked.from === 'own' ? own : about).toContain(asked.words.slice(0, 5));
      }),
    );
  });
});
