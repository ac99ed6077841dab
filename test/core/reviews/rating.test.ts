import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toLabel } from '../../../src/core/reviews/rating.ts';
import lists from '../../../src/core/reviews/rating-phrases.json' with { type: 'json' };
import type { FirmLabel } from '../../../src/core/types.ts';

const LABELLED: Record<FirmLabel, string> = {
  true: [
    '真实|真實|属实|屬實|正确|正確|真|真消息',
    'True|TRUE|true.| True |“True”|Correct|Accurate|Correct Attribution|Geppetto Checkmark|This is true',
    'Our rating: True|Completely true|Verified|Verdadero|Cierto|Verdadeiro|É verdade|Vrai|C’est vrai|Wahr',
    'Richtig|Vero|Benar|सच|सही|صحيح|حقيقي|Правда|Doğru|DOĞRU|Prawda|Ｔｒｕｅ|✅ True',
    'True: the law was passed on 3 May 2020',
  ].join('|'),
  'mostly-true': [
    '基本属实|大部分正確',
    'Mostly True|mostly-true|MOSTLY TRUE|Mostly correct|Mostly accurate|Largely true|One Pinocchio',
    'Mayormente verdadero|Plutôt vrai|Größtenteils richtig|In gran parte vero|Büyük ölçüde doğru',
  ].join('|'),
  'partially-true': [
    '部分真实|部分屬實|半真半假',
    'Half True|half-true|Half-truth|Partly true|Partially true|Mixture|Mixed|Two Pinocchios|Verdad a medias',
    'Verdades a medias|Parcialmente verdadero|Meia verdade|Partiellement vrai|Teilweise richtig',
    'Parzialmente vero|Sebagian benar|आधा सच|अर्धसत्य|صحيح جزئياً|نصف حقيقة|Напівправда|Kısmen doğru|Półprawda',
    'Częściowa prawda',
  ].join('|'),
  misleading: [
    '误导|誤導|部分錯誤|部分错误|断章取义|移花接木|缺乏背景',
    'Misleading|MISLEADING!|Missing context|Missing Context.|Lacks context|Needs context|Cherry-picked',
    'Out of Context|Taken out of context|Exaggerated|Miscaptioned|Three Pinocchios|3 Pinocchios|Mostly false',
    'Mostly False|Partly false|This post is misleading|Engañoso|Fuera de contexto|Enganoso|Fora de contexto',
    'Trompeur|Hors contexte|Irreführend|Fehlender Kontext|Fuorviante|Menyesatkan|भ्रामक|مضلل|خارج السياق',
    'Маніпуляція|Yanıltıcı|YANILTICI|Manipulacja',
  ].join('|'),
  false: [
    '錯誤|错误|不实|不實|謠言|假消息|虚假|Falsa afirmação|FALSE: Not from Alba|错误：图片来自2015年',
    'False|FALSE|false!|Fake|Pants on Fire|Pants on Fire!|pants-fire|Incorrect|Inaccurate|Wrong|Untrue',
    "Not true|This is not true|It isn't true|It isn’t true|Not correct|Not accurate|Not real|Baseless",
    'Fabricated|Hoax|Four Pinocchios|4 Pinocchios|Bottomless Pinocchio|Altered|Doctored|False.|Verdict: False',
    'Rating: completely false|The claim is false|False: the photo is from 2015',
    'FALSE - This video was filmed in Chile|Fake (the account is a parody of the minister)|Falso|Bulo|Es falso',
    "Mentira|No es cierto|É falso|Não é verdade|Errado|Faux|C’est faux|C'est faux|Infox|Falsch|Frei erfunden",
    'Stimmt nicht|Nicht wahr|Non è vero|Bufala|Salah|Hoaks|Tidak benar|झूठ|गलत|फर्जी|फ़र्ज़ी|خاطئ|خطأ|زائف',
    'غير صحيح|كاذب|Неправда|Фейк|Yanlış|YANLIŞ|Sahte|Doğru değil|Fałsz|FAŁSZ|Nieprawda',
  ].join('|'),
};

