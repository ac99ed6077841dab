import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanMessage } from '../../../src/core/claim/clean.ts';
import { toClaimKind } from '../../../src/core/claim/kinds.ts';

/** One sentence a line. */
const lines = (table: string) =>
  table
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const CLAIMS = lines(`
  The Earth is flat
  Smoking is bad for your health
  The best-selling album ever is Thriller
  I read that honey never spoils
  5G kills
  vaccines work
  napoleon was super short lol
  Lightning never strikes the same place twice.
  Bill Gates bought 242,000 acres of farmland
  WHO says coffee is fine in pregnancy
  WHO is moving its seat to Bonn
  WHO's cancer agency classed processed meat as a carcinogen in 2015
  Will Smith slapped Chris Rock at the Oscars in 2022
  May is the warmest month in Delhi
  Can openers were invented 48 years after the can
  Thanks to vaccines, smallpox was eradicated in 1980
  I think the moon landing was staged in a studio
  I honestly believe that 5G towers cause headaches
  imo the 2020 election was rigged by hackers
  We should ban cars because they kill 1.3 million people a year
  don't drink coffee, it causes cancer
  stop popping ur knuckles, you'll get arthritis in your fingers
  Please note that the banks close at 3 pm on Friday
  please gargle salt water to kill the virus
  Never give honey to babies under one
  You should drink eight glasses of water a day
  Babies should not eat honey
  Silver is the best conductor of electricity
  Messi is the best paid player in the league
  The 1918 flu was the worst pandemic of the century
  Natural immunity is better than vaccination
  I love honey, it never spoils
  I hate that they took fluoride out of the water
  Sadly Queen Elizabeth died in 2022
  It is amazing that octopuses have three hearts
  Pineapple is native to South America
  The most beautiful woman of 2023 lost her job over a tweet
  The government is great at hiding that inflation hit 12%
  Great Britain left the EU in 2020
  Beautiful people earn more money
  Love hormones drop after two years of marriage
  Hello Kitty is not a cat
  Hey Jude was written by Paul McCartney
  What you eat affects your mood
  When water freezes it expands
  How the pyramids were built is still unknown to science
  Who invented the telephone is disputed, Meucci was first
  Do not mix bleach and ammonia, it makes chlorine gas
  The Earth is flat, right?
  Vaccines cause autism, don't they?
  Bats are blind, aren't they
  Trump was born in Queens - correct?
  JK Rowling wrote the first Harry Potter in a cafe
  My phone got hot because 5G fries the battery
  hot water freezes faster than cold water
  the new iPhone costs more than 2000 dollars
  He walked into a bar in Dallas and shot four people
  Knock-off AirPods explode
  Everyone who got the jab in March is magnetic now
  NASA admitted it was lying!!!
  evolution's only a theory so it's unproven
  vaccines = poison
  La Tierra es plana
  Die Erde ist eine Scheibe
  La mejor vacuna es la china
  Le café donne le cancer
  Il vino rosso fa bene al cuore
  O leite com manga mata
  Земля плоская
  Dünya düzdür
  Ziemia jest płaska i wszyscy to wiedzą
  الأرض مسطحة
  पृथ्वी चपटी है
  地球是平的
  地球は平らです
  De aarde is plat
  Der beste Schutz gegen Corona ist Knoblauch
  La Tierra es plana, ¿verdad?
  Hillary Clinton said that Democratic voters are stupid
  I Love Lucy was the first show to air reruns
  Leave It to Beaver was the first show with a toilet on screen
  Let them eat cake is a quote by Marie Antoinette
  kidney thieves drug people in hotels and leave them in an icy tub
  the surface of the sun is cooler than lightning
  can't believe they banned TikTok in Montana
  Vote for the bill was unanimous
  I love New York was written by Milton Glaser
  Help me understand why the WHO lied about covid
  Pineapple on pizza is disgusting
  i take vitamin c every morning so i don't get colds
  0.999... = 1
  Vaccines Kill
  Biden Died
  Murió Shakira
  Morreu Shakira
  Shakira Morte
  Merkel Zurückgetreten
  Помер Путін
  Shakira Meninggal
  猫会飞
  他死了
  Zitronenwasser heilt Krebs
  El agua cura
  مات البابا
`);

