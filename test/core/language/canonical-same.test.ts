import { describe, expect, it } from 'vitest';
import { isIdentical } from './identical.ts';

/** A wording as it is known, and messages that say it. */
const SAME: readonly (readonly [wording: string, messages: readonly string[]])[] = [
  ['The Earth is flat', ['the earth is FLAT!!!', 'the earth’s flat', '“The Earth is flat” 😱', 'The Earth is flat?']],
  [
    'Vaccines cause autism',
    [
      'Vaccine causes autism',
      'vaccines cause autism. Share this!',
      'Do vaccines cause autism?',
      '#Vaccines cause #autism',
    ],
  ],
  [
    "Vaccines don't cause autism",
    ['vaccines dont cause autism', 'Vaccines do not cause autism', 'Do vaccines not cause autism?'],
  ],
  [
    "You can't breathe on Mars",
    ['you cannot breathe on mars', 'You can not breathe on Mars', 'u cant breathe on Mars'],
  ],
  // Filler
  [
    'Bats are blind',
    [
      'They say bats are blind',
      'my uncle says that bats are blind lol',
      'Did you know that bats are blind?',
      'I heard bats are blind, please share',
      'bats are blind, right?',
      "Bats are blind, aren't they?",
      'bats are blind, is that true?',
      'Is it true that bats are blind?',
      'Rumour has it that bats are blind',
      'Fun fact: bats are blind',
      'Apparently bats are blind',
      'My nan always says bats are blind',
      'Bats are blind, says my neighbour',
      'Look what I got. Bats are blind. What do you think?',
    ],
  ],
  [
    'La Tierra es plana',
    ['Dicen que la Tierra es plana', '¿Es verdad que la Tierra es plana?', 'La tierra es plana, ¿verdad?'],
  ],
  ['A Terra é plana', ['Ouvi dizer que a Terra é plana', 'Será que a Terra é plana?']],
  [
    'La Terre est plate',
    ['Est-ce que la Terre est plate ?', 'On dit que la Terre est plate', 'la terre est plate, n’est-ce pas ?'],
  ],
  [
    'Die Erde ist eine Scheibe',
    [
      'Man sagt, die Erde ist eine Scheibe',
      'Die Erde ist eine Scheibe, oder?',
      'Ich habe gehört, die Erde ist eine Scheibe',
    ],
  ],
  ['पृथ्वी चपटी है', ['क्या पृथ्वी चपटी है?', 'सुना है कि पृथ्वी चपटी है']],
  ['الأرض مسطحة', ['هل الأرض مسطحة؟', 'سمعت أن الأرض مسطحة', 'الأرضُ مسطّحةٌ']],
  ['Bumi datar', ['Apakah bumi datar?', 'Katanya bumi datar']],
  ['Земля пласка', ['Чи правда, що Земля пласка?', 'Кажуть, що земля пласка']],
  ['地球是平的', ['听说地球是平的', '地球是平的吗？', '「地球 是平的」', '地球是平的，请转发']],
  // Questions
  [
    'The Great Wall is visible from the Moon',
    ['Is the Great Wall visible from the Moon?', 'is the great wall visible from the moon'],
  ],
  [
    'Is the Great Wall visible from the Moon?',
    ['The Great Wall is visible from the Moon', 'is the great wall visible from the moon'],
  ],
  ['Napoleon died in 1821', ['Did Napoleon die in 1821?']],
  ['Lincoln freed the slaves', ['Did Lincoln free the slaves?']],
  ['The hall was stormed by Obelix', ['Was the hall stormed by Obelix?']],
  ['Coffee causes cancer', ['Does coffee cause cancer']],
  ['The Sun goes around the Earth', ['Does the Sun go around the Earth?']],
  ['The Pope has died', ['Has the Pope died?']],
  ['You can see the Wall from space', ['Can you see the Wall from space?']],
  // Inflection and spelling
  ['Men and women with children have tumours', ['Man and woman with child has tumor']],
  ['The organisation analysed the colour of travellers', ['the organization analyzed the color of travelers']],
  ['EVs burn', ['evs burn', 'EV burns']],
  ['The firm learnt of the viruses', ['the firm learned of the virus']],
  // Contractions
  ["Cats will not swim, they're heavy", ["Cats won't swim, they are heavy", 'cats wont swim, theyre heavy']],
  [
    "It's illegal to own one goldfish in Rome",
    ['It is illegal to own 1 goldfish in Rome', "it's illegal to own one goldfish in rome"],
  ],
  ['Sugar is going to kill you & all', ['sugar is gonna kill u and all']],
  // Numbers, units and dates
  [
    '1,500,000 people died',
    [
      '1.5 million people died',
      '1500000 people died',
      '1.5m people died',
      '1.500.000 people died',
      '1 500 000 people died',
      'one and a half million people died',
      '15 lakh people died',
      '15,00,000 people died',
    ],
  ],
  ['80% of people agree', ['eighty percent of people agree', '80 per cent of people agree', '٨٠٪ of people agree']],
  [
    'The firm paid $5 million',
    [
      'the firm paid 5 million dollars',
      'the firm paid 5m USD',
      'the firm paid US$5m',
      'the firm paid five million US dollars',
      'the firm paid $5,000,000',
    ],
  ],
  ['Farmers got Rs 5,00,000', ['Farmers got 5 lakh rupees', 'Farmers got ₹500,000']],
  [
    'The tower is 1.5 km tall',
    ['the tower is 1,500 metres tall', 'the tower is 1500m tall', 'the tower is 150000 cm tall'],
  ],
  ['The stone weighs 2 kg', ['The stone weighs 2,000 grams', 'the stone weighs two kilos']],
  [
    'The trial lasted a total of 1 week',
    ['the trial lasted a total of seven days', 'the trial lasted a total of 168 hours'],
  ],
  ['Trains go at 300 km/h', ['trains go at 300 kilometres per hour', 'trains go at 300 kmh']],
  ['Rome had -5 °C', ['Rome had minus 5 degrees Celsius', 'Rome had −5°C']],
  ['The first man left', ['The 1st man left']],
  ['The twenty-first century is long', ['the 21st century is long']],
  ['Inflation was 0.5%', ['inflation was .5 percent', 'inflation was 0.50%']],
  ['The town has 1.500 people', ['The town has 1500 people']],
  [
    'The bridge opened on 26 April 2025',
    [
      'The bridge opened on April 26th, 2025',
      'The bridge opened on 2025-04-26',
      'The bridge opened on 26/04/2025',
      'the bridge opened on 26 Apr 2025',
      'the bridge opened on the 26th of April 2025',
      'The bridge opened on Apr. 26, 2025',
    ],
  ],
  ['The bridge opened on 12/11/2025', ['The bridge opened on 12.11.2025']],
  ['Die Brücke wurde am 26.04.2025 eröffnet', ['Die Bruecke wurde am 26. April 2025 eröffnet']],
  ['Troops left on May 5', ['Troops left on 5 May', 'Troops left on the 5th of May']],
  // Names
  [
    'The US banned TikTok',
    ['the us banned tiktok', 'THE US BANNED TIKTOK', 'The U.S. banned TikTok', 'The United States banned TikTok'],
  ],
  ['US troops left Kabul', ['us troops left kabul', 'USA troops left Kabul']],
  ['The WHO says coffee is safe', ['the who says coffee is safe', 'The World Health Organization says coffee is safe']],
  ['World War II ended in 1945', ['WW2 ended in 1945', 'the Second World War ended in 1945']],
  ['COVID-19 is a hoax', ['covid is a hoax', 'Coronavirus disease is a hoax']],
  ['AI kills jobs', ['Artificial intelligence kills jobs']],
  // Letters
  ['Müller isst Weißbrot', ['Mueller isst Weissbrot']],
  ['El café es caro', ['El cafe es caro']],
];

describe('a message that says a known wording', () => {
  it.each(SAME.flatMap(([wording, messages]) => messages.map((message) => [message, wording] as const)))(
    'is identical: %j says %j',
    (message, wording) => expect(isIdentical(wording, message)).toBe(true),
  );
});
