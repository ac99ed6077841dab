import { createRandom } from './corpus.ts';
import material from './made-material.json' with { type: 'json' };

/** The bot's ten languages and two others. */
export type MadeLanguage = keyof typeof material;

const MADE_LANGUAGES = Object.keys(material) as MadeLanguage[];

/** A wording, and others that mean the same or the contrary. */
type Choice = readonly string[];

/** The words of a language: `made-material.json` separates choices by `|`, and the wordings of one choice by `/`. */
export interface Material {
  /** Sentence templates, as published and in another order. */
  templates: Readonly<Record<Kind | 'said', Choice>>;
  /** What fills the templates' slots. */
  choices: Readonly<Record<Slot, readonly Choice[]>>;
  places: Choice;
  months: Choice;
  time: string;
  /** The words from twenty to ninety. */
  tens: Choice;
  /** The thousands separator. */
  separator: string;
  asks: Choice;
  forwards: Choice;
  articles: Choice;
  ratings: Choice;
  publishers: Choice;
}

type Kind = 'deed' | 'cure' | 'shown' | 'share';
type Slot = 'who' | 'deed' | 'remedy' | 'ill' | 'cures' | 'scene' | 'group' | 'view';

/** What the claims of a family share. */
interface Family {
  language: MadeLanguage;
  kind: Kind;
  slots: Readonly<Partial<Record<Slot, Choice>>>;
  /** The person the claim is attributed to. */
  person?: string;
  hasPlace: boolean;
  hasTime: boolean;
}

/** What distinguishes a claim within its family: numbers, places, months and denials. */
interface Member {
  number: number;
  /** The number is written as a word, if it has one. */
  inWords: boolean;
  place: string;
  month: string;
  year: number;
  denied: boolean;
}

/** One claim in parts, from which it can be reworded. */
export interface MadeClaim {
  family: Family;
  member: Member;
  /** The plain statement, without a final punctuation mark. */
  text: string;
}

/** The wording of a claim. */
export interface Saying {
  /** In the other order. */
  turned?: boolean;
  /** In other words. */
  synonyms?: boolean;
  /** Numbers as bare digits. */
  digits?: boolean;
}

/** The keys of the slots' choices in `made-material.json`. */
const SLOTS = [
  ...([
    ['who', 'who'],
    ['deed', 'deeds'],
    ['remedy', 'remedies'],
    ['ill', 'ills'],
  ] as const),
  ...([
    ['cures', 'cures'],
    ['scene', 'scenes'],
    ['group', 'groups'],
    ['view', 'views'],
  ] as const),
] as const;
/** Slots whose second wording denies the first. */
const DENIABLE: ReadonlySet<string> = new Set(['deed', 'cures', 'view']);

const split = (words: string, mark = '|'): string[] => words.split(mark).filter((word) => word !== '');

function toMaterial(raw: (typeof material)[MadeLanguage]): Material {
  const { deed, said, cure, shown, share, time, separator } = raw;
  const choices = SLOTS.map(([slot, key]) => [slot, split(raw[key]).map((choice) => split(choice, '/'))]);
  return {
    templates: {
      ...{ deed: split(deed), said: split(said), cure: split(cure), shown: split(shown), share: split(share) },
    },
    choices: Object.fromEntries(choices) as Material['choices'],
    ...{ places: split(raw.places), months: split(raw.months), time, tens: split(raw.numbers), separator },
    ...{ asks: split(raw.asks), forwards: split(raw.forwards), articles: split(raw.articles) },
    ...{ ratings: split(raw.ratings), publishers: split(raw.publishers) },
  };
}

const MATERIALS = Object.fromEntries(
  MADE_LANGUAGES.map((language) => [language, toMaterial(material[language])]),
) as Record<MadeLanguage, Material>;

export const materialOf = (language: MadeLanguage): Material => MATERIALS[language];

/** The kinds of claims, common ones several times. */
const KINDS: readonly Kind[] = ['deed', 'deed', 'deed', 'deed', 'cure', 'cure', 'shown', 'shown', 'share'];
const SLOTS_OF: Readonly<Record<Kind, readonly Slot[]>> = {
  ...{ deed: ['who', 'deed'], cure: ['remedy', 'cures', 'ill'], shown: ['scene'], share: ['group', 'view'] },
};
/** The most claims of one family; most families have a handful. */
const LARGEST_FAMILY = 24;
const PEOPLE_SHARE = 0.5;
const SAID_SHARE = 0.25;
const PLACE_SHARE = 0.75;
const TIME_SHARE = 0.6;
const DENIED_SHARE = 0.12;
/** How often a number is one with a word, and how often it is then written as one. */
const TENS_SHARE = 0.2;
const WORDS_SHARE = 0.5;
const FIRST_YEAR = 2004;
const YEARS = 21;

/**
 * Draws an endless sequence of distinct claims, family by family; the same seed gives the same claims. Each comes with another claim of its family
 * that is never drawn.
 */
