import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTelegram } from '../adapters/telegram-fixture.ts';
import { createCoreFolder } from '../core/checker-fixture.ts';
import { type Asking, type AskingPlace, openDiscordAsking, openTelegramAsking } from './asking.ts';

const WALL = 'The Great Wall of China can be seen from the Moon';
const BATS = 'Bats are blind';
const HONEY = 'Honey never spoils';
const WHICH = 'Which message?';
const UNREADABLE = 'This cannot be read here';
const EMPTY = 'What should be checked?';
const LINK = 'https://news.example/story';
const ONLY_LINK = 'Links cannot be read here';
const NO_PICTURE = 'This picture could not be read';

interface Situation extends Asking {
  /** What the one answer shows: the claim that is checked, or the title of a refusal. */
  shows: string;
  /** What it does not show. */
  not?: string;
  /** Absent: on both. */
  only?: 'telegram' | 'discord';
}

const group = { where: 'group', by: 'words' } as const;
const inPrivate = { where: 'private', by: 'words' } as const;
const command = { where: 'group', by: 'command' } as const;
const wall = { reply: { text: WALL } };

const SITUATIONS: [string, Situation][] = [
  // A bare question or address, as a reply.
  ['a bare mention', { ...group, ...wall, own: '', shows: WALL }],
  ['“is this true?”', { ...group, ...wall, own: 'is this true?', shows: WALL, not: 'is this true' }],
  ['“really?”', { ...group, ...wall, own: 'really?', shows: WALL }],
  ['“fake?”', { ...group, ...wall, own: 'fake?', shows: WALL }],
  ['“source?”', { ...group, ...wall, own: 'Source?', shows: WALL }],
  ['“check this please”', { ...group, ...wall, own: 'check this please', shows: WALL }],
  ['“who said this?”', { ...group, ...wall, own: 'who said this?', shows: WALL }],
  ['“stimmt das?”', { ...group, ...wall, own: 'Stimmt das?', shows: WALL }],
  ['“¿es verdad esto?”', { ...group, ...wall, own: '¿Es verdad esto?', shows: WALL }],
  ['“isso é verdade?”', { ...group, ...wall, own: 'Isso é verdade?', shows: WALL }],
  ['“c’est vrai ?”', { ...group, ...wall, own: 'C’est vrai ?', shows: WALL }],
  ['“هل هذا صحيح؟”', { ...group, ...wall, own: 'هل هذا صحيح؟', shows: WALL }],
  ['“क्या यह सच है?”', { ...group, ...wall, own: 'क्या यह सच है?', shows: WALL }],
  ['“apakah ini benar?”', { ...group, ...wall, own: 'Apakah ini benar?', shows: WALL }],
  ['“це правда?”', { ...group, ...wall, own: 'Це правда?', shows: WALL }],
  ['“这是真的吗？”', { ...group, ...wall, own: '这是真的吗？', shows: WALL }],
  ['a mere “?”', { ...group, ...wall, own: '??', shows: WALL }],
  ['a laugh', { ...group, ...wall, own: 'haha good one 😂', shows: WALL, not: 'good' }],
  ['a laugh, in Spanish', { ...group, ...wall, own: 'jajaja buena', shows: WALL, not: 'buena' }],
  ['“old news”', { ...group, ...wall, own: 'old news', shows: WALL, not: 'news' }],
  ['“وهذا؟”', { ...group, ...wall, own: 'وهذا؟', shows: WALL }],
  ['“सच में?”', { ...inPrivate, ...wall, own: 'सच में?', shows: WALL }],
  ['“真的假的”', { ...inPrivate, ...wall, own: '真的假的', shows: WALL }],
  ['a mention in private', { ...inPrivate, ...wall, own: '@claimcheck_bot', shows: WALL }],
  ['a command without words', { ...command, ...wall, own: '', shows: WALL }],
  ['a command with a bare question', { ...command, ...wall, own: 'is this true?', shows: WALL }],
  ['the menu', { where: 'group', by: 'menu', ...wall, own: '', shows: WALL }],
  ['a question in private', { ...inPrivate, ...wall, own: 'really?', shows: WALL }],
  ['a command in private', { where: 'private', by: 'command', ...wall, own: '', shows: WALL }],
  // A remark on the message replied to.
  ['an opinion of it', { ...group, ...wall, own: 'I think this is nonsense', shows: WALL, not: 'nonsense' }],
  ['who sent it', { ...group, ...wall, own: 'My uncle sent me this', shows: WALL, not: 'uncle' }],
  ['who sent it, in German', { ...group, ...wall, own: 'Mein Onkel hat mir das geschickt', shows: WALL, not: 'Onkel' }],
  ['doubt of it', { ...group, ...wall, own: 'sounds fake to me', shows: WALL, not: 'sounds' }],
  ['doubt of it, in Spanish', { ...group, ...wall, own: 'Creo que es falso', shows: WALL, not: 'falso' }],
  ['a greeting', { ...group, ...wall, own: 'hello', shows: WALL }],
  ['a question about it', { ...inPrivate, ...wall, own: 'Is he right about that?', shows: WALL }],
  // Own words that hold a claim.
  ['another claim', { ...group, ...wall, own: BATS, shows: BATS, not: 'Great Wall' }],
  ['another claim, by command', { ...command, ...wall, own: BATS, shows: BATS, not: 'Great Wall' }],
  ['another claim, in private', { ...inPrivate, ...wall, own: BATS, shows: BATS, not: 'Great Wall' }],
  [
    'a question that holds a claim',
    { ...group, ...wall, own: 'Is it true that bats are blind?', shows: BATS, not: 'Great Wall' },
  ],
  ['a question that is a claim', { ...group, ...wall, own: 'are bats blind?', shows: BATS, not: 'Great Wall' }],
  ['the same, by command', { ...command, ...wall, own: 'are bats blind?', shows: BATS, not: 'Great Wall' }],
  ['the same, in private', { ...inPrivate, ...wall, own: 'are bats blind?', shows: BATS, not: 'Great Wall' }],
  ['a claim below a claim', { ...group, reply: { text: BATS }, own: `No, ${HONEY}`, shows: HONEY, not: BATS }],
  ['a remark with a claim', { ...group, ...wall, own: `This is fake. ${HONEY}.`, shows: HONEY, not: 'Great Wall' }],
  [
    'another claim in German',
    { ...group, ...wall, own: 'Fledermäuse sind blind', shows: 'Fledermäuse', not: 'Great Wall' },
  ],
  ['another claim in Chinese', { ...group, ...wall, own: '蝙蝠是瞎的', shows: '蝙蝠', not: 'Great Wall' }],
  [
    'another claim in Indonesian',
    { ...group, ...wall, own: 'Kelelawar itu buta', shows: 'Kelelawar', not: 'Great Wall' },
  ],
  ['a claim and no reply', { ...group, own: BATS, shows: BATS }],
  ['a claim and no reply, by command', { ...command, own: BATS, shows: BATS }],
  ['a claim and no reply, in private', { ...inPrivate, own: BATS, shows: BATS }],
  // Nothing that can be checked.
  ['a question and no reply', { ...group, own: 'is this true?', shows: WHICH }],
  ['a question and no reply, by command', { ...command, own: 'is this true?', shows: WHICH }],
  ['a question and no reply, in private', { ...inPrivate, own: 'really?', shows: 'Forward me the message' }],
  ['a question about a question', { ...group, reply: { text: 'is this true?' }, own: 'really?', shows: WHICH }],
  ['a mention alone', { ...group, own: '', shows: EMPTY }],
  ['a question about a voice message', { ...group, reply: { voice: true }, own: 'is this true?', shows: UNREADABLE }],
  ['a command about a voice message', { ...command, reply: { voice: true }, own: '', shows: UNREADABLE }],
  ['a claim below a voice message', { ...group, reply: { voice: true }, own: BATS, shows: BATS }],
  ['a question about a sticker', { ...group, reply: { sticker: true }, own: 'really?', shows: UNREADABLE }],
  ['a mention below a sticker', { ...group, reply: { sticker: true }, own: '', shows: UNREADABLE }],
  ['a claim below a sticker', { ...group, reply: { sticker: true }, own: BATS, shows: BATS }],
  ['the menu of a voice message', { where: 'group', by: 'menu', reply: { voice: true }, own: '', shows: UNREADABLE }],
  // Links: no page is read here.
  ['a link alone', { ...group, own: LINK, shows: ONLY_LINK }],
  ['a link alone, by command', { ...command, own: LINK, shows: ONLY_LINK }],
  ['a link alone, in private', { ...inPrivate, own: LINK, shows: ONLY_LINK }],
  ['a link with a question', { ...group, own: `is this true? ${LINK}`, shows: ONLY_LINK }],
  ['a link with a claim', { ...group, own: `${BATS} ${LINK}`, shows: BATS }],
  ['a link as a reply', { ...group, ...wall, own: `really? ${LINK}`, shows: ONLY_LINK, not: 'Great Wall' }],
  ['a question about a link', { ...group, reply: { text: LINK }, own: 'is this true?', shows: ONLY_LINK }],
  ['a question about words with a link', { ...group, reply: { text: `${WALL} ${LINK}` }, own: 'hm?', shows: WALL }],
  // Pictures and captions.
  [
    'a question as a picture’s caption',
    { ...inPrivate, own: 'is this true?', ownPicture: WALL, shows: WALL, not: 'is this' },
  ],
  ['a command as a picture’s caption', { where: 'private', by: 'command', own: '', ownPicture: WALL, shows: WALL }],
  [
    'a remark as a picture’s caption',
    { ...inPrivate, own: 'My aunt sent me this', ownPicture: WALL, shows: WALL, not: 'aunt' },
  ],
  ['a claim as a picture’s caption', { ...inPrivate, own: BATS, ownPicture: WALL, shows: BATS }],
  ['a picture replied to', { ...group, reply: { picture: WALL }, own: 'really?', shows: WALL }],
  [
    'a picture replied to, with a question as its caption',
    { ...group, reply: { text: 'Is this true?', picture: WALL }, own: '', shows: WALL },
  ],
  ['the menu of a picture', { where: 'group', by: 'menu', reply: { picture: WALL }, own: '', shows: WALL }],
  [
    'a claim as the caption of a picture replied to',
    { ...group, reply: { text: BATS, picture: HONEY }, own: 'really?', shows: BATS },
  ],
  [
    'a picture as a reply',
    { ...group, reply: { text: BATS }, own: 'and this?', ownPicture: WALL, shows: WALL, not: BATS },
  ],
  ['a picture without words', { ...group, reply: { picture: '' }, own: 'really?', shows: NO_PICTURE }],
  ['a claim below a picture', { ...group, reply: { picture: WALL }, own: BATS, shows: BATS, not: 'Great Wall' }],
  // This bot's own cards.
  ['a question about a card', { ...group, reply: { card: true, text: BATS }, own: 'is this true?', shows: BATS }],
  ['a claim below a card', { ...group, reply: { card: true, text: BATS }, own: HONEY, shows: HONEY, not: BATS }],
  // A marked part, and other chats.
  [
    'a marked part',
    {
      ...group,
      only: 'telegram',
      reply: { text: `${BATS}. ${WALL}.`, quote: BATS },
      own: 'really?',
      shows: BATS,
      not: 'Great Wall',
    },
  ],
  [
    'a marked part, in private',
    { ...inPrivate, only: 'telegram', reply: { elsewhere: true, quote: WALL }, own: 'really?', shows: WALL },
  ],
  [
    'a claim below a marked part',
    { ...group, only: 'telegram', reply: { elsewhere: true, quote: WALL }, own: BATS, shows: BATS, not: 'Great Wall' },
  ],
  [
    'a message of another chat',
    { ...group, only: 'telegram', reply: { elsewhere: true }, own: 'really?', shows: WHICH },
  ],
  // Forwards: a comment is a message of its own.
  ['a forward', { ...inPrivate, forward: { text: WALL, first: true }, own: 'thanks', shows: WALL }],
  ['a question before a forward', { ...inPrivate, forward: { text: WALL }, own: 'is this true?', shows: WALL }],
  ['a remark before a forward', { ...inPrivate, forward: { text: WALL }, own: 'My uncle sent me this', shows: WALL }],
  [
    'a question behind a forward',
    { ...inPrivate, forward: { text: WALL, first: true }, own: 'is this true?', shows: WALL },
  ],
  ['a command before a forward', { where: 'private', by: 'command', forward: { text: WALL }, own: '', shows: WALL }],
  [
    'a question before a forwarded picture',
    { ...inPrivate, forward: { picture: WALL }, own: 'stimmt das?', shows: WALL },
  ],
  [
    'a question before a forwarded voice message',
    { ...inPrivate, forward: { voice: true }, own: 'really?', shows: UNREADABLE },
  ],
  ['a mention before a forward', { ...group, forward: { text: WALL }, own: 'is this true?', shows: WALL }],
  ['a mention behind a forward', { ...group, forward: { text: WALL, first: true }, own: 'is this true?', shows: WALL }],
];

