import type { Check, Citation, Source, Stance, VerdictLabel } from '../../../src/core/types.ts';

/** A message's checks as they could be made today, in fixed words: what stands in docs/cards.md. Oberwald and its publishers are made up. */
export interface TypicalCard {
  /** Of its files. */
  name: string;
  /** In docs/cards.md. */
  title: string;
  checks: readonly Check[];
  /** What the asker said of the closest claim. */
  word?: 'same';
  /** Language of the group. */
  language?: string;
}

const GAZETTE: Source = {
  url: 'https://gazette.example/bridge-opens',
  title: 'Oberwald opens its new bridge',
  publisher: 'Oberwald Gazette',
  publishedAt: '2024-05-13',
};
const REPORT: Source = {
  url: 'https://roads.example/projects/oberwald',
  title: 'Oberwald bridge: project report',
  publisher: 'Valley Roads Agency',
  publishedAt: '2024-06-01',
};
const MINUTES: Source = {
  url: 'https://council.example/minutes/2023-03',
  title: 'Minutes of the town council, March 2023',
  publisher: 'Town of Oberwald',
  publishedAt: '2023-03-28',
};
const FACTS: Source = {
  url: 'https://facts.example/dumplings',
  title: 'Did Oberwald ban plum dumplings?',
  publisher: 'Example Facts',
  publishedAt: '2023-04-02',
};
const POLICE: Source = {
  url: 'https://police.example/oberwald/2024',
  title: 'Reported offences in Oberwald, 2023 and 2024',
  publisher: 'Valley Police',
  publishedAt: '2025-02-10',
};

const quote = (source: Source, stance: Stance, text: string): Citation => ({
  source,
  stance,
  statement: text,
  quote: text,
  quoteVerified: true,
});

/** A check with what all of them have in common. */
function toCheck(
  id: string,
  text: string,
  verdict: Partial<Check['verdict']> & { label: VerdictLabel },
  rest: Partial<Check> = {},
): Check {
  return {
    id,
    claim: { text, original: text, language: 'en' },
    claimKey: text,
    verdict: { confidence: 'high', summary: '', citations: [], ...verdict },
    visibility: { kind: 'chat', platform: 'discord', chatId: '1' },
    related: [],
    checkedAt: '2026-11-24T09:30:00.000Z',
    means: { model: true, search: true },
    history: [],
    ...rest,
  };
}

const OPENED = toCheck('GWWMP7S9', 'The Oberwald bridge opened to traffic in May 2024', {
  label: 'true',
  summary: 'The bridge was opened to traffic on 12 May 2024, after three years of building.',
  citations: [
    quote(
      GAZETTE,
      'supports',
      'The new road bridge at Oberwald was opened to traffic on 12 May 2024 after three years of building.',
    ),
    quote(REPORT, 'supports', 'The Oberwald bridge opened to traffic on 12 May 2024.'),
  ],
});

const DUMPLINGS = toCheck('7K3M9Q2A', 'Oberwald banned plum dumplings in March 2023', {
  label: 'false',
  summary: 'The council never voted on dumplings. A satirical page had made the story up.',
  citations: [
    quote(MINUTES, 'refutes', 'The council of Oberwald did not ban plum dumplings in March 2023.'),
    quote(FACTS, 'refutes', 'Oberwald never banned plum dumplings, neither in March 2023 nor at any other time.'),
  ],
});

const OTHER_YEAR = toCheck(
  'Q4T8XC1N',
  'Oberwald banned plum dumplings in March 2021',
  { label: 'unverified', confidence: 'low', reason: 'not-enough-evidence' },
  {
    related: [
      {
        kind: 'review',
        id: 'review-dumplings',
        claim: 'Oberwald banned plum dumplings in March 2023',
        label: 'false',
        textualRating: 'False',
        publisher: 'Example Facts',
        url: 'https://facts.example/dumplings',
        reason: 'The town council never voted on dumplings.',
        probability: 0.6,
        differences: [{ kind: 'date', asked: '2021', prior: '2023' }],
      },
    ],
  },
);

