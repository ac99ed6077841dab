import { OutOfReach } from '../../core/out-of-reach.ts';
import { readColour } from './css-colours.ts';
import { toPx, toShare } from './css-lengths.ts';
import { type Declaration, type MatchedRule, UNLAYERED } from './css-rules.ts';
import { readFunctions, splitCss } from './css-text.ts';

/** The custom properties of an element and its ancestors. */
export interface Variables {
  own: ReadonlyMap<string, string>;
  outer: Variables | undefined;
  depth: number;
}

/** The deepest nesting of elements with custom properties. */
const MAX_DEPTH = 200;
/** The most `var()` references resolved in one value. */
const MAX_REFERENCES = 20;
const REFERENCE = /^var\(\s*(--[^\s,()]+)\s*(?:,((?:[^()]|\([^()]*\))*))?\)/;

function findVariable(name: string, variables: Variables | undefined): string | undefined {
  for (let scope = variables; scope; scope = scope.outer) {
    const value = scope.own.get(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** A value with its `var()` references replaced; undefined if one cannot be resolved. */
function resolve(value: string, variables: Variables | undefined): string | undefined {
  let text = value;
  for (let count = 0; text.includes('var('); count += 1) {
    // Resolves the innermost reference first, since it contains no others.
    const at = text.lastIndexOf('var(');
    const [whole = '', name = '', otherwise] = REFERENCE.exec(text.slice(at)) ?? [];
    const put = findVariable(name, variables) ?? otherwise?.trim();
    if (put === undefined || count > MAX_REFERENCES) return undefined;
    text = text.slice(0, at) + put + text.slice(at + whole.length);
  }
  return text.trim();
}

const SIDES = ['top', 'right', 'bottom', 'left'] as const;
const toSides = (prefix: string): string[] => SIDES.map((side) => (prefix ? `${prefix}-${side}` : side));
/** Shorthand properties, such as `inset: top right bottom left`. */
const SHORTHANDS: Readonly<Record<string, readonly string[]>> = {
  inset: toSides(''),
  margin: toSides('margin'),
  padding: toSides('padding'),
  'inset-inline': ['left', 'right'],
  'inset-block': ['top', 'bottom'],
  'margin-inline': ['margin-left', 'margin-right'],
  'margin-block': ['margin-top', 'margin-bottom'],
  'padding-inline': ['padding-left', 'padding-right'],
  'padding-block': ['padding-top', 'padding-bottom'],
  overflow: ['overflow-x', 'overflow-y'],
};
/** The physical name of a logical property, for horizontal text from left to right. */
const toPhysical = (name: string): string =>
  name
    .replace(/^-webkit-(?!text-)/, '')
    .replace('inline-start', 'left')
    .replace('inline-end', 'right')
    .replace('block-start', 'top')
    .replace('block-end', 'bottom')
    .replace('inline-size', 'width')
    .replace('block-size', 'height')
    .replace(/^inset-(?=left|right|top|bottom)/, '');

const GLOBAL = /^(?:initial|unset|revert|revert-layer|inherit)$/;
const SIZE_WORD = /^(?:auto|none|normal|(?:min|max|fit)-content|stretch)$/;
const FONT_SIZE = /^(?:(?:xx?-)?small|medium|(?:x{1,3}-)?large|smaller|larger)$/;
const isLength = (value: string): boolean => !Number.isNaN(toPx(value, { font: 16, root: 16, whole: 100 }));
const isSize = (value: string): boolean => SIZE_WORD.test(value) || isLength(value);
const isShape = (value: string): boolean => value === 'none' || value === 'auto' || readFunctions(value) !== undefined;
const isColour = (value: string): boolean => value === 'currentcolor' || readColour(value) !== undefined;
const isWord = (pattern: RegExp) => (value: string) => pattern.test(value);
const BACKGROUND_WORD =
  /^(?:none|(?:no-)?repeat(?:-[xy])?|round|space|scroll|fixed|local|center|left|right|top|bottom|cover|contain|auto|(?:border|padding|content)-box|text)$/;
const isImage = (value: string): boolean => /^[a-z-]*(?:url|gradient|image|image-set|element)\(.*\)$/s.test(value);
const toPieces = (value: string): string[] => splitCss(value, /[\s,/]/);
const isMoves = (value: string): boolean =>
  value === 'none' ||
  toPieces(value).every((part) => isLength(part) || /^(?:[xyz]|[+-]?[\d.]+(?:deg|turn|rad|grad))$/.test(part));

/** The values that browsers accept for each property that can hide text; they ignore all others. */
const ACCEPTED: Readonly<Record<string, (value: string) => boolean>> = {
  display: isWord(
    /^(?:none|contents|list-item|flow-root|ruby|(?:-webkit-|-moz-)?(?:inline-)?(?:box|block|flex|grid|table)|inline|table-[a-z-]+|block flow|inline flow)$/,
  ),
  visibility: isWord(/^(?:visible|hidden|collapse)$/),
  'content-visibility': isWord(/^(?:visible|hidden|auto)$/),
  position: isWord(/^(?:static|relative|absolute|fixed|sticky)$/),
  'overflow-x': isWord(/^(?:visible|hidden|clip|auto|scroll|overlay)$/),
  'overflow-y': isWord(/^(?:visible|hidden|clip|auto|scroll|overlay)$/),
  'backface-visibility': isWord(/^(?:visible|hidden)$/),
  '-webkit-text-security': isWord(/^(?:none|disc|circle|square)$/),
  'background-clip': (value) => toPieces(value).every((part) => BACKGROUND_WORD.test(part)),
  opacity: (value) => !Number.isNaN(toShare(value)),
  zoom: (value) => value === 'normal' || value === 'reset' || !Number.isNaN(toShare(value)),
  'font-size': (value) => FONT_SIZE.test(value) || isLength(value),
  color: isColour,
  '-webkit-text-fill-color': isColour,
  'background-color': isColour,
  'background-image': (value) => splitCss(value, /,/).every((part) => part === 'none' || isImage(part)),
  'mask-image': () => true,
  clip: isShape,
  'clip-path': (value) => splitCss(value, /\s/).every((part) => isShape(part) || BACKGROUND_WORD.test(part)),
  transform: isShape,
  filter: isShape,
  scale: isMoves,
  translate: isMoves,
  rotate: isMoves,
  content: () => true,
  ...Object.fromEntries(
    [...toSides(''), ...toSides('margin'), ...toSides('padding'), 'text-indent', 'letter-spacing', 'line-height'].map(
      (name) => [name, isSize],
    ),
  ),
  ...Object.fromEntries(
    ['width', 'height', 'max-width', 'max-height', 'min-width', 'min-height'].map((name) => [name, isSize]),
  ),
};

function* spread(name: string, value: string): Generator<[string, string]> {
  const known = toPhysical(name);
  const sides = SHORTHANDS[known];
  if (sides) {
    const parts = splitCss(value, /\s/);
    if (parts.length > sides.length) return;
    for (const [index, side] of sides.entries()) {
      yield [side, parts[index] ?? parts[index - 2] ?? parts[0] ?? ''];
    }
  } else if (known === 'font') {
    if (GLOBAL.test(value)) yield ['font-size', value];
    const size = splitCss(value, /[\s/]/).find(
      (part) => FONT_SIZE.test(part) || (isLength(part) && !/^[1-9]\d*$/.test(part)),
    );
    if (size) yield ['font-size', size];
  } else if (known === 'background') {
    const pieces = toPieces(value);
    const isSound = pieces.every(
      (part) => isColour(part) || isImage(part) || BACKGROUND_WORD.test(part) || isLength(part) || GLOBAL.test(part),
    );
    if (!isSound) return;
    yield ['background-color', pieces.find(isColour) ?? 'transparent'];
    yield ['background-image', pieces.filter(isImage).join(',') || 'none'];
    if (pieces.includes('text')) yield ['background-clip', 'text'];
  } else if (known === 'mask') yield ['mask-image', value];
  else yield [known, value];
}

/** The winning values of an element's own declarations; inherited values are not included. */
export interface Cascaded {
  values: ReadonlyMap<string, string>;
  variables: Variables | undefined;
}

/** Whether a property can affect visibility. */
export const isAboutSight = (name: string): boolean => {
  const known = toPhysical(name);
  return name.startsWith('--') || known in ACCEPTED || known in SHORTHANDS || /^(?:font|background|mask)$/.test(known);
};

/** The longhand properties that a declaration sets, without values that browsers reject. */
function accept(name: string, value: string): [string, string][] {
  return [...spread(name, value)].filter(([one, given]) =>
    GLOBAL.test(given) ? one in ACCEPTED : ACCEPTED[one]?.(given),
  );
}

/** Caches declarations without `var()`, which mean the same for every element. */
const accepted = new WeakMap<Declaration, [string, string][]>();
function readSettings(declaration: Declaration, variables: Variables | undefined): [string, string][] {
  const { name, value } = declaration;
  if (value.includes('var(')) {
    const whole = resolve(value, variables);
    return whole === undefined ? [] : accept(name, whole);
  }
  const settings = accepted.get(declaration) ?? accept(name, value);
  accepted.set(declaration, settings);
  return settings;
}

/** Sorts declarations in cascade order: https://www.w3.org/TR/css-cascade-5/#cascade-sort */
function sort(rules: readonly MatchedRule[]): Declaration[] {
  const rank = (one: MatchedRule, other: MatchedRule): number =>
    one.specificity - other.specificity || one.order - other.order;
  const normal = rules.toSorted((one, other) => one.layer - other.layer || rank(one, other));
  const important = rules.toSorted((one, other) => other.layer - one.layer || rank(one, other));
  const take = (from: readonly MatchedRule[], isImportant: boolean): Declaration[] =>
    from.flatMap((rule) => rule.declarations.filter((declaration) => declaration.important === isImportant));
  return [...take(normal, false), ...take(important, true)];
}

/** The rule of a `style` attribute, which wins over all style sheets. */
export const toStyleRule = (declarations: Declaration[]): MatchedRule => ({
  ...{ selector: '', declarations, layer: UNLAYERED, doubtful: false },
  ...{ specificity: Number.MAX_SAFE_INTEGER, order: 0 },
});

/** Determines the winning declarations. @throws OutOfReach `not-a-page` if custom properties are nested too deeply */
export function cascade(rules: readonly MatchedRule[], outer: Variables | undefined): Cascaded {
  const declarations = sort(rules);
  const own = new Map<string, string>();
  for (const { name, value } of declarations) if (name.startsWith('--')) own.set(name, value);
  const depth = (outer?.depth ?? 0) + 1;
  if (depth > MAX_DEPTH) throw new OutOfReach('not-a-page', 'the page’s custom properties are nested too deeply');
  const variables = own.size > 0 ? { own, outer, depth } : outer;
  const values = new Map<string, string>();
  for (const declaration of declarations) {
    for (const [name, value] of readSettings(declaration, variables)) values.set(name, value);
  }
  return { values, variables };
}
