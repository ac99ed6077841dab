import { describe, expect, it } from 'vitest';
import { cleanMessage } from '../../../src/core/claim/clean.ts';
import { toClaimKey } from '../../../src/core/language/canonical-form.ts';

const keyOf = (message: string) => toClaimKey(cleanMessage(message).text);

describe('toClaimKey', () => {
  it.each([
    ['The Earth is flat.', 'the earth is flat'],
    ['The Earth is flat.', 'THE EARTH IS FLAT!!!'],
    ['The Earth is flat', '“The Earth is flat”'],
    ['The Earth is flat', 'BREAKING: Fwd: the Earth is flat 😱 https://example.org'],
    ['The Earth is flat', '  The   Earth\u200b is\u00a0flat  '],
    ['The Earth is flat', '𝐓𝐡𝐞 𝐄𝐚𝐫𝐭𝐡 𝐢𝐬 𝐟𝐥𝐚𝐭'],
    ['The Earth is flat', '#The @Earth is *flat*'],
    ["Vaccines don't cause autism", 'Vaccines don’t cause autism'],
    ["Vaccines don't cause autism", 'Vaccines do not cause autism'],
    ["Vaccines don't cause autism", 'Vaccines dont cause autism'],
    ["You can't catch it", 'You cannot catch it'],
    ["It won't end", 'It will not end'],
    ['The U.S. left', 'The USA left'],
    ['US troops left', 'United States troops left'],
    ['Coronavirus disease is a hoax', 'covid-19 is a hoax'],
    ['5% of people', '5 percent of people'],
    ['1,500 people died', '1500 people died'],
    ['1,500,000 people died', '1500000 people died'],
    ['350 million people died', 'three hundred and fifty million people died'],
    ['It was -5 degrees', 'It was −5 degrees'],
    ['It was -5 degrees', 'It was minus 5 degrees'],
    ['Beyoncé is dead', 'Beyonce is dead'],
    ['The café burnt down', 'The cafe\u0301 burnt down'],
    ['5G kills', '#5G kills'],
    ['地球是平的。', '「地球是平的」'],
    ['檸檬水可以治療癌症', '柠檬水可以治疗癌症'],
    ['政府宣佈發放三千元消費券', '政府宣布发放三千元消费券'],
    ['The Earth is flat', 'Тhe Еаrth is flаt'],
    ['Земля плоская', 'Зeмля плocкaя'],
    ['الأرض مسطحة', '«الأرض مسطحة»'],
  ])('is equal for spellings of one claim: %j, %j', (one, other) => {
    expect(keyOf(other)).toBe(keyOf(one));
    expect(keyOf(one)).not.toBe('');
  });

  it.each([
    ['5 people died', '6 people died'],
    ['5 people died', '50 people died'],
    ['1.5 million died', '15 million died'],
    ['1.5 million died', '1,500 million died'],
    ['1.500 people', '15.00 people'],
    ['It was -5 degrees', 'It was 5 degrees'],
    ['It was −5.5 degrees', 'It was 5.5 degrees'],
    ['Vaccines cause autism', "Vaccines don't cause autism"],
    ['Vaccines cause autism', 'Vaccines never cause autism'],
    ['Germany invaded Poland', 'Poland invaded Germany'],
    ['5% of people', '5 people'],
    ['She won 3:1', 'She won 31'],
    ['The train left at 10:30', 'The train left at 1030'],
    ['Paris is burning', 'Rome is burning'],
    ['World War I ended', 'World War II ended'],
    ['North Korea fired', 'South Korea fired'],
    ['It is 5 °C', 'It is 5 °F'],
    ['地球是平的', '地球是圆的'],
  ])('is another for another claim: %j, %j', (one, other) => {
    expect(keyOf(other)).not.toBe(keyOf(one));
  });

  it('is its own key', () => {
    for (const text of ["The U.S. can't lose 1,500 men", 'It was -5%', 'World War II']) {
      expect(toClaimKey(toClaimKey(text))).toBe(toClaimKey(text));
    }
  });

  it.each([
    ['Inflation was .5%', 'Inflation was 5%'],
    ['It was -.5 degrees', 'It was .5 degrees'],
    ['The tax is $5', 'The tax is €5'],
    ['The risk is <5%', 'The risk is >5%'],
    ['Vaccines = poison', 'Vaccines ≠ poison'],
    ['C++ is unsafe', 'C is unsafe'],
    ['The moon is 10² km wide', 'The moon is 102 km wide'],
    ['5½ million people died', '51 2 million people died'],
    ['If Biden wins, Texas secedes', 'Biden wins, Texas secedes'],
    ['Trump: vaccines cause autism', 'Trudeau: vaccines cause autism'],
    ['They gave us a vaccine', 'They gave USA vaccine'],
  ])('a sign that changes the claim changes the key: %j, %j', (one, other) => {
    expect(keyOf(other)).not.toBe(keyOf(one));
  });

  it.each([
    ["You can't catch it", 'You can not catch it'],
    ['Inflation was .5%', 'Inflation was 0.5%'],
  ])('more spellings of one claim: %j, %j', (one, other) => {
    expect(keyOf(other)).toBe(keyOf(one));
  });

  it.each([
    ["They're safe", 'They are safe'],
    ["It's flat", 'It is flat'],
    ["I'm ill", 'I am ill'],
    ['EVs burn', 'evs burn'],
    ['The US left', 'The United States left'],
    ['They say bats are blind', 'Bats are blind'],
  ])('more spellings of one claim: %j, %j', (one, other) => {
    expect(keyOf(other)).toBe(keyOf(one));
  });

  // An object's own property is read as a contraction.
  it('a word that every object has should be only a word', () => {
    expect(toClaimKey('The constructor died')).toBe('the constructor died');
  });
});
