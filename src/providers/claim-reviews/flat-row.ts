/** Column and key names that datasets use, without case, spaces and punctuation; the first with a value wins. */
const NAMES = {
  claim: 'claimreviewed|claim|claimtext|claimstatement|statement|factcheckedclaim',
  rating:
    'reviewratingalternatename|textualrating|rating|ratingtext|ratingname|reviewrating|verdict|claimrating|ruling|truthrating|factcheckverdict|conclusion|veracity|label',
  url: 'url|link|reviewurl|factcheckurl|articleurl|claimreviewurl|factcheckanalysislink|permalink',
  publisher:
    'publisher|publishername|publishersite|reviewername|reviewer|author|authorname|organization|organisation|factchecker|site|website',
  date: 'date|reviewdate|datepublished|published|publishedat|publicationdate|factcheckdate|dateofpublication',
  title: 'title|headline|reviewtitle|articletitle|name',
  language: 'language|lang|inlanguage|languagecode|locale',
  claimant:
    'claimant|speaker|claimauthor|claimauthorname|itemreviewedauthorname|statementoriginator|claimedby|originator',
  claimDate: 'claimdate|itemrevieweddatepublished|statementdate|dateofclaim',
  summary: 'summary|abstract|description|explanation',
  topic: 'topic|category|subject',
  ratingValue: 'reviewratingratingvalue|ratingvalue',
  bestRating: 'reviewratingbestrating|bestrating',
  worstRating: 'reviewratingworstrating|worstrating',
} as const;

type Field = keyof typeof NAMES;

const FIELDS: [Field, string[]][] = Object.entries(NAMES).map(([field, names]) => [field as Field, names.split('|')]);

/** Normalises a name: `Claim Text`, `claim_text` and `claim.text` are the same. */
const toName = (key: string): string => key.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** The indexes of each field's columns, best name first. */
export type Columns = Map<Field, number[]>;

/** Recognises the columns of a header line. */
export function toColumns(header: readonly string[]): Columns {
  const names = header.map(toName);
  const columns: Columns = new Map();
  for (const [field, known] of FIELDS) {
    const places = known.map((name) => names.indexOf(name)).filter((place) => place >= 0);
    if (places.length > 0) columns.set(field, places);
  }
  return columns;
}

/** Converts a flat row into a schema.org ClaimReview, which is then parsed like any other. */
export function toReviewOfRow(columns: Columns, row: readonly unknown[]): Record<string, unknown> {
  const get = (field: Field): unknown => {
    for (const place of columns.get(field) ?? []) {
      const value = row[place];
      if (value !== undefined && value !== null && value !== '') return value;
    }
    return undefined;
  };
  const publisher = get('publisher');
  return {
    '@type': 'ClaimReview',
    claimReviewed: get('claim'),
    url: get('url'),
    headline: get('title'),
    abstract: get('summary'),
    datePublished: get('date'),
    inLanguage: get('language'),
    about: get('topic'),
    author: typeof publisher === 'object' ? publisher : { '@type': 'Organization', name: publisher },
    reviewRating: {
      alternateName: get('rating'),
      ratingValue: get('ratingValue'),
      bestRating: get('bestRating'),
      worstRating: get('worstRating'),
    },
    itemReviewed: { '@type': 'Claim', datePublished: get('claimDate'), author: { name: get('claimant') } },
  };
}
