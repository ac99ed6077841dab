import { describe, expect, it } from 'vitest';
import { toClaimKind } from '../../../src/core/claim/kinds.ts';

/** One sentence a line. */
const lines = (table: string) =>
  table
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const NOT_CHECKABLE: Readonly<Record<string, string[]>> = {
  question: lines(`
    What time is it?
    Who won?
    what time does the train leave
      Where are you guys?
    Why is the sky blue?
    how many people live in Tokyo
    whats the capital of peru
    When is the deadline?
    Which one do you like more?
    Are you coming tonight?
    can you send me the link
    Could you please call me back?
    do you want pizza
    Have you seen my keys?
    Should we order now?
    anyone up for football tomorrow?
    any ideas for dinner?
    Was ist die Hauptstadt von Peru?
    ¿Qué hora es?
    Où est la gare ?
    Dove sei?
    Когда поезд?
    Saat kaç?
    أين أنت؟
    几点了？
    何時ですか？
    Which?
    What if it rains?
  `),
  opinion: lines(`
      I love this song
      We should ban cars
    I hate mondays
      I hope we win tomorrow
    I'm so tired today
    i feel sad
    I'd rather stay home tbh
        what a beautiful day
                please call me
    pls bring snacks tomorrow
    let's go to the beach
    call me when you get there
        love this so much
    can't wait for the weekend
          Ich liebe dieses Lied
    Me encanta esta canción
    J'adore cette chanson
  `),
  greeting: lines(`
    hi
    Hello everyone!
    good morning
    Good night everybody
    thanks a lot!
    thank you so much guys
    ok
    lol
    hahaha
    How are you?
    what's up
    see you tomorrow
    happy birthday Anna!
    Merry Christmas to all of you
    have a nice day
    congrats Tom
    You're welcome
    Hola a todos
    buenos días
    Bonjour à tous
    merci beaucoup
    Guten Morgen
    Danke schön
    Bom dia
    obrigado
    Buongiorno a tutti
    grazie mille
    Günaydın
    teşekkürler
    Доброе утро
    спасибо
    Дякую
    السلام عليكم
    شكرا
    नमस्ते
    धन्यवाद
    你好
    谢谢
    こんにちは
    ありがとうございます
    Dzień dobry
    안녕하세요
    Selamat pagi
  `),
  'too-short': [
    'Coffee',
    'Trump',
    'Donald Trump',
    'the moon',
    '地球',
    '特朗普',
    'vaccines',
    'Владимир Путин',
    'Der Mond',
  ],
  'no-words': ['', '   ', '12345', '100%', '!!!', '🙂🙂', '((((', '- -'],
};

const TWO_WORDS = ['Donald Trump', 'the moon'];

describe('where a model is asked later', () => {
  it.each(['greeting', 'too-short', 'no-words'])('rules give the reason %s', (reason) => {
    for (const sentence of NOT_CHECKABLE[reason] ?? [])
      if (!sentence.endsWith('?') && !/\p{L} \p{L}/u.test(sentence))
        expect(toClaimKind(sentence, 'model')).toEqual({ kind: 'not-checkable', reason });
  });

  it.each([...(NOT_CHECKABLE.opinion ?? []), ...TWO_WORDS, 'What time is it, who won?'])(
    'they leave to it: %s',
    (sentence) => {
      expect(toClaimKind(sentence, 'model').kind).not.toBe('not-checkable');
    },
  );
});

describe('toClaimKind', () => {
  describe.each(Object.entries(NOT_CHECKABLE))('gives the reason %s', (reason, sentences) => {
    it.each(sentences)('for: %s', (sentence) => {
      expect(toClaimKind(sentence)).toEqual({ kind: 'not-checkable', reason });
    });
  });
});
