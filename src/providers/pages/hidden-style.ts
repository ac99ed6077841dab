const NAMED_WHITE = new Set([
  'white',
  '#fff',
  '#ffffff',
  '#fffffe',
  '#fefefe',
  'rgb(255,255,255)',
  'rgba(255,255,255,1)',
  'snow',
]);
/** Further out than any screen, in px. */
const OFF_SCREEN = -500;

/** Declarations by property, in lower case; the last one wins. */
export function parseDeclarations(style: string): Map<string, string> {
  const declarations = new Map<string, string>();
  for (const part of style
    .toLowerCase()
    .replace(/\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\//g, '')
    .split(';', 100)) {
    const colon = part.indexOf(':');
    if (colon < 1) continue;
    const value = part
      .slice(colon + 1)
      .replace('!important', '')
      .trim()
      .replace(/\s*,\s*/g, ',');
    declarations.set(part.slice(0, colon).trim(), value);
  }
  return declarations;
}

const toPx = (value: string | undefined): number => (value === undefined ? Number.NaN : Number.parseFloat(value));
const isTiny = (value: string | undefined): boolean =>
  Math.abs(toPx(value)) <= 1 && !/^(?:1|0?\.\d+)(?:r?em|%|v[wh])/.test(value ?? '');

/** Whether an element with these declarations shows no text to a person. */
export function isHidingStyle(css: ReadonlyMap<string, string>): boolean {
  const get = (name: string): string => css.get(name) ?? '';
  if (get('display') === 'none' || /^(?:hidden|collapse)$/.test(get('visibility'))) return true;
  if (get('content-visibility') === 'hidden' || toPx(css.get('opacity')) < 0.05) return true;
  const fontSize = toPx(css.get('font-size'));
  if (fontSize === 0 || (fontSize <= 2 && /(?:px|pt)$/.test(get('font-size')))) return true;
  const clips = /hidden|clip/.test(get('overflow') + get('overflow-x') + get('overflow-y'));
  if (clips && ['width', 'height', 'max-width', 'max-height'].some((name) => isTiny(css.get(name)))) return true;
  if (toPx(css.get('text-indent')) <= OFF_SCREEN) return true;
  if (/^(?:absolute|fixed|relative)$/.test(get('position'))) {
    const sides = ['left', 'top', 'right', 'bottom', 'inset-inline-start', 'margin-left', 'margin-top'];
    if (sides.some((name) => toPx(css.get(name)) <= OFF_SCREEN || /^-\d{2,}(?:r?em|v[wh])/.test(get(name))))
      return true;
    if (/^rect\((?:[01](?:px)?[\s,]*){4}\)/.test(get('clip'))) return true;
  }
  if (toPx(css.get('margin-left')) <= OFF_SCREEN) return true;
  if (/inset\((?:50|100)%|circle\(0|polygon\(0(?:px)? 0(?:px)?(?:,0(?:px)? 0(?:px)?)*\)/.test(get('clip-path')))
    return true;
  if (/scale[xy]?\(0(?:\.0+)?[,)]|translate[xy]?\(-\d{3,}|translate[xy]?\(-\d{4,}/.test(get('transform'))) return true;
  return isInvisibleColour(css);
}

function isInvisibleColour(css: ReadonlyMap<string, string>): boolean {
  const colour = css.get('color')?.replace(/\s/g, '');
  if (!colour) return false;
  if (colour === 'transparent' || /^(?:rgba|hsla)\(.*,0(?:\.0+)?\)$/.test(colour) || /^#[0-9a-f]{6}00$/.test(colour)) {
    // A gradient painted through the letters needs a see-through colour.
    return css.get('background-clip') !== 'text' && css.get('-webkit-background-clip') !== 'text';
  }
  const background = (css.get('background-color') ?? css.get('background'))?.replace(/\s/g, '');
  if (background !== undefined) return background === colour;
  // On a page without any background of its own, white is the paper.
  return NAMED_WHITE.has(colour);
}

/** Selectors of one tag, class or id (and tag with class) whose elements are not seen. */
export interface HidingRules {
  has(tag: string, id: string | null, classes: readonly string[]): boolean;
}

/** An author's style sheet is not looked at beyond this, in UTF-16 units. */
const MAX_SHEET = 300_000;
/** Hidden until a script has run: the page itself is not hidden text. */
const NEVER = new Set(['html', 'body', 'main', 'article', '*', ':root']);

/**
 * Reads `<style>` sheets for simple rules that hide. A rule in a condition on the screen's size is not taken, nor one for print.
 * What needs the cascade is left out: a rule that hides counts, even if another one shows the element again.
 */
export function parseHidingRules(sheets: Iterable<string>): HidingRules {
  const selectors = new Set<string>();
  for (const sheet of sheets) {
    const css = sheet.slice(0, MAX_SHEET).replace(/\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\//g, '');
    const skipped: boolean[] = [];
    let start = 0;
    for (let index = 0; index < css.length; index += 1) {
      const sign = css[index];
      if (sign === '{') {
        const prelude = css.slice(start, index).trim().toLowerCase();
        if (prelude.startsWith('@')) {
          const plain = /^@(?:layer|supports)\b|^@media\s+(?:only\s+)?(?:all|screen)\s*$/.test(prelude);
          skipped.push(!plain || skipped.at(-1) === true);
          start = index + 1;
          continue;
        }
        const end = css.indexOf('}', index);
        const block = css.slice(index + 1, end < 0 ? undefined : end);
        if (skipped.at(-1) !== true && isHidingStyle(parseDeclarations(block))) {
          for (const selector of prelude.split(',')) {
            const simple = selector.trim();
            if (/^(?:[a-z][a-z0-9]*)?(?:[.#][\w-]+)?$/.test(simple) && simple && !NEVER.has(simple))
              selectors.add(simple);
          }
        }
        index = end < 0 ? css.length : end;
        start = index + 1;
      } else if (sign === '}') {
        skipped.pop();
        start = index + 1;
      } else if (sign === ';' && css[start] !== undefined) start = index + 1;
    }
  }
  return {
    has(tag, id, classes) {
      if (selectors.size === 0) return false;
      if (selectors.has(tag)) return true;
      if (id && (selectors.has(`#${id.toLowerCase()}`) || selectors.has(`${tag}#${id.toLowerCase()}`))) return true;
      return classes.some((name) => selectors.has(`.${name}`) || selectors.has(`${tag}.${name}`));
    },
  };
}
