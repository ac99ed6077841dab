import { describe, expect, it } from 'vitest';
import { toFacts } from '../../../src/core/language/facts.ts';
import { areComparable, areEqual } from '../../../src/core/language/numbers.ts';

describe('numbers in words and signs', () => {
  it.each([
    ['El gobierno regalará cinco mil pesos a todos', 5000],
    ['mil millones de euros para el banco', 1e9],
    ['El alcalde invitó a treinta y cinco familias', 35],
    ['Hubo más de quinientas personas en la plaza', 500],
    ['O governo vai dar dois mil e quinhentos reais a todos', 2500],
    ['A cidade tem três milhões de habitantes', 3e6],
    ['Le gouvernement donne trois mille euros aux familles', 3000],
    ['il y a quatre-vingt-dix-sept personnes dans la salle', 97],
    ['soixante-quinze personnes sont mortes', 75],
    ['Die Regierung zahlt zwanzigtausend Euro an alle', 20000],
    ['Es gab einundzwanzig Tote in der Stadt', 21],
    ['Der Preis beträgt 1.500 Euro im Monat', 1500],
    ['Pemerintah memberi dua ratus lima puluh ribu rupiah kepada warga', 250000],
    ['ada lima belas orang di sini yang meninggal', 15],
    ["Уряд дає п'ять тисяч гривень кожному", 5000],
    ['सरकार हर किसान को पाँच लाख रुपये देगी', 500000],
    ['政府宣布每人发放三千元消费券', 3000],
    ['共有3万人参加了比赛', 30000],
    ['منحت الحكومة خمسة آلاف دولار لكل أسرة', 5000],
    ['It cost Rs 5,00,000', 500000],
    ['The state paid 10 lakh rupees', 1e6],
  ])('%s: %d', (text, value) => {
    expect(toFacts(text).quantities.map((quantity) => quantity.value)).toEqual([value]);
  });

  it.each([
    ['It was 45 degrees Celsius', 'It was 45°F', false],
    ['It was 20°C', 'It was 68 degrees Fahrenheit', true],
    ['It was 45 degrees', 'It was 45 °C', true],
    ['Rates rose by 2 percent', 'Rates rose by 2 percentage points', false],
    ['The fee is 1,200 euros per month', 'The fee is 1,200 euros a year', false],
    ['The fee is 100 euros per month', 'The fee is 1,200 euros a year', true],
    ['The fee is 100 euros a month', 'The fee is 100 euros', true],
    ['They are half as likely to smoke', 'They are twice as likely to smoke', false],
    ['More than 500 people came', 'Fewer than 500 people came', false],
    ['More than 500 people came', '500 people came', true],
    ['They paid 1 million rupees', 'They paid 10 lakh rupees', true],
    ['They paid Rs 1,00,000', 'They paid Rs 5,00,000', false],
    ['El banco dio tres mil euros a la gente', 'El banco dio 3.000 euros a la gente', true],
  ])('%j and %j name one amount: %s', (one, other, isSame) => {
    const [[here], [there]] = [toFacts(one).quantities, toFacts(other).quantities];
    if (!here || !there) throw new Error('no quantity');
    expect(areComparable(here, there) && areEqual(here, there)).toBe(isSame);
  });
});
