/** Pages of a made-up town, for tests and for trying the bot without a network. Each host is a publisher of its own. */
export interface WorldPage {
  host: string;
  path: string;
  title: string;
  /** ISO day. */
  date: string;
  paragraphs: string[];
}

export const WORLD_PAGES: readonly WorldPage[] = [
  {
    host: 'gazette.example',
    path: '/bridge-opens',
    title: 'Oberwald opens its new bridge',
    date: '2024-05-13',
    paragraphs: [
      'The new road bridge at Oberwald was opened to traffic on 12 May 2024 after three years of building. Some 2,000 people walked across it on the first morning.',
      'The bridge is 340 metres long and cost 41 million euros, the town said.',
    ],
  },
  {
    host: 'roads.example',
    path: '/projects/oberwald',
    title: 'Oberwald bridge: project report',
    date: '2024-06-01',
    paragraphs: [
      'The Oberwald bridge opened to traffic on 12 May 2024. Work on the approach road ended in April.',
      'Its length is 340 metres. The final cost was 41 million euros.',
    ],
  },
  {
    host: 'council.example',
    path: '/minutes/2023-03',
    title: 'Minutes of the town council, March 2023',
    date: '2023-03-28',
    paragraphs: [
      'The council of Oberwald did not ban plum dumplings in March 2023. No motion on food was put to a vote.',
    ],
  },
  {
    host: 'facts.example',
    path: '/dumplings',
    title: 'Did Oberwald ban plum dumplings?',
    date: '2023-04-02',
    paragraphs: [
      'Oberwald never banned plum dumplings, neither in March 2023 nor at any other time. A satirical page had made the story up.',
    ],
  },
];
