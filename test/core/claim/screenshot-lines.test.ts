import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutScreenParts } from '../../../src/core/claim/screenshot-lines.ts';
import { anyText } from '../any-text.ts';

const WALL = 'The Great Wall of China can be\nseen from the Moon';

const PACK = new URL('../../../starter/', import.meta.url);
/** Claims of the starter pack in all languages, one of each review: as people say them. */
const KNOWN_CLAIMS = readdirSync(PACK)
  .filter((name) => name.endsWith('.json'))
  .flatMap((name) => JSON.parse(readFileSync(new URL(name, PACK), 'utf8')) as { itemReviewed?: Said }[])
  .flatMap(({ itemReviewed: { name = '', alternateName = [] } = {} }) => [name, ...alternateName.slice(0, 4)])
  .map((claim) => claim.normalize('NFC').replace(/\s+/gu, ' ').trim())
  .filter((claim) => claim !== '');
interface Said {
  name?: string;
  alternateName?: string[];
}
const WIDTHS = [24, 28, 36];

/** As an app breaks it: after as many words as there is room for. */
function toBroken(claim: string, width: number): string {
  const words = claim.match(/\p{Script=Han}[^\p{L}\p{N}]*|[^\s\p{Script=Han}]+/gu) ?? [];
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    const isHan = /^\p{Script=Han}/u.test(word);
    const longer = last + (isHan ? '' : ' ') + word;
    const room = isHan ? width / 2 : width;
    // A mark has no line of its own.
    if (last !== undefined && (longer.length <= room || !/[\p{L}\p{N}]/u.test(word))) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.join('\n');
}

/** What Tesseract and models read on screens; then the messages. */
const SCREENS: Record<string, [screen: string, ...messages: string[]]> = {
  'WhatsApp in English': [
    `9:41 4G 87%
< Family Group
Anna, Ben, Mum, You

Messages and calls are end-to-end encrypted. No one outside of this
chat, not even WhatsApp, can read or listen to them. Tap to learn more.

Today

~ Aunt Zoe
» Forwarded many times
Drinking hot water with lemon every
morning cures cancer 9:12

Is this true?? 9:13 VW

© Type a message`,
    'Drinking hot water with lemon every morning cures cancer',
  ],
  'WhatsApp in German': [
    `12:05 LTE 54
Tante Zoe
zul. online heute um 11:58

Heute

Häufig weitergeleitet
Ab Montag schließen alle Sparkassen um
12:00 und das Bargeld wird abgeschafft.
11:57

Stimmt das?
12:04 ✓✓

Nachricht`,
    'Ab Montag schließen alle Sparkassen um 12:00 und das Bargeld wird abgeschafft.',
  ],
  'WhatsApp in Indonesian': [
    `12.45 4G 60%
Grup Keluarga
128 anggota

Hari ini

~ Bibi Sari
Sering diteruskan
Bawang putih rebus menyembuhkan
demam berdarah 12.41

Apakah ini benar? 12.44 ✓✓

Ketik pesan`,
    'Bawang putih rebus menyembuhkan demam berdarah',
  ],
  'WhatsApp in Hindi': [
    `10:20 5G 71
चाची ज़ोया
ऑनलाइन

आज

कई बार फ़ॉरवर्ड किया गया
गर्म पानी पीने से वायरस
मर जाता है 10:15

क्या यह सच है? 10:18 ✓✓

मैसेज`,
    'गर्म पानी पीने से वायरस मर जाता है',
  ],
  'WhatsApp in Arabic': [
    `9:30 4G
خالتي زينب
متصل الآن

أمس

تمت إعادة التوجيه عدة مرات
شرب الماء الساخن يقتل الفيروس
٩:١٥ م

هل هذا صحيح؟
٩:٢٠ م

رسالة`,
    'شرب الماء الساخن يقتل الفيروس',
  ],
  'Telegram in Ukrainian': [
    `14:02 5G 80%
Новини Києва
12 450 підписників

Переслано
Завтра всі банки закриються
о 10:30 і не відкриються. 13:58
4,5 тис. переглядів

Це правда? 14:01 ✓✓

Написати повідомлення…`,
    'Завтра всі банки закриються о 10:30 і не відкриються.',
  ],
  'Discord in English': [
    `# news

zoe — Today at 10:15 AM
The moon landing was filmed
in a studio

(edited)
ben — Today at 10:16 AM
Source?

Message #news`,
    'The moon landing was filmed in a studio',
  ],
  'iMessage in Spanish': [
    `9:41
Tía Zoe

iMessage
Hoy 9:30

El gobierno va a prohibir
el efectivo en enero

¿Es verdad?

Leído 9:38`,
    'El gobierno va a prohibir el efectivo en enero',
  ],
  'X in Portuguese': [
    `Postar

Zoe Silva @zoe · 2h
O governo vai bloquear o Pix
acima de mil reais

Ver tradução
10:41 · 4 de maio de 2026 · 1,2 mi visualizações
345 reposts 89 citações 1,2 mil curtidas

Postar sua resposta`,
    'O governo vai bloquear o Pix acima de mil reais',
  ],
  'Facebook in French': [
    `Zoé Martin
3 h · 🌐

Le vaccin contre la grippe contient
une puce électronique.

345 commentaires 1,2 k partages
J’aime Commenter Partager

Écrire un commentaire…`,
    'Le vaccin contre la grippe contient une puce électronique.',
  ],
  'WeChat in Chinese': [
    `9:41 5G
王阿姨

昨天 20:15

喝热水可以杀死病毒

这是真的吗？

已读
按住 说话`,
    '喝热水可以杀死病毒',
  ],
  'Instagram in English': [
    `zoe.miller · Follow

Sharks never get cancer because
their bones are cartilage

Like Reply Share
Liked by ben and others
View all 12 comments
3 hours ago`,
    'Sharks never get cancer because their bones are cartilage',
  ],
};

