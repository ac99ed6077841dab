import { describe, expect, it } from 'vitest';
import { isIdentical } from './identical.ts';

/** Known wordings, each with messages that are other claims. */
const DIFFERENT: Readonly<Record<string, readonly (readonly [wording: string, messages: readonly string[]])[]>> = {
  'another deed, with its complement': [
    [
      'The mayor apologised to residents in March 2025',
      [
        'The mayor was arrested in March 2025',
        'The mayor died in March 2025',
        'The mayor resigned in March 2025',
        'The mayor moved to Rome in March 2025',
      ],
    ],
    [
      'The bridge opened to traffic in 2024',
      [
        'The bridge collapsed in 2024',
        'The bridge burnt down in 2024',
        'The bridge was destroyed in 2024',
        'The bridge was sold in 2024',
      ],
    ],
    [
      'The airport closed to flights on Monday',
      ['The airport was bombed on Monday', 'The airport flooded on Monday', 'The airport opened to flights on Monday'],
    ],
    [
      'Taylor Swift donated to a food bank in Berlin',
      [
        'Taylor Swift was arrested in Berlin',
        'Taylor Swift fell off a stage in Berlin',
        'Taylor Swift cancelled a concert in Berlin',
      ],
    ],
    [
      'Pope Francis apologised to survivors in Canada in July 2022',
      ['Pope Francis died in Canada in July 2022', 'Pope Francis was injured in Canada in July 2022'],
    ],
    ['Boeing paid a fine to the US government', ['Boeing bribed the US government', 'Boeing sued the US government']],
    [
      'The Bank of England raised interest rates in May 2026',
      ['The Bank of England kept interest rates in May 2026', 'The Bank of England cut interest rates in May 2026'],
    ],
    [
      'Einstein was offered the presidency of Israel',
      ['Einstein was president of Israel', 'Einstein refused the presidency of Israel'],
    ],
    [
      'The company recalled its cars in June',
      [
        'The company sold its cars in June',
        'The company gave away its cars in June',
        'The company burned its cars in June',
      ],
    ],
    ['The school closed to visitors in May', ['The school caught fire in May', 'The school was raided in May']],
    ['The minister travelled to Kyiv', ['The minister fled to Kyiv', 'The minister refused to go to Kyiv']],
  ],
  'a preposition, an article, a quantifier': [
    ['The Earth travels around the Sun', ['The Earth travels to the Sun', 'The Sun travels around the Earth']],
    ['Sea levels rose by 3 cm', ['Sea levels rose to 3 cm', 'Sea levels rose 3 cm']],
    [
      'Most vaccines contain mercury',
      [
        'Vaccines contain mercury',
        'Some vaccines contain mercury',
        'All vaccines contain mercury',
        'No vaccines contain mercury',
        'The vaccines contain mercury',
      ],
    ],
    ['Only 10% of people voted', ['10% of people voted', 'At least 10% of people voted']],
    ['An actor died', ['The actor died']],
    ['Thousands died in Rome', ['Thousand died in Rome', 'Hundreds died in Rome']],
  ],
  'a modal, a tense, a hedge': [
    [
      'The vaccine causes clots',
      [
        'The vaccine may cause clots',
        'The vaccine can cause clots',
        'The vaccine caused clots',
        'The vaccine will cause clots',
        'The vaccine allegedly causes clots',
        'Does the vaccine not cause clots?',
        'Did the vaccine cause clots?',
        'The vaccine is causing clots',
      ],
    ],
    ['The mayor is alive', ['The mayor was alive', 'Was the mayor alive?', 'The mayor has been alive']],
    [
      'The mayor resigned',
      ['The mayor resigns', 'The mayor has resigned', 'The mayor did not resign', 'Does the mayor resign?'],
    ],
    ['Trump cuts taxes', ['Did Trump cut taxes?']],
    ['The drug hardly works', ['The drug works', 'The drug works hard']],
  ],
  'not, and what is as good as it': [
    [
      'Alba has the lowest crime rate',
      [
        'Alba does not have the lowest crime rate',
        'Alba has the highest crime rate',
        'Alba does not have the highest crime rate',
      ],
    ],
    ['Rents decreased', ['Rents did not increase', 'Rents increased']],
    [
      'Vaccines cause autism',
      [
        "Vaccines don't cause autism",
        'Vaccines never cause autism',
        "Don't vaccines cause autism?",
        'It is a myth that vaccines cause autism',
        'There is no evidence that vaccines cause autism',
      ],
    ],
    ['Lemon water can cure cancer', ['Lemon water can not cure cancer', 'Lemon water cannot cure cancer']],
    ['Es gibt nicht', ['Es gibt nichts']],
    ['Impfungen töten nicht', ['Impfungen töten']],
  ],
  'a title, a possessor, an actor': [
    ['King Charles died', ['Prince Charles died', 'Charles died', 'The King died']],
    ["The mayor's wife died", ['The mayor died', 'The wife of the mayor died']],
    [
      'The United States banned plum dumplings in March 2023',
      ['The council of Alba banned plum dumplings in March 2023', 'A bakery chain banned plum dumplings in March 2023'],
    ],
    ['The health ministry recalled 300 batches', ['A dairy company recalled 300 batches']],
    ['Joe Biden won the 2020 election', ['Donald Trump won the 2020 election', 'Joe Biden lost the 2020 election']],
    ['Williams won Wimbledon', ['William won Wimbledon']],
    ['Germany invaded Poland', ['Poland invaded Germany']],
  ],
  'whose word it is': [
    [
      'Vaccines kill',
      [
        'The mayor says vaccines kill',
        'Three doctors say vaccines kill',
        'Experts say vaccines kill',
        'Scientists say vaccines kill',
        'Many people say vaccines kill',
        'The WHO says vaccines kill',
      ],
    ],
  ],
  'which way it is compared': [
    [
      'An electric car causes more CO2 than a petrol car',
      ['An electric car causes less CO2 than a petrol car', 'A petrol car causes more CO2 than an electric car'],
    ],
    [
      'Women are twice as likely to fall ill',
      ['Women are half as likely to fall ill', 'Women are as likely to fall ill'],
    ],
    [
      'Unemployment fell by 3.5 percent',
      ['Unemployment barely rose by 3.5 percent', 'Unemployment rose by 3.5 percent'],
    ],
  ],
  'a number, a unit, a period': [
    [
      'Rome had 45 degrees Celsius',
      ['Rome had 45 degrees Fahrenheit', 'Rome had 45°F', 'Rome had 45 degrees', 'Rome had -45 degrees Celsius'],
    ],
    [
      'Inflation rose by 2 percent',
      ['Inflation rose by 2 percentage points', 'Inflation rose by 2', 'Inflation rose by 20 percent'],
    ],
    [
      'Nurses get 1,200 euros per month',
      ['Nurses get 1,200 euros per year', 'Nurses get 1,200 dollars per month', 'Nurses get 12,000 euros per month'],
    ],
    ['Romans built 5 ships', ['Romans built 50 ships', 'Romans built 5 boats']],
    [
      'The state paid Rs 1,00,000 to each student',
      ['The state paid Rs 5,00,000 to each student', 'The state paid Rs 1,000 to each student'],
    ],
    [
      'The tower is 100m tall',
      ['The tower is 100 million tall', 'The tower is 100 feet tall', 'The tower is 100 miles tall'],
    ],
    ['The land has 5 km²', ['The land has 5,000 m²']],
    ['5G kills', ['5 grams kills', '5 kg kills']],
    ['Prison lasts 2 months', ['Prison lasts 60 days', 'Prison lasts 2 years']],
    ['The fee is $5', ['The fee is €5', 'The fee is A$5', 'The fee is 5']],
    ['Python 3.1 is slow', ['Python 3.10 is slow']],
    ['Biden got 1.234 votes', ['Biden got 1234 votes']],
    ['No one is safe', ['No 1 is safe']],
    [
      'El gobierno regalará cinco mil pesos',
      ['El gobierno regalará 9000 pesos', 'El gobierno regalará seis mil pesos'],
    ],
  ],
  'another date, or a date more': [
    [
      'The war ended on 3 April 2025',
      [
        'The war ended on 12/11/2025',
        'The war ended on 4 April 2025',
        'The war ended on 3 April 2024',
        'The war ended on 3 April',
        'The war ended in April 2025',
        'The war ended',
        'The war ended in 2025',
      ],
    ],
    [
      'The war ended on 12/11/2025',
      ['The war ended on 11/12/2025', 'The war ended on 12 November 2025', 'The war ended on December 11, 2025'],
    ],
    ['Banks close in 2024', ['Banks close in 2025', 'Banks close']],
  ],
  'an end or a beginning that only looks like filler': [
    ['The firm lost its market share', ['The firm lost its market']],
    ['El rey no comparte', ['El rey no']],
    ['Dear Leader Kim died', ['Leader Kim died']],
    ['Word is a program', ['A program']],
    ['The left is right', ['The left is', 'The left is, right?']],
    ['Apparently bats are blind and deaf', ['Bats are apparently blind and deaf']],
  ],
  'words that look alike': [
    ['The plan failed', ['The plane failed', 'The plant failed']],
    ['Workers filled the form', ['Workers filed the form']],
    ['News is bad', ['New is bad']],
    ['AIDS is fake', ['Aid is fake']],
    ['Banks lie to the US', ['BANKS LIE TO US', 'Banks lie to us']],
    ['Robots lie to US citizens', ['Robots lie to us, the citizens']],
    ['The Who broke up', ['The WHO broke up']],
    ['Coronavirus was found in the 1960s', ['COVID-19 was found in the 1960s']],
    ['地球是平的', ['地球是圆的', '地球不是平的']],
  ],
};

describe.each(Object.entries(DIFFERENT))('%s', (_kind, table) => {
  it.each(table.flatMap(([wording, messages]) => messages.map((message) => [wording, message] as const)))(
    'is never identical: %j, %j',
    (wording, message) => {
      expect(isIdentical(wording, message)).toBe(false);
      expect(isIdentical(message, wording)).toBe(false);
    },
  );

  it.each(table.map(([wording]) => wording))('is known by itself: %j', (wording) => {
    expect(isIdentical(wording, wording)).toBe(true);
  });
});
