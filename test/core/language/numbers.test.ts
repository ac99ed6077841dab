import { describe, expect, it } from 'vitest';
import { areComparable, areEqual, toQuantities } from '../../../src/core/language/numbers.ts';

/** As `value unit`, joined. */
const read = (text: string) =>
  toQuantities(text)
    .map(({ value, unit }) => `${value} ${unit}`.trim())
    .join(', ');
const first = (text: string) => {
  const quantity = toQuantities(text)[0];
  if (!quantity) throw new Error(`no quantity in ${text}`);
  return quantity;
};

describe('toQuantities', () => {
  it.each([
    ['5', '5'],
    ['05', '5'],
    ['1,500', '1500'],
    ['1,500,000', '1500000'],
    ['1.500.000', '1500000'],
    ['1,000.50', '1000.5'],
    ['1.5', '1.5'],
    ['1,5', '1.5'],
    ['-5', '-5'],
    ['−5.5', '-5.5'],
    ['twenty-five thousand', '25000'],
    ['one hundred and one', '101'],
    ['three hundred and fifty million', '350000000'],
    ['5 lakh', '500000'],
    ['five hundred thousand', '500000'],
    ['two dozen', '24'],
    ['one million', '1000000'],
    ['3bn', '3000000000'],
    ['3 billion', '3000000000'],
    ['2.5 million', '2500000'],
    ['$3bn', '3000000000 usd'],
    ['US$5', '5 usd'],
    ['€0.50', '0.5 eur'],
    ['5 euros', '5 eur'],
    ['10 percent', '10 percent'],
    ['10 per cent', '10 percent'],
    ['half of people', '50 percent'],
    ['7 days', '7 day'],
    ['5 ft', '5 foot'],
    ['٥٠', '50'],
    ['५०', '50'],
    ['covid-19', '19'],
    ['5-10', '5, 10'],
    ['nobody', ''],
    ['one of us', ''],
    ['no one', ''],
    ['1.2.3', ''],
    ['', ''],
    ['-', ''],
    ['$', ''],
  ])('%j is %j', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ['one week', '7 days'],
    ['384,400 km', '240,000 miles'],
    ['100m', '100 metres'],
    ['100m', '100 million'],
    ['1 hour', '60 minutes'],
    ['£5', '5 pounds'],
    ['1,500', '1500'],
    ['3 billion dollars', '$3bn'],
  ])('are equal: %s, %s', (one, other) => {
    const numbers = [one.replace('one week', '1 week'), other].map(first);
    expect(areEqual(numbers[0] as never, numbers[1] as never)).toBe(true);
    expect(areEqual(numbers[1] as never, numbers[0] as never)).toBe(true);
  });

  it.each([
    ['5', '-5'],
    ['1.5', '15'],
    ['95 percent', '59 percent'],
    ['3 million', '3 billion'],
    ['7 days', '8 days'],
    ['100 km', '100 miles'],
    ['5 kg', '5 days'],
  ])('are not equal: %s, %s', (one, other) => {
    expect(areEqual(first(one), first(other))).toBe(false);
    expect(areEqual(first(other), first(one))).toBe(false);
  });

  it('kinds of measure are compared only with their own', () => {
    expect(areComparable(first('5 km'), first('3 miles'))).toBe(true);
    expect(areComparable(first('5 km'), first('3 days'))).toBe(false);
    expect(areComparable(first('5 km'), first('3'))).toBe(true);
    expect(areComparable(first('5 percent'), first('$3'))).toBe(false);
  });

  // Known faults: take `fails` away when they are put right.
  it.each([
    // An object's own property is read as a number word.
    ['the constructor died', ''],
  ])('%j should be %j', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ['.5 percent', '0.5 percent'],
    ['-.5', '-0.5'],
    ['minus five', '-5'],
    ['-$5', '-5 usd'],
    ['10 000 people', '10000'],
    ['5½ million', '5500000'],
    ['51⁄2 million', '5500000'],
    ['a million', '1000000'],
    ['a billion people', '1000000000'],
    ['a hundred people', '100'],
    ['five point two', '5.2'],
    ['five and a half million', '5500000'],
    ['one week', '1 week'],
  ])('%j should be %j', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.fails.each([['50 cents', '0.5 usd']])('%j should be %j', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it('a number too large for the machine equals itself', () => {
    const large = first('9'.repeat(400));
    expect(areEqual(large, large)).toBe(true);
  });
});
