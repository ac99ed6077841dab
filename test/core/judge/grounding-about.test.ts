import { expect, it } from 'vitest';
import type { JudgeLabel } from '../../../src/core/judge/answer.ts';
import type { Stance } from '../../../src/core/types.ts';
import { ground, toAnswer, toPassage } from './grounding-fixture.ts';

type Told = readonly [title: string, text: string];
const judge = (text: string, label: JudgeLabel, stance: Stance, told: readonly Told[], language = 'en') =>
  ground(
    toAnswer(
      label,
      told.map(([, quote], at) => [at + 1, quote.split('\n\n').at(-1) ?? '', stance] as const),
    ),
    told.map(([title, quote], at) => toPassage(at + 1, quote, { title, language })),
    { text, language },
  ).verdict.label;

it.each<[string, string, Told, Told, string?]>([
  [
    'bats',
    'Bats are blind.',
    ['Bat eyesight', 'All species of bat have functioning eyes and can see.'],
    ['Do bats need their eyes?', 'Large fruit bats find food with their eyes and cannot echolocate at all.'],
  ],
  [
    'Napoleon',
    'Napoleon Bonaparte was unusually short.',
    [
      'How tall was Napoleon?',
      'At about 169 centimetres he was a little taller than the average Frenchman of his time.',
    ],
    ['The emperor', 'Napoleon stood 5 feet 7 inches in modern units, an average height in his day.'],
  ],
  [
    '5G',
    '5G networks spread the coronavirus.',
    ['Coronavirus mythbusters', 'Viruses cannot travel on radio waves or mobile networks.'],
    ['5G and COVID-19', 'The coronavirus is passed on through droplets when people cough, sneeze or speak.'],
  ],
  [
    'bleach',
    'Drinking bleach cures COVID-19.',
    ['Poison control', 'Swallowing bleach burns the mouth and the stomach, and it can kill.'],
    ['Disinfectants', 'Bleach is a poison and must never be swallowed or injected to treat an infection.'],
  ],
  [
    'Curie',
    'Marie Curie won the Nobel Prize in literature.',
    ['Marie Curie: facts', 'She received the prize for physics in 1903 and the one for chemistry in 1911.'],
    ['Women who changed science', 'Curie was honoured in two sciences, physics and chemistry, and in no other field.'],
  ],
  [
    'Everest',
    'Mount Everest is in Switzerland.',
    ['The highest mountain', 'Everest lies on the border of Nepal and the Tibet region of China.'],
    ['Himalaya', 'The summit of Everest is shared by Nepal and China.'],
  ],
  [
    'lightning',
    'Lightning never strikes the same place twice.',
    ['Lightning facts', 'The Empire State Building is hit about 20 times a year.'],
    ['Storm safety', 'Tall towers are hit by lightning again and again.'],
  ],
  [
    'a German one',
    'Spinat enthält besonders viel Eisen.',
    ['Wie viel Eisen steckt im Gemüse?', 'Spinat liefert mit 3,4 Milligramm nicht mehr als andere grüne Blätter.'],
    ['Ernährung', 'Der hohe Wert für Spinat geht auf getrocknete Blätter zurück.'],
    'de',
  ],
  [
    'another German one',
    'Goldfische haben ein Gedächtnis von drei Sekunden.',
    ['Das Gedächtnis der Goldfische', 'Die Tiere merken sich Futterzeiten über mehrere Monate.'],
    ['Aquarium', 'Forscher brachten Goldfischen bei, einen Hebel zu drücken, und sie konnten es Wochen später noch.'],
    'de',
  ],
  [
    'a Spanish one',
    'Los toros se enfurecen con el color rojo.',
    ['¿Ven los toros el color rojo?', 'Estos animales no distinguen los tonos rojos, y reaccionan al movimiento.'],
    ['Tauromaquia', 'El toro ataca el movimiento de la capa y no su tono.'],
    'es',
  ],
  [
    'another Spanish one',
    'La Torre Eiffel está en Londres.',
    ['La Torre Eiffel', 'Se levanta en el Campo de Marte de París desde 1889.'],
    ['Monumentos de Francia', 'La torre de Eiffel es el símbolo de París y domina la ciudad.'],
    'es',
  ],
])('a right refutation keeps its verdict: %s', (_name, claim, one, other, language) => {
  expect(judge(claim, 'false', 'refutes', [one, other], language)).toBe('false');
});

it.fails('a right refutation keeps its verdict where it names an object of the claim alone', () => {
  const one: Told = ['The ten percent myth', 'Scans show that humans have no brain area that lies completely idle.'];
  const other: Told = ['Neurology today', 'Over a day nearly every part of the brain is active, even in sleep.'];
  expect(judge('Humans use only 10 percent of their brain.', 'false', 'refutes', [one, other])).toBe('false');
});

it('a right support keeps its verdict where the sentence before names the subject', () => {
  const told: Told[] = [
    ['Lake Baikal', 'Baikal is in Siberia.\n\nAt 1,642 metres it is the deepest lake on Earth.'],
    ['Deepest lakes', 'Lake Baikal is deeper than any other lake on Earth, the deepest of all.'],
  ];
  expect(judge('Lake Baikal is the deepest lake on Earth.', 'true', 'supports', told)).toBe('true');
});

it.each<[string, Stance, JudgeLabel, Told, Told]>([
  [
    'Bats are blind.',
    'refutes',
    'false',
    ['Moles', 'Moles have small eyes and can tell light from dark.'],
    ['Weather', 'It did not rain in the valley for seven weeks.'],
  ],
  [
    'Drinking bleach cures COVID-19.',
    'refutes',
    'false',
    ['Malaria', 'No herb has been shown to stop malaria in children.'],
    ['Laundry', 'Wool should not be washed at more than 30 degrees.'],
  ],
  [
    'Anna Keller opened the school in Linden.',
    'refutes',
    'false',
    ['The hospital', 'The hospital in the north was not opened in time.'],
    ['Sports', 'The club did not win any of its games.'],
  ],
  [
    'The Oberwald tunnel opened to traffic in May 2024.',
    'supports',
    'true',
    ['The Oberwald bridge', 'The Oberwald bridge opened to traffic in May 2024.'],
    ['News', 'In May 2024 the new bridge at Oberwald was opened to all traffic by the minister.'],
  ],
  [
    'Unterwald banned plum dumplings.',
    'refutes',
    'false',
    ['Minutes', 'The council of Oberwald never voted on plum dumplings.'],
    ['Oberwald today', 'There is no ban on plum dumplings in Oberwald.'],
  ],
])('what is about something else carries nothing: %s', (claim, stance, label, one, other) => {
  expect(judge(claim, label, stance, [one, other])).toBe('unverified');
});
