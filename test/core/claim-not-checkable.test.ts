import { describe, expect, it } from 'vitest';
import { toClaimKind } from '../../src/core/claim/kinds.ts';

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
    who won the game last night
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
    Pineapple on pizza is disgusting
    I love this song
    Radiohead is the best band ever
    We should ban cars
    I hate mondays
    I wish it was friday already
    I hope we win tomorrow
    I'm so tired today
    i feel sad
    I'd rather stay home tbh
    this movie sucks
    Her new album is so underrated
    what a beautiful day
    That's hilarious
    Messi is better than Ronaldo
    Pizza is awesome, right?
    imo cats are cuter than dogs
    I think he's an amazing singer
    the new logo looks horrible
    please call me
    pls bring snacks tomorrow
    let's go to the beach
    call me when you get there
    the government should resign
    2020 was the worst year ever
    love this so much
    can't wait for the weekend
    You should try the new ramen place
    It's a terrible idea
    Mondays are the worst
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
  joke: lines(`
    knock knock
    Knock, knock! Who's there?
    Why did the chicken cross the road?
    A man walks into a bar and orders a beer
    A priest, a rabbi and a duck walk into a bar
    the earth is flat lol jk
    The moon is made of cheese, just kidding
    yeah sure, vaccines gave me wifi /s
    Yo mama so fat she has her own zip code
    How many Germans does it take to change a lightbulb?
    The earth is flat. /s
  `),
  'too-short': ['Coffee', 'Trump', 'Donald Trump', 'the moon', '地球', 'vaccines'],
  'no-words': ['', '   ', '12345', '100%', '!!!', '🙂🙂', '((((', '- -'],
};

describe('toClaimKind', () => {
  describe.each(Object.entries(NOT_CHECKABLE))('gives the reason %s', (reason, sentences) => {
    it.each(sentences)('for: %s', (sentence) => {
      expect(toClaimKind(sentence)).toEqual({ kind: 'not-checkable', reason });
    });
  });
});
