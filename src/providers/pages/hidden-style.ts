import { type Cascaded, cascade, toStyleRule, type Variables } from './css-cascade.ts';
import { BLACK, type Colour, cover, isToldApart, readColour, WHITE } from './css-colours.ts';
import { isOutOfSight, type Values } from './css-geometry.ts';
import { toPx, toShare } from './css-lengths.ts';
import { type Declaration, type MatchedRule, readDeclarations } from './css-rules.ts';
import { readFunctions, splitCss } from './css-text.ts';
import type { DomElement } from './dom.ts';

/** Letters of this size or less, in px, are illegible. */
const MIN_FONT = 4;
/** With more blur than this, in px, letters run into each other. */
const MAX_BLUR = 4;
/** With a letter spacing below this, in em, letters overlap. */
const MIN_SPACING = -0.4;
/** The browsers' default font size, in px. */
const FONT = 16;
const FONT_SIZES: Readonly<Record<string, number>> = {
  ...{ 'xx-small': 9, 'x-small': 10, small: 13, medium: 16, large: 18 },
  ...{ 'x-large': 24, 'xx-large': 32, 'xxx-large': 48, initial: FONT },
};

/** The appearance of text, as descendants inherit it. */
export interface Look {
  colour: Colour;
  /** The possible background colours, all opaque. */
  grounds: readonly Colour[];
  /** The total opacity, from 0 to 1. */
  opacity: number;
  /** The font size in px; `root` is that of the root element. */
  font: number;
  root: number;
  /** The factor that `zoom` applies to the font size; 0 if `letter-spacing` makes letters overlap. */
  zoom: number;
  isVisible: boolean;
  variables: Variables | undefined;
}

export const FIRST_LOOK: Look = {
  ...{ colour: BLACK, grounds: [WHITE], opacity: 1, font: FONT, root: FONT, zoom: 1, isVisible: true },
  variables: undefined,
};

/** Whether text of this appearance can be read. */
export function isLegible({ colour, grounds, opacity, font, zoom, isVisible }: Look): boolean {
  const share = colour[3] * opacity;
  return isVisible && font * zoom > MIN_FONT && grounds.every((ground) => isToldApart(colour, ground, share));
}

/** Presentational attributes as declarations. https://html.spec.whatwg.org/multipage/rendering.html */
function readOldAttributes(element: DomElement): Declaration[] {
  const declarations: Declaration[] = [];
  const add = (attribute: string, name: string): void => {
    const value = element.getAttribute(attribute)?.trim().toLowerCase();
    if (!value) return;
    declarations.push({ name, value: readColour(value) ? value : `#${value}`, important: false });
  };
  add('bgcolor', 'background-color');
  if (element.localName === 'font') add('color', 'color');
  if (element.localName === 'body') add('text', 'color');
  return declarations;
}

function readFont(value: string, outer: Look): number {
  const font = FONT_SIZES[value];
  if (font !== undefined) return font;
  const px = toPx(value, { font: outer.font, root: outer.root, whole: outer.font });
  return Number.isNaN(px) ? outer.font : px;
}

const toColour = (value: string | undefined, current: Colour): Colour | undefined => {
  if (value === undefined || value === 'currentcolor' || value === 'inherit' || value === 'unset') return current;
  return readColour(value) ?? (value === 'initial' ? BLACK : current);
};

/** The colours of the gradients in a background image. */
function readStops(image: string): Colour[] {
  const inner = splitCss(image, /,/).map((part) => /gradient\((.*)\)$/s.exec(part)?.[1] ?? '');
  const words = inner.flatMap((part) => splitCss(part, /[,\s]/));
  return words.map((word) => readColour(word)).filter((colour) => colour !== undefined);
}

function readGrounds(values: Values, colour: Colour, outer: readonly Colour[]): readonly Colour[] {
  const plain = values.get('background-color');
  const stops = readStops(values.get('background-image') ?? '');
  const paint = plain === 'currentcolor' ? colour : readColour(plain ?? '');
  const under = paint ? outer.map((ground) => cover(ground, paint, paint[3])) : outer;
  if (stops.length === 0) return under;
  // A few stops are enough, since text must stand out from each of them.
  return stops.slice(0, 20).flatMap((stop) => under.slice(0, 1).map((ground) => cover(ground, stop, stop[3])));
}

