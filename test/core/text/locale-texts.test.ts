import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BUTTON_LABEL, COMMAND_DESCRIPTION, COMMAND_NAME } from '../../../adapters/discord/limits.ts';
import { BUTTON_LIMIT, CALLBACK_ANSWER_LIMIT } from '../../../adapters/telegram/limits.ts';
import { LOCALE_TAGS } from '../../../src/core/text/locale.ts';
import { countsOf, holesOf, leftoversOf, namesOf } from './locale-fixture.ts';

function read(tag: string): Record<string, string> {
  return JSON.parse(readFileSync(new URL(`../../../src/core/text/${tag}.json`, import.meta.url), 'utf8'));
}

const en = read('en');
const KEYS = Object.keys(en);
const OTHERS = LOCALE_TAGS.filter((tag) => tag !== 'en');

/** Texts that stand where a platform has little room, in UTF-16 units. */
const ROOM: readonly (readonly [what: string, limit: number, keys: RegExp])[] = [
  ['a command’s description', COMMAND_DESCRIPTION, /^(?!telegram\.).+\.(?:description|argument|privateOption)$/],
  ['a message menu’s name', COMMAND_NAME, /\.menu$|Menu$/],
  [
    'a button’s label',
    Math.min(BUTTON_LABEL, BUTTON_LIMIT),
    /\.button$|^settings\.(?!description|title|onlyGroups|line)|^desk\.(?:sources|details|detailsOf|post)$|^closest\.(?:same|different)(?:Of)?$|^telegram\.(?:openChat|unpin|inline\.ask)$/,
  ],
  [
    'an answer to a click',
    CALLBACK_ANSWER_LIMIT,
    /^(?:pin|unpin)\.(?:done|unknown|failed|full|none)$|^rateLimit\.|^right\.|^recheck\.unknown$|^telegram\.(?:posted|anonymous|pin\.right)$/,
  ],
  ['what a profile says of the bot', 512, /^telegram\.description$/],
  ['what a profile says of the bot in short', 120, /^telegram\.shortDescription$/],
];

/** Refusals that answer a click: the title and the line together have to fit. */
const CLICK_REFUSALS = [
  ['rateLimit.title', /^rateLimit\.(?!title|usedUp|.+-day|recheck)/],
  ['rateLimit.usedUp', /^rateLimit\..+-day$/],
  ['recheck.title', /^rateLimit\.recheck/],
  ['right.title', /^right\..+\.refused$/],
  ['router.fault.title', /^router\.fault\.body$/],
  ['router.unknown.title', /^router\.unknown\.body$/],
  ['desk.unknown.title', /^desk\.unknown\.body$/],
  ['pin.title', /^pin\.(?:unknown|which|noCard|closest)$/],
  ['unpin.title', /^unpin\.(?:none|which)$/],
  ['recheck.title', /^recheck\.unknown$/],
  ['same.title', /^same\.(?:differs|unknown|gone)$/],
] as const;

/** The marks each language puts around a quotation. */
const QUOTES: Readonly<Record<string, string>> = {
  en: '“”’',
  es: '“”',
  pt: '“”',
  fr: '«»’',
  de: '„“’',
  hi: '“”',
  ar: '«»',
  id: '“”',
  uk: '«»’',
  zh: '“”',
};

/** How a language does not speak to its reader here: es tú, pt você, fr vous, de du, hi आप, id Anda, uk ви, zh 你. */
const OTHER_ADDRESS: Readonly<Record<string, RegExp>> = {
  es: /(?<!\p{L})(?:usted(?:es)?|vos(?:otros)?)(?!\p{L})/iu,
  pt: /(?<!\p{L})(?:tu|teus?|tuas?|vós|o senhor)(?!\p{L})/iu,
  fr: /(?<!\p{L})(?:tu|toi|ton|ta|tes)(?!\p{L})/iu,
  de: /(?<!\p{L})(?:Ihnen|Ihre?[mnrs]?)(?!\p{L})|(?<=[a-zß,] )Sie(?!\p{L})/u,
  hi: /(?<![\p{L}\p{M}])(?:तुम|तू|तुम्हार[ाीे])(?![\p{L}\p{M}])/u,
  id: /(?<!\p{L})(?:kamu|kau|engkau)(?!\p{L})|\p{L}{4}(?<!te|ber|tem)mu(?!\p{L})/iu,
  uk: /(?<!\p{L})(?:ти|тебе|тобі|твоя|твій|твої)(?!\p{L})/iu,
  zh: /您/u,
};

const SCRIPTS: Readonly<Record<string, RegExp>> = {
  hi: /\p{Script=Devanagari}/u,
  ar: /\p{Script=Arabic}/u,
  uk: /\p{Script=Cyrillic}/u,
  zh: /\p{Script=Han}/u,
};

/** What is wrong with the texts of a language, each with its key. */
function problems(tag: string, find: (text: string, english: string, key: string) => string | undefined): string[] {
  return Object.entries(read(tag))
    .filter(([key]) => Object.hasOwn(en, key))
    .map(([key, text]) => [key, find(text, en[key] ?? '', key)])
    .filter(([, problem]) => problem !== undefined)
    .map(([key, problem]) => `${key}: ${problem}`);
}