export function* makeClaims(seed: number): Generator<{ claim: MadeClaim; spare: MadeClaim }, never> {
  const random = createRandom(seed);
  const families = new Set<string>();
  for (let turn = 0; ; turn += 1) {
    const family = drawFamily(MADE_LANGUAGES[turn % MADE_LANGUAGES.length] ?? 'en', random);
    const key = JSON.stringify(family);
    if (families.has(key)) continue;
    families.add(key);
    const told = new Set<string>();
    const draw = (): MadeClaim => {
      for (;;) {
        const member = drawMember(family, random);
        const { number, place, month, year, denied } = member;
        const says = [number, family.hasPlace && place, family.hasTime && `${month} ${year}`, denied].join('|');
        if (told.has(says)) continue;
        told.add(says);
        return { family, member, text: sayClaim({ family, member }) };
      }
    };
    const spare = draw();
    const size = Math.ceil(LARGEST_FAMILY ** random());
    for (let at = 0; at < size; at += 1) yield { claim: draw(), spare };
  }
}

function drawFamily(language: MadeLanguage, random: () => number): Family {
  const { choices } = materialOf(language);
  const kind = drawOf(KINDS, random);
  const slots = Object.fromEntries(SLOTS_OF[kind].map((slot) => [slot, drawOf(choices[slot], random)]));
  const isDeed = kind === 'deed';
  if (isDeed && random() < PEOPLE_SHARE) slots.who = [drawPerson(language, random)];
  return {
    ...{ language, kind, slots },
    ...(kind !== 'share' && random() < SAID_SHARE ? { person: drawPerson(language, random) } : {}),
    hasPlace: kind !== 'cure' && random() < PLACE_SHARE,
    hasTime: (isDeed || kind === 'shown') && random() < TIME_SHARE,
  };
}

function drawPerson(language: MadeLanguage, random: () => number): string {
  const { name, first, last, lastEnds } = material[language];
  const surname = drawOf(split(last), random) + drawOf(split(lastEnds), random);
  return name.replace('{first}', drawOf(split(first), random)).replace('{last}', surname);
}

function drawMember({ language, kind }: Family, random: () => number): Member {
  const { places, months } = materialOf(language);
  const isTens = random() < TENS_SHARE;
  const most = kind === 'deed' || kind === 'shown' ? 4 : 2;
  const drawn = Math.floor(isTens ? 2 + 8 * random() : 10 ** (1.2 + (most - 1.2) * random()));
  return {
    number: isTens ? drawn * 10 : toCounted(drawn),
    inWords: isTens && random() < WORDS_SHARE,
    ...{ place: drawOf(places, random), month: drawOf(months, random) },
    year: FIRST_YEAR + Math.floor(YEARS * Math.sqrt(random())),
    denied: kind !== 'shown' && random() < DENIED_SHARE,
  };
}

/** A number after which every language uses the same form of a noun: it ends in 0 or 5 to 9. */
function toCounted(number: number): number {
  const last = number % 10;
  return last >= 1 && last <= 4 ? number + 5 : number;
}

/** Draws an item of a non-empty list. */
export function drawOf<T>(items: readonly T[], random: () => number): T {
  return items[Math.floor(random() * items.length)] as T;
}

/** The claim as a statement without a final punctuation mark. */
export function sayClaim({ family, member }: Pick<MadeClaim, 'family' | 'member'>, how: Saying = {}): string {
  const { templates, time } = materialOf(family.language);
  const order = (of: Choice) => (how.turned ? of[1] : undefined) ?? of[0] ?? '';
  // The order changes in the attribution if there is one, otherwise in the claim itself.
  const clause = family.person === undefined ? order(templates[family.kind]) : (templates[family.kind][0] ?? '');
  const template = family.person === undefined ? clause : order(templates.said).replace('{clause}', clause);
  const toSlot = (slot: string): string => {
    const choice = family.slots[slot as Slot];
    if (choice) return choice[member.denied && DENIABLE.has(slot) ? 1 : how.synonyms ? choice.length - 1 : 0] ?? '';
    if (slot === 'n') return toNumber(family.language, member, how);
    if (slot === 'person') return family.person ?? '';
    if (slot === 'place') return family.hasPlace ? member.place : '';
    if (slot !== 'time') throw new Error(`There is nothing for the slot “${slot}”.`);
    return family.hasTime ? time.replace('{month}', member.month).replace('{year}', String(member.year)) : '';
  };
  let text = template;
  while (text.includes('{')) text = text.replace(/\{(\w+)\}/g, (_, slot: string) => toSlot(slot));
  return toSentence(text);
}

function toNumber(language: MadeLanguage, { number, inWords }: Member, { digits = false }: Saying): string {
  const { tens, separator } = materialOf(language);
  if (digits) return String(number);
  if (inWords) return tens[number / 10 - 2] ?? '';
  return String(number).replace(/(?<=\d)(?=\d{3}$)/, separator);
}

/** Removes what empty slots leave, and capitalises the beginning. */
function toSentence(text: string): string {
  const tidy = text
    .replace(/ {2,}/g, ' ')
    .replace(/ +(?=[,，])/g, '')
    .replace(/^[\s,，]+|\s+$/g, '');
  return tidy.charAt(0).toUpperCase() + tidy.slice(1);
}
