import { defined } from '../../core/defined.ts';
import { parseLooseJson } from '../text/loose-json.ts';

/** What a page states about itself in JSON-LD. None of it can be trusted to be true or well formed. */
export interface JsonLdFacts {
  headline?: string;
  publisher?: string;
  datePublished?: string;
  isArticle?: true;
  /** The article's text, if only one article has a text. */
  body?: string;
}

/** The longest script that is parsed, in UTF-16 units, and the most objects that are read from all scripts. */
const MAX_SCRIPT = 500_000;
const MAX_OBJECTS = 2_000;
const ARTICLE = /Article|Posting|Report|ClaimReview|Dataset|ScholarlyArticle/;
const PAGE = /WebPage$/;

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const toText = (value: unknown): string | undefined => {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' && first.trim() ? first : undefined;
};

function collectObjects(scripts: Iterable<string>): Json[] {
  const objects: Json[] = [];
  for (const script of scripts) {
    if (script.length > MAX_SCRIPT) continue;
    let waiting: unknown[];
    try {
      waiting = [parseLooseJson(script)];
    } catch {
      continue;
    }
    for (let seen = 0; waiting.length > 0 && seen < MAX_OBJECTS && objects.length < MAX_OBJECTS; seen += 1) {
      const value = waiting.shift();
      if (Array.isArray(value)) waiting.push(...value.slice(0, MAX_OBJECTS));
      else if (isObject(value)) {
        objects.push(value);
        waiting.push(value['@graph'], value.mainEntity, value.mainEntityOfPage);
      }
    }
  }
  return objects;
}

/** Reads the article or page that the scripts describe; scripts that are not JSON are skipped. */
export function parseJsonLd(scripts: Iterable<string>): JsonLdFacts {
  const objects = collectObjects(scripts);
  const typeOf = (object: Json): string =>
    [object['@type']]
      .flat()
      .filter((type) => typeof type === 'string')
      .join(' ');
  const article = objects.find((object) => ARTICLE.test(typeOf(object)));
  const page = objects.find((object) => PAGE.test(typeOf(object)));
  const toName = (value: unknown): string | undefined => {
    const first: unknown = Array.isArray(value) ? value[0] : value;
    if (!isObject(first)) return toText(first);
    const named = toText(first.name);
    if (named || !first['@id']) return named;
    return toText(objects.find((object) => object['@id'] === first['@id'] && object.name)?.name);
  };
  const headline = toText(article?.headline);
  const publisher = toName(article?.publisher) ?? toName(page?.publisher);
  const datePublished = toText(article?.datePublished) ?? toText(page?.datePublished);
  const bodies = objects.flatMap((object) => (ARTICLE.test(typeOf(object)) ? (toText(object.articleBody) ?? []) : []));
  // Several bodies are teasers of other pages.
  const body = new Set(bodies).size === 1 ? bodies[0] : undefined;
  return defined({ headline, publisher, datePublished, body, isArticle: article ? (true as const) : undefined });
}