/** The opacity of an element by `opacity` and `filter`; 0 if it is too blurred to read. */
function readOpacity(values: Values): number {
  const shares = [values.get('opacity') ?? '1'];
  for (const { name, args } of readFunctions(values.get('filter') ?? '') ?? []) {
    if (name === 'opacity') shares.push(args[0] ?? '1');
    if (name === 'blur' && toPx(args[0] ?? '0', { font: FONT, root: FONT, whole: 0 }) > MAX_BLUR) return 0;
  }
  return shares
    .map(toShare)
    .reduce((all, share) => (Number.isNaN(share) ? all : all * Math.min(1, Math.max(0, share))), 1);
}

function isTakenOut(values: Values, look: Look): boolean {
  const is = (name: string, pattern: RegExp): boolean => pattern.test(values.get(name) ?? '');
  if (is('display', /^(?:none|table-column.*)$/) || is('content-visibility', /^hidden$/)) return true;
  if (is('content', /^url\(/) || is('-webkit-text-security', /^(?:disc|circle|square)$/)) return true;
  const mask = readStops(values.get('mask-image') ?? '');
  if (mask.length > 0 && mask.every((stop) => stop[3] < 0.1)) return true;
  return isOutOfSight(values, look.font, look.root);
}

function change(outer: Look, { values, variables }: Cascaded, isRoot: boolean): Look {
  if (values.size === 0) return variables === outer.variables ? outer : { ...outer, variables };
  const font = readFont(values.get('font-size') ?? '', outer);
  const ownColour = toColour(values.get('color'), outer.colour) ?? outer.colour;
  let colour = values.has('-webkit-text-fill-color')
    ? (toColour(values.get('-webkit-text-fill-color'), ownColour) ?? ownColour)
    : ownColour;
  const painted = readGrounds(values, ownColour, outer.grounds);
  // `background-clip: text` shows the background through transparent letters, which then have its colour.
  const isCutOut = values.get('background-clip') === 'text';
  if (isCutOut && colour[3] < 1) colour = painted[0] ?? colour;
  const visibility = values.get('visibility');
  const zoom = toShare(values.get('zoom') ?? '1');
  const spacing = toPx(values.get('letter-spacing') ?? '0', { font, root: outer.root, whole: font });
  return {
    colour,
    grounds: isCutOut ? outer.grounds : painted,
    opacity: outer.opacity * readOpacity(values),
    font,
    root: isRoot ? font : outer.root,
    zoom: spacing < MIN_SPACING * font ? 0 : outer.zoom * (Number.isNaN(zoom) ? 1 : zoom),
    isVisible:
      visibility === undefined || visibility === 'inherit' || visibility === 'unset'
        ? outer.isVisible
        : visibility === 'visible' || visibility === 'initial',
    variables,
  };
}

/** The appearance of an element's text, first without the doubtful rules, then with them. */
export type Looks = readonly [Look, Look];

/** The looks of an element; undefined if it is hidden. It counts as visible only if it is so with and without the doubtful rules. */
export function toLooks(element: DomElement, outer: Looks, matched: readonly MatchedRule[]): Looks | undefined {
  const style = element.getAttribute('style');
  const old = readOldAttributes(element);
  const rules = [...matched];
  if (style) rules.push(toStyleRule(readDeclarations(style)));
  if (old.length > 0) rules.push({ ...toStyleRule(old), specificity: -1 });
  if (rules.length === 0) return outer;
  // Many pages hide themselves as a whole until their scripts have run.
  const isPage = element.localName === 'html' || element.localName === 'body';
  const look = (from: Look, some: readonly MatchedRule[]): Look | undefined => {
    const cascaded = cascade(some, from.variables);
    const changed = change(from, cascaded, element.localName === 'html');
    if (isPage) return { ...changed, opacity: 1, isVisible: true };
    return isTakenOut(cascaded.values, changed) ? undefined : changed;
  };
  const certain = rules.filter((rule) => !rule.doubtful);
  const first = look(outer[0], certain);
  const second = outer[0] === outer[1] && certain.length === rules.length ? first : look(outer[1], rules);
  return first && second && [first, second];
}
