import type { DomDocument, DomElement } from './dom.ts';
import data from './interstitials.json' with { type: 'json' };

/** The longest text of a bot test, a consent or a log-in, in UTF-16 units. */
const MOST_TEXT = 700;
/** The longest text beside a telling heading, in UTF-16 units. */
const LITTLE_TEXT = 60;
/** The length of a notice of one or two sentences, in UTF-16 units. */
const SHORT_TEXT = 200;
/** The most words after “Before you continue to”. */
const MOST_WORDS = 4;

const HOSTS = new Set(data.hosts.split(' '));
const PATHS = new Set(data.paths.split(' '));
const HEADERS = Object.entries(data.headers).map(([name, value]) => [name, new RegExp(`^(?:${value})`, 'i')] as const);
const splitAll = (lists: Readonly<Record<string, string>>): string[] =>
  Object.values(lists).flatMap((phrases) => phrases.split('|'));
const TITLES = splitAll(data.titles);
const WHOLE_TITLES = new Set(TITLES);
const BEGINNINGS = TITLES.filter((title) => title.endsWith('*')).map((title) => title.slice(0, -1));
const TEXTS = splitAll(data.texts);

const toPlain = (text: string): string =>
  text.normalize('NFKC').toLowerCase().replace(/[’‘]/g, "'").replace(/\s+/g, ' ').trim();

/** Whether a response's headers say that it is a bot test, whatever its status. */
export function isChallenge(header: (name: string) => string): boolean {
  return HEADERS.some(([name, value]) => value.test(header(name)));
}

const toLast = (url: URL): string =>
  (url.pathname.toLowerCase().split('/').findLast(Boolean) ?? '').replace(/\.[a-z]{2,5}$/, '');
const isWall = (url: URL): boolean => HOSTS.has(url.hostname.split('.', 1)[0] ?? '') || PATHS.has(toLast(url));

/** Whether redirects have led from a page to a log-in, a consent or a bot test. */
export function isLedAway(from: URL, to: URL): boolean {
  return isWall(to) && !isWall(from);
}

/** The parts of a parsed page that matter here. */
export interface SeenPage {
  /** The page's `<title>` and its first heading. */
  titles: readonly string[];
  text: string;
  /** Whether the page declares itself an article. */
  isArticle: boolean;
}

function isTitle(title: string): boolean {
  return toPlain(title)
    .split(/ [-|•·–—] |\|/)
    .map((part) => part.replace(/[.…!?,:]/g, '').trim())
    .some(
      (part) =>
        WHOLE_TITLES.has(part) ||
        BEGINNINGS.some((start) => part.startsWith(start) && part.slice(start.length).split(' ').length <= MOST_WORDS),
    );
}

/** Attributes and scripts, in which bot-test services leave their marks. */
function* listCode(document: DomDocument): Generator<string> {
  for (const name of ['script', 'iframe', 'form', 'div', 'link', 'input']) {
    for (const element of document.getElementsByTagName(name)) {
      for (const { value } of element.attributes) yield value.slice(0, 500).toLowerCase();
      if (name === 'script') yield element.textContent.slice(0, 5_000).toLowerCase();
    }
  }
}

const toForm = (element: DomElement): DomElement | undefined => {
  let node = element.parentNode;
  while (node && (node as DomElement).localName !== 'form') node = node.parentNode;
  return (node as DomElement | null) ?? undefined;
};

/** Whether a page has little text besides a form with a password. */
function isLogIn(document: DomDocument, text: string): boolean {
  for (const input of document.getElementsByTagName('input')) {
    if (input.getAttribute('type')?.toLowerCase() !== 'password') continue;
    const inForm = toPlain(toForm(input)?.textContent ?? '').length;
    if (text.length - inForm < SHORT_TEXT) return true;
  }
  return false;
}

/**
 * Whether a page is an interstitial in front of the requested page: a bot test, a consent, a log-in, or a request to enable scripts.
 * Long texts and articles never are, whatever they are about. One sign alone is not enough, except a service's own mark.
 */
export function isInterstitial(document: DomDocument, { titles, text, isArticle }: SeenPage): boolean {
  if (isArticle || text.length > MOST_TEXT) return false;
  const plain = toPlain(text);
  const code = [...listCode(document)];
  const isMarked = (marks: readonly string[]): boolean => marks.some((mark) => code.some((one) => one.includes(mark)));
  if (isMarked(data.marks) || isLogIn(document, plain)) return true;
  const sentences = plain.split(/(?<=[.!?。！？।؟])\s*|\n+/).filter(Boolean);
  const telling = sentences.filter((sentence) => TEXTS.some((phrase) => sentence.includes(phrase)));
  const phrases = TEXTS.filter((phrase) => plain.includes(phrase)).length;
  const hasDoor = ['button', 'form', 'input', 'noscript', 'iframe'].some((name) => {
    const [first] = document.getElementsByTagName(name);
    return first !== undefined;
  });
  if (titles.some(isTitle)) {
    const beside =
      plain.length - Math.max(...titles.map((title) => (plain.startsWith(toPlain(title)) ? title.length : 0)));
    if (beside < LITTLE_TEXT || phrases > 0 || hasDoor) return true;
  }
  if (phrases === 0) return false;
  if (isMarked(data.widgets)) return true;
  const isMost = telling.length * 2 >= sentences.length;
  return isMost && (plain.length < SHORT_TEXT ? hasDoor || sentences.length === 1 : hasDoor && phrases > 1);
}