const DENIED = toCheck(
  'H2V9DK3M',
  'Oberwald did not ban plum dumplings',
  { label: 'unverified', confidence: 'low', reason: 'not-enough-evidence' },
  {
    related: [
      {
        kind: 'review',
        id: 'review-dumplings',
        claim: 'Oberwald banned plum dumplings',
        label: 'false',
        textualRating: 'False',
        publisher: 'Example Facts',
        url: 'https://facts.example/dumplings',
        reason: 'The town council never voted on dumplings.',
        citations: [{ source: FACTS, statement: 'False', quoteVerified: false }],
        probability: 0.6,
        differences: [{ kind: 'negation', asked: '', prior: '' }],
      },
    ],
  },
);

const WALL_SOURCE: Citation = {
  source: {
    url: 'https://en.wikipedia.org/wiki/Great_Wall_of_China',
    title: 'Great Wall of China',
    publisher: 'Wikipedia',
  },
  statement: 'The Great Wall cannot be seen by the naked eye from the Moon.',
  quoteVerified: false,
};
const STARTER = {
  reviewId: 'urn:claimcheck:starter:great-wall-moon',
  publisher: 'Claimcheck (built-in list)',
  reviewDate: '2026-11-23',
};

/** A published review of the dumplings, as it stands beside a claim that is probably the same. */
const CLOSE_TO_DUMPLINGS = toCheck(
  'N7D2KV6E',
  'The town of Oberwald has outlawed plum dumplings since March 2023',
  { label: 'unverified', confidence: 'low', reason: 'closest' },
  {
    recognition: { grade: 'likely', prior: { kind: 'review', id: 'review-dumplings' } },
    closest: {
      claims: [
        {
          kind: 'review',
          id: 'review-dumplings',
          claim: 'Oberwald banned plum dumplings in March 2023',
          probability: 0.91,
          verdict: {
            label: 'false',
            confidence: 'medium',
            summary: 'The council never voted on dumplings. A satirical page had made the story up.',
            citations: [
              {
                source: FACTS,
                statement: 'Oberwald never banned plum dumplings, neither in March 2023 nor at any other time.',
                quoteVerified: false,
              },
            ],
            takenFrom: {
              reviewId: 'review-dumplings',
              publisher: 'Example Facts',
              textualRating: 'False',
              reviewDate: '2023-04-02',
            },
          },
          others: [{ publisher: 'Valley Checks', textualRating: 'Made up', label: 'false' }],
        },
      ],
      confirmable: true,
    },
  },
);