describe('of a screenshot', () => {
  it.each([
    ['the status bar', `12:41 4G 87%\n${WALL}`],
    ['the status bar with icons', `9:05 ◂ ▴ 5G\n${WALL}`],
    ['an hour below it', `${WALL}\n09:13 PM`],
    ['an hour with its ticks', `${WALL}\n12:41 ✓✓`],
    ['an hour with ticks that were read as letters', `${WALL}\n12:41 VW`],
    ['an hour at the end of its last line', `${WALL} 12:41 ✓✓`],
    ['a day', `Yesterday\n${WALL}`],
    ['a day in Arabic', `أمس\n${WALL}`],
    ['who is in the group', `Family Group\nAnna, Ben, You\n\n${WALL}`],
    ['how many are in the group', `Family Group\n12 members\n\n${WALL}`],
    ['who is online', `Aunt Zoe\nonline\n\n${WALL}`],
    ['when somebody was there', `Aunt Zoe\nlast seen today at 12:30\n\n${WALL}`],
    ['the same in German', `Tante Zoe\nzuletzt online heute um 12:30\n\n${WALL}`],
    ['the same in Spanish', `Tía Zoe\núlt. vez hoy a las 12:30\n\n${WALL}`],
    ['the same in Ukrainian', `Тітка Зоя\nбула в мережі о 12:30\n\n${WALL}`],
    ['“Forwarded”', `Forwarded\n${WALL}\n12:41`],
    ['“Forwarded many times”', `» Forwarded many times\n${WALL}\n12:41`],
    ['“Häufig weitergeleitet”', `Häufig weitergeleitet\n${WALL}\n12:41`],
    ['“Encaminhada”', `Encaminhada\n${WALL}\n12:41`],
    ['“多次转发”', `多次转发\n${WALL}\n12:41`],
    ['a sender', `~ Aunt Zoe\n${WALL}`],
    ['a sender by number', `+49 170 1234567\n${WALL}`],
    ['a sender by number and name', `+49 170 1234567 ~Zoe\n${WALL}`],
    ['a sender’s bare name', `Zoe Miller\n${WALL}\n12:41`],
    ['a handle', `Zoe Miller @zoe · 2h\n${WALL}\nReply`],
    ['a name with its handle', `Zoe Miller @zoe\n${WALL}\nReply`],
    ['a name with its day', `zoe Today at 10:15 AM\n${WALL}`],
    ['how old a post is', `Zoe Miller\n3 h\n${WALL}\nLike\nComment\nShare`],
    ['buttons in French', `${WALL}\nJ’aime\nCommenter\nPartager`],
    ['buttons in Indonesian', `${WALL}\nSuka\nKomentari\nBagikan`],
    ['buttons in Hindi', `${WALL}\nपसंद करें\nटिप्पणी\nसाझा करें`],
    ['a receipt', `${WALL}\nRead 12:41`],
    ['the field to write in', `${WALL}\n\n© Type a message`],
    ['the field to write in, on Discord', `Today at 10:15 AM\n${WALL}\n\nMessage #news`],
    ['views', `${WALL}\n10:41 AM\n1.2M views`],
    ['a caption that asks', `Is this true?\n\n${WALL}`],
    ['a caption that asks, in Arabic', `هل هذا صحيح؟\n\n${WALL}`],
    ['an answer that asks', `${WALL}\n12:41\n\nReally?\n12:42`],
  ])('%s is no claim', (_what, text) => {
    expect(withoutScreenParts(text)).toBe(WALL);
  });

  it.each([
    ['an hour that is told', 'The bridge closes at 12:41'],
    ['an hour that is told in German', 'Die Brücke schließt um 12:41'],
    ['a name above a line that goes on', 'Donald Trump\nis not dead'],
    ['a headline', 'Honey Never Spoils\nScientists found it in tombs'],
    ['a number', '87% of people do not wash\ntheir hands'],
    ['a question that holds a claim', 'Is the Earth flat?'],
    ['a caption alone', 'Is this true?'],
    ['two bubbles', `${WALL}\n\nBats are blind`],
    ['a sentence that begins like a label', 'Seen from the Moon, the wall\nis a line'],
    ['a sentence on reading', 'Read 3 books a day and you\nwill live longer'],
    ['a message about messages', 'Message your bank before\nyou travel'],
  ])('%s stays', (_what, text) => {
    expect(withoutScreenParts(text)).toBe(text);
  });

  it.each([
    ['an hour within the sentence', 'At 10:30 the bank\ncloses for good'],
    ['an hour at its end', 'The bank closes at 10:30'],
    ['an hour at its end, in German', 'Die Bank schließt um 10:30'],
    ['an hour at its end, in Chinese', '银行关门时间是 10:30'],
    ['an hour on a line of its own', 'The bank closes at\n10:30'],
    ['an hour on a line of its own that goes on', 'The bank closes\n10:30\nevery day'],
    ['a verse', 'The world ends, says Luke 9:27'],
    ['two hours', 'The bank closes between 10:30 and 12:30'],
    ['a price', 'A litre of milk now costs\n3.50'],
    ['a price at its end', 'A litre of milk now costs 3.50'],
    ['a last word that is a label', 'These records are no longer\nonline'],
    ['a last word that is a label in German', 'Jeder Kunde bekommt eine\nNachricht'],
    ['a last word that is a label in Hindi', 'यह वीडियो किसी ने नहीं\nशेयर'],
    ['a last word that is a day', 'The king of Spain died\nyesterday'],
    ['a last word that is a day in Arabic', 'يشرب الناس ثمانية أكواب ماء\nاليوم'],
    ['a last word that is a label and a question', 'Zahlt er Geld für jede\nNachricht?'],
    ['a first line that is a name', 'Albert Einstein was so bad\nat school that he left it'],
    ['a first line that only seems to ask', 'Is it true that the\nPope is from the USA?'],
    ['a length of time at its beginning', '15 minute\ncities are prisons'],
    ['a last word that is a length of time', 'An egg is hard after\n9 min'],
    ['a handle that ends it', 'The picture was made by\n@zoe'],
    ['a handle at its end', 'The picture of the sharks\nwas made by our own @zoe'],
    ['a name in its middle', 'The police have arrested\nBill Gates\nin Seattle'],
    ['a name at its end', 'The police have arrested\nBill Gates'],
    ['a headline below a name', 'Bill Gates\nBuys Moderna'],
    ['a sentence below a name in small letters', 'Bill Gates\nwas arrested'],
  ])('%s is not cut out of a claim', (_what, claim) => {
    expect(withoutScreenParts(`12:39 5G 87%\n\n${claim}\n12:41 ✓✓\n\nType a message`)).toBe(claim);
  });

  it.each([
    ['a messenger', (claim: string) => `12:39 5G 87%\nAunt Zoe\nonline\n\n${claim}\n12:41 ✓✓\n\nType a message`],
    ['a network', (claim: string) => `Zoe Miller @zoe · 2h\n${claim}\nLike Reply Share`],
    ['no app', (claim: string) => claim],
  ])('a known claim is whole in a picture of %s, however it is broken into lines', (_where, toScreen) => {
    const broken = KNOWN_CLAIMS.map((claim, at) => toBroken(claim, WIDTHS[at % WIDTHS.length] ?? 0));
    expect(broken.length).toBeGreaterThan(2_000);
    expect(broken.filter((claim) => withoutScreenParts(toScreen(claim)) !== claim)).toEqual([]);
  });

  it.each([
    ['in small letters', 'The wall can be seen\n\nwithout a telescope'],
    ['in a noun', 'Die Mauer sieht man vom\n\nMond aus'],
  ])('a sentence whose lines stand far apart, and that goes on %s, is one', (_what, text) => {
    expect(withoutScreenParts(`${text}\n12:41`)).toBe(text.replace('\n\n', '\n'));
  });

  it.each(Object.entries(SCREENS))('%s: the messages are left whole', (_app, [screen, ...messages]) => {
    expect(withoutScreenParts(screen.normalize('NFC')).replace(/(?<!\n)\n(?!\n)/g, ' ')).toBe(
      messages.join('\n\n').normalize('NFC'),
    );
  });

  it('no word is changed, and none comes', () => {
    const toWords = (text: string) => text.split(/\s+/u);
    fc.assert(
      fc.property(anyText, (text) => {
        const words = new Set(toWords(text));
        expect(toWords(withoutScreenParts(text)).filter((word) => word !== '' && !words.has(word))).toEqual([]);
      }),
    );
  });
});