const on = (platform: 'telegram' | 'discord') => SITUATIONS.filter(([, { only }]) => (only ?? platform) === platform);

/** So many run through both adapters. */
const FEWEST_SHARED = 40;

function holds(answers: string[], { shows, not }: Situation): void {
  expect(answers).toHaveLength(1);
  expect(answers[0]).toContain(shows);
  if (not !== undefined) expect(answers[0]).not.toContain(not);
}

it('both platforms answer the same situations', () => {
  expect(SITUATIONS.filter(([, { only }]) => only === undefined).length).toBeGreaterThanOrEqual(FEWEST_SHARED);
});

describe('on Telegram', () => {
  const telegram = useTelegram({ lasting: true });
  let place: Pick<AskingPlace, 'ask'>;
  beforeAll(async () => {
    place = await openTelegramAsking(telegram);
  });
  it.each(on('telegram'))('%s has its one answer', async (_name, situation) => {
    holds(await place.ask(situation), situation);
  });
});

describe('on Discord', () => {
  let folder: Awaited<ReturnType<typeof createCoreFolder>>;
  let place: AskingPlace;
  beforeAll(async () => {
    folder = await createCoreFolder();
    place = await openDiscordAsking(folder.open());
  });
  afterAll(async () => {
    await place.close();
    folder.closeAll();
    folder.remove();
  });
  it.each(on('discord'))('%s has its one answer', async (_name, situation) => {
    holds(await place.ask(situation), situation);
  });
});
