import { z } from 'zod';

/** The most items of a list that are read; real reviews have a handful. */
const MAX_LIST = 60;

/** In JSON-LD, every value may be single or a list. */
const toList = (value: unknown): unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value.slice(0, MAX_LIST) : [value];

/** A string, a number, or JSON-LD's `{ "@value": … }`; anything else counts as absent. */
function toWords(value: unknown): string | undefined {
  for (const item of toList(value)) {
    const bare = typeof item === 'object' && item !== null && '@value' in item ? item['@value'] : item;
    if (typeof bare === 'string' && bare.trim() !== '') return bare;
    if (typeof bare === 'number' && Number.isFinite(bare)) return String(bare);
  }
  return undefined;
}

function toNumber(value: unknown): number | undefined {
  const text = toWords(value)?.trim().replace(',', '.');
  const number = text ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

/** An address as a string, or as a node with an `@id` or `url`. */
function toAddress(value: unknown): string | undefined {
  for (const item of toList(value)) {
    if (typeof item === 'string' && item.trim() !== '') return item;
    if (typeof item !== 'object' || item === null) continue;
    const inner = toWords((item as Record<string, unknown>)['@id'] ?? (item as Record<string, unknown>).url);
    if (inner) return inner;
  }
  return undefined;
}

/** Type names without prefix: `ClaimReview`, `schema:ClaimReview` and `https://schema.org/ClaimReview` are the same type. */
export function toTypes(value: unknown): string[] {
  return toList(value)
    .filter((type) => typeof type === 'string')
    .map((type) => type.replace(/^.*[/:#]/, ''));
}

const words = z.unknown().transform(toWords).optional();
const number = z.unknown().transform(toNumber).optional();
const address = z.unknown().transform(toAddress).optional();
const types = z.unknown().transform(toTypes).optional();
const wordsList = z
  .unknown()
  .transform((value) =>
    toList(value)
      .map(toWords)
      .filter((item) => item !== undefined),
  )
  .optional();

/** The nodes of a list that fit the schema; a string is read as a node with that name. */
const listOf = <T extends z.ZodType>(schema: T) =>
  z
    .unknown()
    .transform((value) =>
      toList(value).flatMap((item) => {
        const parsed = schema.safeParse(typeof item === 'string' ? { name: item } : item);
        return parsed.success ? [parsed.data] : [];
      }),
    )
    .optional();

const agentSchema = z.object({ '@type': types, '@id': words, name: words, url: address });

const ratingSchema = z.object({
  name: words,
  alternateName: words,
  ratingExplanation: words,
  ratingValue: z.unknown().optional(),
  bestRating: number,
  worstRating: number,
});

const itemReviewedSchema = z.object({
  '@type': types,
  name: words,
  text: words,
  alternateName: wordsList,
  author: listOf(agentSchema),
  datePublished: words,
  dateCreated: words,
});

const citationSchema = z.object({
  url: address,
  name: words,
  headline: words,
  publisher: listOf(agentSchema),
  datePublished: words,
  abstract: words,
  quote: words,
  quoteVerified: z.unknown().optional(),
  quoteVerifiedAt: words,
});

/**
 * schema.org's ClaimReview as publishers really write it: values single or in lists, strings in place of nodes, numbers as
 * strings, and anything may be missing. The schema refuses only non-objects; `parseClaimReview` decides what is required.
 */
export const claimReviewSchema = z.object({
  '@type': types,
  '@id': words,
  url: address,
  translationOfWork: address,
  claimReviewed: words,
  itemReviewed: listOf(itemReviewedSchema),
  reviewRating: listOf(ratingSchema),
  author: listOf(agentSchema),
  publisher: listOf(agentSchema),
  sourceOrganization: listOf(agentSchema),
  headline: words,
  name: words,
  abstract: words,
  description: words,
  reviewBody: words,
  datePublished: words,
  dateCreated: words,
  inLanguage: z.unknown().optional(),
  about: listOf(z.object({ name: words })),
  citation: listOf(citationSchema),
});

export type RawClaimReview = z.infer<typeof claimReviewSchema>;
export type RawAgent = z.infer<typeof agentSchema>;
export type RawRating = z.infer<typeof ratingSchema>;

/** The BCP 47 tag of `inLanguage`, which is a string or a `Language` node. */
export function toLanguageTag(value: unknown): string | undefined {
  const [item] = toList(value);
  const node = typeof item === 'object' && item !== null ? (item as Record<string, unknown>) : undefined;
  const text = node ? (toWords(node.alternateName) ?? toWords(node.name) ?? toWords(node)) : toWords(item);
  try {
    return text ? Intl.getCanonicalLocales(text.trim().replaceAll('_', '-'))[0] : undefined;
  } catch {
    // Not a tag; possibly a language's name.
    return text?.trim().toLowerCase() === 'english' ? 'en' : undefined;
  }
}

/** The value as a number; undefined if it is none. */
export const toRatingNumber = toNumber;
/** The value as text; undefined if it is none. */
export const toRatingWords = toWords;
