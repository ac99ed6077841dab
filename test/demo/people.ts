import type { PersonId, State } from './page/views.ts';

/** Who can be played. */
export const PEOPLE: State['people'] = [
  { id: 'ana', name: 'Ana', role: 'member' },
  { id: 'ben', name: 'Ben', role: 'member' },
  { id: 'mia', name: 'Mia', role: 'moderator' },
];

/** One thing for each of them. */
export function forEach<T>(make: (person: State['people'][number]) => T): Record<PersonId, T> {
  return Object.fromEntries(PEOPLE.map((person) => [person.id, make(person)])) as Record<PersonId, T>;
}

/** What Ben wrote before anybody came: something to check by its menu. */
export const RUMOURS = [
  'Just read that the Great Wall of China can be seen from the Moon. Amazing!',
  'My cousin says Oberwald banned plum dumplings in March 2023',
] as const;

/** Claims worth a try, in the order in which they show most. */
export const CLAIMS: State['claims'] = [
  { label: 'Great Wall', text: 'The Great Wall of China can be seen from the Moon', about: 'known already: false' },
  {
    label: 'Kursk',
    text: 'In April 2025 Russia confirmed for the first time that North Korean forces fought alongside its troops in Kursk',
    about: 'known already: true',
  },
  { label: 'Bridge', text: 'The Oberwald bridge opened to traffic in May 2024', about: 'searched and judged: true' },
  { label: 'Dumplings', text: 'Oberwald banned plum dumplings in March 2023', about: 'searched and judged: false' },
  { label: 'Its cost', text: 'The Oberwald bridge cost 41 million euros', about: 'one publisher is not enough' },
  {
    label: 'Two at once',
    text: 'Bats are blind. The Great Wall of China can be seen from the Moon.',
    about: 'two claims in one message',
  },
  { label: 'Opinion', text: 'Plum dumplings are the best food in the world', about: 'nobody can check it' },
  { label: 'Question', text: 'Is the Oberwald bridge open?', about: 'not a statement' },
];