const UNDECIDED = [
  ...' |—|🤷|Not false|Not entirely false|Not entirely true|Not misleading|Not quite accurate|Not|True?|False?'.split(
    '|',
  ),
  ...'Is it false?|Unproven|No evidence|There is no evidence of this|Research in progress|Unverified|Unfounded'.split(
    '|',
  ),
  ...'Unsupported|Satire|Labeled Satire|Scam|Opinion|Outdated|In dispute|True and misleading|True. But it lacks context'.split(
    '|',
  ),
  ...'False or misleading|True, but misleading|False, mostly|True: however, the figure is wrong|Nothing false here'.split(
    '|',
  ),
  ...'False. The first half is true|Neither true nor false|Falsehoods abound|Trueish|Half|true false|No es falso'.split(
    '|',
  ),
  ...'Sin pruebas|Insustentável|Sem provas|Unbelegt|Non verificato|Belum terbukti|Brak dowodów|Kanıt yok'.split('|'),
  ...'Непідтверджено|غير مؤكد|अपुष्ट|Nicht falsch|The true story of a false alarm|__proto__|constructor|toString'.split(
    '|',
  ),
  ...['', 'a'.repeat(200_000), 'not '.repeat(50_000), `False${' '.repeat(400)}`, 'True\u0000False'],
];

const labelled = Object.entries(LABELLED).flatMap(([label, texts]) =>
  texts.split('|').map((text) => [text, label] as const),
);

describe('toLabel', () => {
  it.each(labelled)('reads “%s” as %s', (textualRating, label) => {
    expect(toLabel({ textualRating })).toBe(label);
  });

  it.each(UNDECIDED.map((text) => [text.slice(0, 40), text]))('gives no label to “%s”', (_, textualRating) => {
    expect(toLabel({ textualRating })).toBeUndefined();
  });

  it('lists no phrase under two labels', () => {
    const seen = new Map<string, string>();
    const all = [...Object.entries(lists.phrases), ['undecided', lists.undecided] as const];
    const twice = all.flatMap(([label, phrases]) =>
      phrases
        .join('|')
        .split('|')
        .filter((phrase) => {
          const before = seen.get(phrase);
          seen.set(phrase, label);
          return before !== undefined && before !== label;
        }),
    );
    expect(twice).toEqual([]);
  });

  it.each([
    [5, 5, 1, 'true'],
    [4, 5, 1, 'mostly-true'],
    [3, 5, 1, 'partially-true'],
    [2, 5, 1, 'misleading'],
    [1, 5, 1, 'false'],
    [0, 4, 0, 'false'],
    [2.4, 5, 1, undefined],
    [0, 5, 1, undefined],
    [6, 5, 1, undefined],
    [-1, 5, 1, undefined],
    [1, 1, 5, undefined],
    [1, 1, 1, undefined],
    [1, 1, 0, undefined],
    [1, undefined, 1, undefined],
    [1, 5, undefined, undefined],
    [Number.NaN, 5, 1, undefined],
    [5, Number.POSITIVE_INFINITY, 1, undefined],
  ])('reads %s on a scale with best %s and worst %s as %s where the words say nothing', (value, best, worst, label) => {
    const rating = {
      textualRating: 'Zmyślak',
      ratingValue: value,
      ...(best === undefined ? {} : { bestRating: best }),
      ...(worst === undefined ? {} : { worstRating: worst }),
    };
    expect(toLabel(rating)).toBe(label);
  });

  it.each(['True', 'Wahr'])('believes the words “%s” before the number', (textualRating) => {
    expect(toLabel({ textualRating, ratingValue: 1, bestRating: 5, worstRating: 1 })).toBe('true');
  });

  it.each(
    'Unproven|No evidence|Research in progress|Satire|Scam|Not false|Not entirely true|True?|True, but|Half|Sin pruebas'
      .concat('|Sem provas|Unbelegt|Non verificato|Belum terbukti|Brak dowodów|Kanıt yok|غير مؤكد|अपुष्ट|Nothing false')
      .split('|'),
  )('does not take the number where the words “%s” leave it open', (textualRating) => {
    expect(toLabel({ textualRating, ratingValue: 1, bestRating: 5, worstRating: 1 })).toBeUndefined();
  });

  it('turns no text with “not” before a word for false into a firm label', () => {
    const words = fc.constantFrom(
      'false',
      'fake',
      'misleading',
      'wrong',
      'inaccurate',
      'a hoax',
      'entirely true',
      'proven',
    );
    fc.assert(
      fc.property(fc.constantFrom('not ', 'is not ', 'This is not ', 'isn’t ', 'Not '), words, (not, word) => {
        expect(toLabel({ textualRating: not + word })).toBeUndefined();
      }),
    );
  });

  it('is safe with any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (textualRating) => {
        const label = toLabel({ textualRating });
        expect(label === undefined || label in lists.phrases).toBe(true);
      }),
    );
  });
});