/** Twelve typical cards, and a message with three claims. */
export const TYPICAL_CARDS: readonly TypicalCard[] = [
  { name: 'true', title: 'True', checks: [OPENED] },
  {
    name: 'mostly-true',
    title: 'Mostly true',
    checks: [
      toCheck('M2VD5H8R', 'The Oberwald bridge cost 40 million euros', {
        label: 'mostly-true',
        summary: 'It cost 41 million euros, a little more than the claim says.',
        citations: [
          quote(GAZETTE, 'supports', 'The bridge is 340 metres long and cost 41 million euros, the town said.'),
          quote(REPORT, 'supports', 'The final cost was 41 million euros.'),
        ],
      }),
    ],
  },
  {
    name: 'partially-true',
    title: 'Partially true',
    checks: [
      toCheck('H9B3Z6KW', 'In 2023 Oberwald closed its library and made its buses free', {
        label: 'partially-true',
        confidence: 'medium',
        summary: 'Buses have been free since October 2023. The library was not closed; it moved to the old school.',
        citations: [
          quote(MINUTES, 'supports', 'From 1 October 2023 on, town buses are free of charge for everyone.'),
          quote(
            {
              ...GAZETTE,
              url: 'https://gazette.example/library',
              title: 'Library moves to the old school',
              publishedAt: '2023-11-04',
            },
            'refutes',
            'The library of Oberwald is open again, now in the old school, and has not been closed for good.',
          ),
        ],
      }),
    ],
  },
  {
    name: 'misleading',
    title: 'Misleading',
    checks: [
      toCheck('X6N1R4TE', 'Bicycle theft in Oberwald doubled after the new bridge opened', {
        label: 'misleading',
        confidence: 'medium',
        summary: 'The number rose from two to four in a year. The police see no link to the bridge.',
        citations: [
          quote(POLICE, 'supports', 'Four bicycles were reported stolen in Oberwald in 2024, after two in 2023.'),
          quote(
            GAZETTE,
            'context',
            'With numbers this small, a change from year to year says nothing, and the bridge has nothing to do with it, a spokeswoman said.',
          ),
        ],
      }),
    ],
  },
  { name: 'false', title: 'False', checks: [DUMPLINGS] },
  { name: 'unverified-similar', title: 'Unverified, with a similar check', checks: [OTHER_YEAR] },
  { name: 'opposite', title: 'The opposite was checked', checks: [DENIED] },
  {
    name: 'unverified-out-of-reach',
    title: 'Unverified, because nothing could be searched',
    checks: [
      toCheck(
        'C8P5J2FV',
        'Oberwald will get a second bridge in 2027',
        { label: 'unverified', confidence: 'low', reason: 'could-not-search' },
        {
          failures: [
            { name: 'Brave', why: 'time-limit' },
            { name: 'Wikipedia', why: 'unreachable' },
          ],
        },
      ),
    ],
  },
  {
    name: 'not-checkable',
    title: 'Not checkable',
    checks: [
      toCheck('E1W7Y4SD', 'Plum dumplings are the best food in the world', {
        label: 'not-checkable',
        confidence: 'low',
        reason: 'opinion',
      }),
    ],
  },
  {
    name: 'taken-over',
    title: 'Taken over from a published fact check',
    checks: [
      toCheck('21SQEJSK', 'The Great Wall of China can be seen from the Moon.', {
        label: 'false',
        confidence: 'medium',
        summary:
          'No Apollo astronaut reported seeing the wall from the Moon, and at that distance it is far too narrow for the naked eye. Even from low Earth orbit, only a few hundred kilometres up, it is very hard to pick out.',
        citations: [WALL_SOURCE],
        takenFrom: { ...STARTER, textualRating: 'False' },
      }),
    ],
  },
  { name: 'closest', title: 'The closest checked claim', checks: [CLOSE_TO_DUMPLINGS] },
  {
    name: 'matched',
    title: 'Asked in other words, and matched by a member',
    checks: [CLOSE_TO_DUMPLINGS],
    word: 'same',
  },
  {
    name: 'arabic',
    title: 'In Arabic, from right to left',
    language: 'ar',
    checks: [
      toCheck('B5G9L3UA', 'يمكن رؤية سور الصين العظيم من القمر بالعين المجردة', {
        label: 'false',
        confidence: 'high',
        summary: 'لم يذكر أي رائد فضاء أنه رأى السور من القمر. فهو طويل لكنه ضيق جدًا، ولا يُرى من هذه المسافة.',
        citations: [
          quote(
            {
              url: 'https://space.example/ar/wall',
              title: 'هل يُرى سور الصين من الفضاء؟',
              publisher: 'مرصد المثال',
              publishedAt: '2025-03-03',
            },
            'refutes',
            'لا يُرى سور الصين العظيم بالعين المجردة من القمر.',
          ),
          quote(
            {
              url: 'https://astro.example/ar/moon',
              title: 'ما الذي يُرى من القمر',
              publisher: 'مجلة الفلك المثالية',
              publishedAt: '2024-07-20',
            },
            'refutes',
            'من سطح القمر لا يمكن تمييز أي بناء على الأرض بالعين المجردة.',
          ),
        ],
      }),
    ],
  },
  { name: 'three-claims', title: 'Three claims in one message', checks: [OPENED, DUMPLINGS, OTHER_YEAR] },
  {
    name: 'three-with-closest',
    title: 'Three claims, one of them close to a checked one',
    checks: [OPENED, CLOSE_TO_DUMPLINGS, OTHER_YEAR],
  },
];