describe.each(OTHERS)('the texts in %s', (tag) => {
  it('are all there, in the order of the English ones', () => {
    const keys = Object.keys(read(tag));
    expect({ missing: KEYS.filter((key) => !keys.includes(key)) }).toEqual({ missing: [] });
    expect({ unknown: keys.filter((key) => !KEYS.includes(key)) }).toEqual({ unknown: [] });
    expect(keys).toEqual(KEYS);
  });

  it('are translated', () => {
    const script = SCRIPTS[tag];
    expect(
      problems(tag, (text, english) => {
        if (!/[a-z]{3}/.test(leftoversOf(english))) return undefined;
        if (text === english && english.length > 30) return 'is English';
        if (script && english !== 'JSON' && !script.test(text)) return `has no letter of ${tag}`;
        return undefined;
      }),
    ).toEqual([]);
  });

  it('have the holes of the English ones', () => {
    expect(
      problems(tag, (text, english) => {
        if (/[{}]/.test(leftoversOf(text))) return 'has a brace that is no hole';
        const [has, needs] = [holesOf(text).join(' '), holesOf(english).join(' ')];
        return has === needs ? undefined : `has the holes “${has}” instead of “${needs}”`;
      }),
    ).toEqual([]);
  });

  it('have all plural forms that their language needs where they hold a count', () => {
    const rules = new Intl.PluralRules(tag);
    const whole = new Set(Array.from({ length: 1000 }, (_, at) => rules.select(at + 1)));
    const needed = [...new Set([...whole, 'other'])].sort();
    expect(
      problems(tag, (text, english) => {
        const counts = countsOf(text);
        const plain = countsOf(english).find(({ name }) => !counts.some((count) => count.name === name));
        if (plain && needed.length > 1)
          return `needs {${plain.name}, plural, ${needed.map((form) => `${form} {# …}`).join(' ')}}`;
        const known = rules.resolvedOptions().pluralCategories.map(String);
        const wrong = counts.find(
          ({ forms }) => needed.some((form) => !forms.includes(form)) || forms.some((form) => !known.includes(form)),
        );
        return wrong && `has the forms “${wrong.forms.join(' ')}” for “${wrong.name}”; needs “${needed.join(' ')}”`;
      }),
    ).toEqual([]);
  });

  it('name the same commands, options, settings and products', () => {
    expect(
      problems(tag, (text, english) => {
        const gone = namesOf(english).filter((name) => !text.includes(name));
        return gone.length === 0 ? undefined : `does not name ${gone.join(', ')}`;
      }),
    ).toEqual([]);
  });

  it('call what can be pressed or read elsewhere by the name it has there', () => {
    const own = read(tag);
    const NAMED = ['check.menu', 'verdict.unverified', 'closest.same'] as const;
    expect(
      problems(tag, (text, english) => {
        const wrong = NAMED.find(
          (name) =>
            new RegExp(`“${en[name]}”`, 'i').test(english) &&
            !text.toLowerCase().includes(own[name]?.toLowerCase() ?? ''),
        );
        return wrong && `does not say “${own[wrong]}”, as ${wrong} does`;
      }),
    ).toEqual([]);
  });

  it('speak to their reader in one way', () => {
    const other = OTHER_ADDRESS[tag];
    expect(problems(tag, (text) => (other?.test(text) ? 'speaks to the reader in another way' : undefined))).toEqual(
      [],
    );
  });

  it('have no marks of another language, no markup and nothing that cannot be seen', () => {
    const foreign = new RegExp(`["“”„‟«»「」『』‘’'\`](?<![${QUOTES[tag] ?? ''}])`, 'u');
    expect(
      problems(tag, (text) => {
        if (text !== text.trim() || text === '') return 'begins or ends with a space, or is empty';
        if (/\s{2}/.test(text)) return 'has two spaces in a row';
        const mark = foreign.exec(text)?.[0];
        if (mark !== undefined) return `has ${mark}; the marks of ${tag} are ${QUOTES[tag]}`;
        if (/<[/\w]|^>|[*_]{2}|&#?\w+;|\]\(/.test(text)) return 'has markup: the renderers put it in';
        if (/\.\.\./.test(text)) return 'has three dots instead of …';
        if (/[\u202A-\u202E\u2066-\u2069\u200B\uFEFF\u00AD\t\n\r]/.test(text)) return 'has an invisible character';
        return text === text.normalize('NFC') ? undefined : 'is not in Unicode’s form C';
      }),
    ).toEqual([]);
  });
});

describe.each(LOCALE_TAGS)('the texts in %s', (tag) => {
  it.each(ROOM)('have room as %s of at most %i units', (_what, limit, keys) => {
    expect(KEYS.some((key) => keys.test(key))).toBe(true);
    expect(
      problems(tag, (text, _english, key) => {
        const length = leftoversOf(text).length + 10 * holesOf(text).length;
        return keys.test(key) && length > limit ? `has ${length} units` : undefined;
      }),
    ).toEqual([]);
  });
});

describe.each(LOCALE_TAGS)('the refusals in %s', (tag) => {
  it.each(CLICK_REFUSALS)('under %s fit the answer to a click', (title, keys) => {
    const texts = read(tag);
    expect(KEYS.some((key) => keys.test(key))).toBe(true);
    expect(
      problems(tag, (text, _english, key) => {
        const length = `${texts[title]}\n${leftoversOf(text)}`.length + 10 * holesOf(text).length;
        return keys.test(key) && length > CALLBACK_ANSWER_LIMIT ? `has ${length} units with its title` : undefined;
      }),
    ).toEqual([]);
  });
});

describe('the French texts', () => {
  it('have a no-break space before high marks and inside their quotation marks', () => {
    expect(
      problems('fr', (text) =>
        /[^\u00A0\u202F](?:[!?;»]|:(?!\/))|«[^\u00A0\u202F]/.test(text)
          ? 'has a space that can break, or none'
          : undefined,
      ),
    ).toEqual([]);
  });
});

describe('the Spanish texts', () => {
  it('open what they ask and call out', () => {
    expect(
      problems('es', (text) =>
        [...text.matchAll(/[?!]/g)].length === [...text.matchAll(/[¿¡]/g)].length ? undefined : 'lacks ¿ or ¡',
      ),
    ).toEqual([]);
  });
});