const QUESTIONS_WITH_A_STATEMENT = lines(`
  Is the Earth flat? | The Earth is flat.
  is the earth actually flat?? | The earth is actually flat.
  Can you see the Great Wall from the Moon? | You can see the Great Wall from the Moon.
  does coffee cause cancer | Coffee causes cancer.
  Do vaccines cause autism? | Vaccines cause autism.
  Do we only use 10% of our brains? | We only use 10% of our brains.
  Did Einstein fail maths at school? | Einstein failed maths at school.
  did Marie Antoinette really say let them eat cake? | Marie Antoinette really said let them eat cake.
  Does cracking your knuckles cause arthritis? | Cracking your knuckles causes arthritis.
  Does the Great Wall of China reach Korea? | The Great Wall of China reaches Korea.
  Are bats blind? | Bats are blind.
  Is coffee bad for you? | Coffee is bad for you.
  Is it illegal to own one guinea pig in Switzerland? | It is illegal to own one guinea pig in Switzerland.
  Is there water on Mars? | There is water on Mars.
  Is it true that honey never spoils? | Honey never spoils.
  Has the Pope died? | The Pope has died.
  Did you know that honey never spoils? | Honey never spoils.
  were the pyramids built by slaves? | The pyramids were built by slaves.
  Was Napoleon actually short? | Napoleon was actually short.
  Is Mount Everest the tallest mountain on Earth? | Mount Everest is the tallest mountain on Earth.
  Are tomatoes fruits? | Tomatoes are fruits.
  Has NASA confirmed water on Mars? | NASA has confirmed water on Mars.
  Can bananas explode? | Bananas can explode.
  Will it snow in Cairo tomorrow? | It will snow in Cairo tomorrow.
  Could the Romans make concrete? | The Romans could make concrete.
  The Earth is flat? | The Earth is flat.
  so vaccines cause autism now?? | Vaccines cause autism now.
  Guys, is 5G dangerous? | 5G is dangerous.
  Is blood blue inside the body? | Blood is blue inside the body.
  Is rabies almost always fatal? | Rabies is almost always fatal.
  can u see stars at noon? | You can see stars at noon.
  Does anyone know if honey spoils? | Honey spoils.
  地球是平的吗？ | 地球是平的。
  apa bener kelelawar itu buta? | Kelelawar itu buta.
`);

const QUESTIONS_WITHOUT_ONE = lines(`
  Is the Earth flat or round?
  Isn't the Earth flat?
  Are files gone forever once the bin is emptied?
  Did Clinton get more votes and still lose?
  The Democrats have a plan, why do they hide it?
  Is it true or fake that NASA faked it?
  Is what they say about the water in Flint being full of lead still so?
  Kann Zitronensaft Krebs heilen?
  Правда ли, что Земля плоская?
  Dünya düz mü?
`);

describe('toClaimKind', () => {
  it.each(CLAIMS)('takes as a claim: %s', (sentence) => {
    expect(toClaimKind(sentence)).toEqual({ kind: 'claim' });
  });

  it.each(QUESTIONS_WITH_A_STATEMENT.map((line) => line.split(' | ')))('asks %s, about: %s', (question, statement) => {
    expect(toClaimKind(question ?? '')).toEqual({ kind: 'yes-no-question', statement });
  });

  it.each(QUESTIONS_WITHOUT_ONE)('knows a question whose statement it cannot tell: %s', (question) => {
    expect(toClaimKind(question)).toEqual({ kind: 'yes-no-question' });
  });

  it('finds something to check in every claim, and every form of one, of the starter pack', () => {
    const folder = new URL('../../../starter/', import.meta.url);
    const forms = readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .flatMap((name) => claimForms(JSON.parse(readFileSync(new URL(name, folder), 'utf8'))));
    expect(forms.length).toBeGreaterThan(150);
    expect(forms.filter((form) => toClaimKind(cleanMessage(form).text).kind === 'not-checkable')).toEqual([]);
  });

  it('gives a statement that is a claim itself, for any question', () => {
    const aux = fc.constantFrom('is', 'Are', 'does', 'Did', 'can', 'Has', 'will', 'do');
    const word = fc.constantFrom(
      'the',
      'Earth',
      'flat',
      'a',
      'of',
      'water',
      'cause',
      'blind',
      'built',
      'they',
      'or',
      'not',
    );
    fc.assert(
      fc.property(aux, fc.array(word, { minLength: 2, maxLength: 7 }), (first, rest) => {
        const found = toClaimKind(`${first} ${rest.join(' ')}?`);
        if (found.kind !== 'yes-no-question' || found.statement === undefined) return;
        expect(found.statement).toMatch(/^\P{Ll}.*[^?]\.$/u);
        for (const each of rest.filter((one) => one !== 'cause'))
          expect(found.statement.toLowerCase()).toContain(each.toLowerCase());
      }),
    );
  });

  it('gives an answer for any text at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(['claim', 'yes-no-question', 'not-checkable']).toContain(toClaimKind(text).kind);
      }),
    );
  });
});

/** Every `claimReviewed` in a starter file, and the forms beside it. */
function claimForms(entries: { claimReviewed: string; itemReviewed: { alternateName?: string[] } }[]): string[] {
  return entries.flatMap((entry) => [entry.claimReviewed, ...(entry.itemReviewed.alternateName ?? [])]);
}
