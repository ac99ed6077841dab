import { describe, expect, it } from 'vitest';
import { matchAgainst } from '../core/match/matching-fixture.ts';

/**
 * Another claim, and yet the matcher says *same*: the worst it can do, since the prior verdict is then shown as this claim's. Each table is a
 * list of known faults; take its `fails` away, or move a line to the hard pairs, when it is put right.
 */
describe('another claim is not the same', () => {
  it.each([
    ['Tesla sold more cars than Ford.', 'Ford sold more cars than Tesla'],
    ['Dogs are smarter than cats.', 'Cats are smarter than dogs'],
    ['Women live longer than men.', 'Men live longer than women'],
    ['Norway is richer than Sweden.', 'Sweden is richer than Norway'],
    ['Trump was impeached once.', 'Trump was impeached twice'],
    ['One in three women smoke.', 'One in five women smoke'],
    ['The tower is 300 m tall.', 'The tower is 300 ft tall'],
    ['Spain beat Italy 4-0.', 'Spain beat Italy 4-1'],
    ['The church burnt a library.', 'The church built a library'],
    ['The Great Wall of China can be seen from the Moon.', 'The Great Wall of China is very long'],
    ['Vaccines cause autism.', 'Vaccines were discussed at an autism conference'],
    ['Queen Elizabeth II died in 2022.', 'Queen Elizabeth II was born in Mayfair'],
    ['Bulls hate the colour red.', 'Bulls love the colour red'],
    ['Biden pardoned his son.', 'Biden pardoned his daughter'],
  ])('%j | %j', async (claim, message) => {
    expect((await matchAgainst(claim, message))?.grade).not.toBe('likely');
  });
});

describe('another claim should not be the same', () => {
  it.each([
    ['The company laid off 1,600 employees in May.', 'The company laid off 1500 employees in May'],
    ['Inflation in Spain was 5 percent.', 'Inflation in Spain was .5 percent'],
    ['The tax costs every household $500.', 'The tax costs every household €500'],
    ['The vaccine price is <5 dollars.', 'The vaccine price is >5 dollars'],
    ['It was minus 5 degrees in Dubai.', 'It was 5 degrees in Dubai'],
    ['5½ million people died in the famine.', '5 million people died in the famine'],
    ['A million people marched in Rome.', 'A billion people marched in Rome'],
    ['A third of Germans smoke.', 'Two thirds of Germans smoke'],
  ])('another number: %j | %j', async (claim, message) => {
    expect((await matchAgainst(claim, message))?.grade).not.toBe('likely');
  });

  it.fails.each([
    ['Humans have five senses.', 'Humans have more than five senses'],
    ['The law passed 5 to 4.', 'The law passed 4 to 5'],
    ['Prices rose by 50%.', 'Prices rose to 50%'],
  ])('another number: %j | %j', async (claim, message) => {
    expect((await matchAgainst(claim, message))?.grade).not.toBe('likely');
  });

  it.each([
    ['Diamonds are made from coal.', 'Coal is made from diamonds'],
    ['Cats outlive dogs.', 'Dogs outlive cats'],
  ])('changed places: %j | %j', async (claim, message) => {
    expect((await matchAgainst(claim, message))?.grade).not.toBe('likely');
  });

  it.fails.each([
    ['Biden pardoned his son.', "Biden's son pardoned him"],
    ['Tom Hanks was arrested.', "Tom Hanks's brother was arrested"],
    ['Sugar is as addictive as cocaine.', 'Cocaine is as addictive as sugar'],
  ])('the other way round: %j | %j', async (claim, message) => {
    expect((await matchAgainst(claim, message))?.grade).not.toBe('likely');
  });

  it.each([
    ['Crime is up in London.', 'Crime is down in London'],
    ['Few Americans own guns.', 'Most Americans own guns'],
    ['Some vaccines contain mercury.', 'All vaccines contain mercury'],
    ['Vaccines contain mercury.', 'Vaccines rarely contain mercury'],
  ])('another sense: %j | %j', async (claim, message) => {
    expect((await matchAgainst(claim, message))?.grade).not.toBe('likely');
  });

  it.each([
    ['The senator voted for the bill.', 'The senator voted against the bill'],
    ['Vaccines = poison for children.', 'Vaccines ≠ poison for children'],
  ])('another sense: %j | %j', async (claim, message) => {
    expect((await matchAgainst(claim, message))?.grade).not.toBe('likely');
  });

  it.fails.each([
    ['Mount Everest is the tallest mountain.', 'Mount Everest is the second tallest mountain'],
    ['Tom Hanks was arrested.', 'Tom Hanks was nearly arrested'],
    ['The bridge fell.', 'The bridge almost fell'],
    ['Turkey left NATO.', 'Turkey wants to leave NATO'],
    ['Russia attacked Ukraine.', 'Russia plans to attack Ukraine'],
  ])('another sense: %j | %j', async (claim, message) => {
    expect((await matchAgainst(claim, message))?.grade).not.toBe('likely');
  });

  it.each([
    ['Trump: vaccines cause autism.', 'Trudeau: vaccines cause autism'],
    ['The Sun orbits the Earth.', 'The Earth orbits the Sun'],
    ['Oxford University is older than the Aztec Empire.', 'The Aztec Empire is older than Oxford University'],
    ['Volcanoes emit more carbon dioxide than people.', 'People emit more carbon dioxide than volcanoes'],
    ['Women in Switzerland got the vote in 1971.', 'Men in Switzerland got the vote in 1971'],
  ])('another subject: %j | %j', async (claim, message) => {
    expect((await matchAgainst(claim, message))?.grade).not.toBe('likely');
  });

  it.fails.each([
    ['The Great Wall of China can be seen from the Moon.', 'Great Wall of China'],
    ['Queen Elizabeth II died in 2022.', 'Queen Elizabeth II'],
    ['Vaccines cause autism.', 'Vaccines and autism'],
  ])('only the subject: %j | %j', async (claim, message) => {
    expect((await matchAgainst(claim, message))?.grade).not.toBe('likely');
  });
});
