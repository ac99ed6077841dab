import { OutOfReach } from '../../core/out-of-reach.ts';
import { MAX_VALUE, splitCss, unescapeCss } from './css-text.ts';
import { isMediaMet } from './media-query.ts';

/** A declaration. Name and value are in lower case, except for names of custom properties. */
export interface Declaration {
  name: string;
  value: string;
  important: boolean;
}

export interface CssRule {
  selector: string;
  declarations: Declaration[];
  /** Index in the style sheets' order; later rules win. */
  order: number;
  /** Index of the cascade layer; rules outside all layers have the highest. */
  layer: number;
  /** Whether it is uncertain that the rule applies: if so, it can only hide text, never reveal any. */
  doubtful: boolean;
}

/** A rule, with the specificity of the one of its selectors that matches. */
export interface MatchedRule extends CssRule {
  specificity: number;
}

/** The layer index of rules outside all layers. */
export const UNLAYERED = 1e6;
/** The limit for all nested selectors together when expanded with their outer selectors, in UTF-16 units. */
const MAX_NESTED = 1_000_000;
const COMMENT = '\0';
const TOKENS =
  /\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/|\/\*.*|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|\\.?|url\((?!\s*["'])(?:[^)\\]|\\.)*\)?|<!--|-->|[{}()[\];]|[^{}()[\];"'\\/u<-]+|./gis;
function readDeclaration(text: string): Declaration | undefined {
  const colon = text.indexOf(':');
  if (colon < 1) return undefined;
  const raw = unescapeCss(text.slice(0, colon).replaceAll(COMMENT, '')).trim();
  const isCustom = raw.startsWith('--');
  const whole = text.slice(colon + 1).replaceAll(COMMENT, ' ');
  const bang = whole.lastIndexOf('!');
  const important =
    bang >= 0 &&
    unescapeCss(whole.slice(bang + 1))
      .trim()
      .toLowerCase() === 'important';
  const value = unescapeCss((important ? whole.slice(0, bang) : whole).replace(/url\([^)]*\)?/gi, 'url()')).trim();
  if (!value || value.length > MAX_VALUE) return undefined;
  // Names of custom properties are case-sensitive, also where a value refers to them.
  const lower = value.replace(/--[\w-]+|[^-]+|-/g, (part) => (part.startsWith('--') ? part : part.toLowerCase()));
  return { name: isCustom ? raw : raw.toLowerCase(), value: lower, important };
}

interface Block {
  /** Selector of the enclosing rule; empty at the top level. */
  selector: string;
  declarations: Declaration[];
  layer: number;
  doubtful: boolean;
  skipped: boolean;
}

/** Parses style sheets by the CSS Syntax module, in time linear in their length. */
export function createCssReader() {
  const rules: CssRule[] = [];
  const layers = new Map<string, number>();

  const toLayer = (name: string): number => {
    const key = name || `#${layers.size}`;
    layers.set(key, layers.get(key) ?? layers.size);
    return layers.get(key) ?? 0;
  };

  let nested = 0;
  /** A nested selector combined with the selector of its enclosing rule. */
  function nest(selector: string, outer: string): string {
    if (!outer) return selector;
    nested += selector.length * outer.length;
    if (nested > MAX_NESTED) throw new OutOfReach('not-a-page', 'the page’s styles are nested too deeply');
    return splitCss(selector.replaceAll(':scope', '&'), /,/)
      .map((one) => (one.includes('&') ? one.replaceAll('&', `:is(${outer})`) : `:is(${outer}) ${one}`))
      .join(',');
  }

  function openAtRule(prelude: string, around: Block): Block {
    const [, name = '', rest = ''] = /^(@[\w-]+)(.*)$/s.exec(prelude) ?? [];
    const condition = rest.trim();
    const block = { ...around };
    if (/^@(?:-\w+-)?keyframes$/.test(name)) block.skipped = true;
    else if (name === '@media') {
      const met = condition.length > MAX_VALUE ? undefined : isMediaMet(condition);
      if (met === false) block.skipped = true;
      block.doubtful ||= met === undefined;
    } else if (name === '@layer') {
      // Nested layers are too rare to be ordered correctly.
      block.doubtful ||= around.layer !== UNLAYERED || condition.includes('.');
      block.layer = toLayer(condition);
    } else {
      block.doubtful = true;
      const scope = /^\((.*?)\)(?:\s*to\b|$)/s.exec(condition)?.[1];
      if (name === '@scope' && scope) block.selector = nest(scope, around.selector);
    }
    return block.selector === '' || block.skipped ? block : openRule(block.selector, block);
  }

  function openRule(selector: string, around: Block): Block {
    const declarations: Declaration[] = [];
    const { layer, doubtful, skipped } = around;
    if (!skipped) rules.push({ selector, declarations, order: rules.length, layer, doubtful });
    return { selector, declarations, layer, doubtful, skipped };
  }

  function readBlocks(css: string, first: Block): void {
    const open: Block[] = [first];
    const brackets: string[] = [];
    let pieces: string[] = [];
    const take = (): string => {
      const text = pieces.join('').trim();
      pieces = [];
      return text;
    };
    const declare = (block: Block): void => {
      const text = take();
      if (block.skipped) return;
      if (/^@layer\s/i.test(text)) for (const name of splitCss(text.slice(6), /,/)) toLayer(name);
      const declaration = text.startsWith('@') ? undefined : readDeclaration(text);
      if (declaration) block.declarations.push(declaration);
    };
    for (const [token] of css.replaceAll(COMMENT, '\u{FFFD}').matchAll(TOKENS)) {
      const top = open.at(-1) ?? first;
      if (token === '(' || token === '[') brackets.push(token === '(' ? ')' : ']');
      else if (brackets.length > 0 && token === brackets.at(-1)) brackets.pop();
      if (token.startsWith('/*')) pieces.push(COMMENT);
      else if ((token === '<!--' || token === '-->') && open.length === 1) continue;
      else if (brackets.length > 0) pieces.push(token);
      else if (token === ';') declare(top);
      else if (token === '{') {
        const prelude = take().replaceAll(COMMENT, '');
        if (prelude.startsWith('@'))
          open.push(
            openAtRule(
              prelude.replace(/^@[\w-]+/, (name) => name.toLowerCase()),
              top,
            ),
          );
        else open.push(openRule(nest(prelude, top.selector), top));
      } else if (token === '}') {
        declare(top);
        if (open.length > 1) open.pop();
        // Declarations after a nested rule win over it.
        const around = open.at(-1);
        if (around?.selector) open[open.length - 1] = openRule(around.selector, around);
      } else pieces.push(token);
    }
    declare(open.at(-1) ?? first);
  }

  const root = (): Block => ({ selector: '', declarations: [], layer: UNLAYERED, doubtful: false, skipped: false });
  return {
    rules,
    /** @param media the `media` attribute of the sheet's element */
    readSheet(css: string, media: string): void {
      const met = isMediaMet(media.slice(0, MAX_VALUE));
      if (met !== false) readBlocks(css, { ...root(), doubtful: met === undefined });
    },
  };
}

/** The declarations of a `style` attribute. */
export function readDeclarations(style: string): Declaration[] {
  return splitCss(style.replace(/\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\//g, COMMENT), /;/).flatMap(
    (text) => readDeclaration(text) ?? [],
  );
}
