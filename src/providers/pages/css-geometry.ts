import { SCREEN, type Scale, toDegrees, toPx, toShare } from './css-lengths.ts';
import { readFunctions, splitCss } from './css-text.ts';

/** Positions beyond any screen, in px; `OFF_LEFT` also serves for the top. */
const OFF_LEFT = -500;
const OFF_RIGHT = 3_000;
/** A box scaled below this share of its size, or rotated until it looks that narrow, is illegible. */
const MIN_SCALE = 0.2;
/** The assumed size of a box in px, for percentages of itself; the true size is unknown without layout. */
const OWN_SIZE = 640;

export type Values = ReadonlyMap<string, string>;
type Measure = (name: string, whole: number) => number;

const isOne = (value: number): boolean => Math.abs(value) <= 1;

/** How far `transform`, `translate`, `scale` and `rotate` move a box, in px, and to what share of its size they shrink it. */
function readTransform(values: Values, scale: Scale): { x: number; y: number; share: number; away: boolean } {
  const turned = (values.get('rotate') ?? 'none').split(/\s+/);
  const axis = turned.find((word) => /^[xyz]$/.test(word)) ?? 'z';
  const functions = [
    ...(readFunctions(values.get('transform') ?? '') ?? []),
    { name: 'scale', args: splitCss(values.get('scale') ?? '', /\s/) },
    { name: 'translate', args: splitCss(values.get('translate') ?? '', /\s/) },
    { name: `rotate${axis}`, args: turned.filter((word) => word.length > 1) },
  ];
  const result = { x: 0, y: 0, share: 1, away: false };
  for (const { name, args } of functions) {
    const numbers = args.map((arg) => toShare(arg));
    const px = (index: number): number => toPx(args[index] ?? '0', { ...scale, whole: OWN_SIZE }) || 0;
    const [first = 1, second = first] = numbers;
    if (/^(?:rotate[xy])$/.test(name)) {
      const cosine = Math.cos(((toDegrees(args[0] ?? '0') || 0) * Math.PI) / 180);
      result.share = Math.min(result.share, Math.abs(cosine));
      result.away = cosine < 0;
    } else if (/^translate(?:3d|x)?$/.test(name)) {
      result.x += px(0);
      if (name !== 'translatex') result.y += px(1);
    } else if (name === 'translatey') result.y += px(0);
    else if (name === 'matrix' || name === 'matrix3d') {
      const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] =
        name === 'matrix' ? numbers : [0, 1, 4, 5, 12, 13].map((index) => numbers[index] ?? 0);
      result.share *= Math.sqrt(Math.abs(a * d - b * c));
      result.x += e;
      result.y += f;
    } else if (/^scale[xy]?$|^scale3d$/.test(name)) {
      const least =
        name === 'scale' || name === 'scale3d' ? Math.min(Math.abs(first), Math.abs(second)) : Math.abs(first);
      if (!Number.isNaN(least)) result.share *= least;
    }
  }
  return result;
}

function isClippedAway(values: Values, scale: Scale): boolean {
  const clip = values.get('clip') ?? 'auto';
  if (/^(?:absolute|fixed)$/.test(values.get('position') ?? '') && clip.startsWith('rect(')) {
    const [top = 0, right = 0, bottom = 0, left = 0] = (readFunctions(clip)?.[0]?.args ?? []).map((arg) =>
      toPx(arg, scale),
    );
    if (right - left <= 1 || bottom - top <= 1) return true;
  }
  const shape = splitCss(values.get('clip-path') ?? 'none', /\s/).map((part) => readFunctions(part)?.[0]);
  for (const found of shape) {
    if (!found) continue;
    // A referenced clip path cannot be checked, so it counts as hiding.
    if (found.name === 'url') return true;
    const args = found.args.slice(0, found.args.includes('round') ? found.args.indexOf('round') : undefined);
    const px = args.map((arg) => toPx(arg, { ...scale, whole: OWN_SIZE }));
    if (found.name === 'inset') {
      const [top = 0, right = top, bottom = top, left = right] = px;
      if (top + bottom >= OWN_SIZE || left + right >= OWN_SIZE) return true;
    } else if (found.name === 'circle' || found.name === 'ellipse') {
      if (px.length > 0 && args[0] !== 'at' && px.slice(0, 2).some((one) => one <= 1)) return true;
    } else if (found.name === 'xywh') {
      if ((px[2] ?? 0) <= 1 || (px[3] ?? 0) <= 1) return true;
    } else if (found.name === 'rect') {
      const [top = 0, right = 0, bottom = 0, left = 0] = px;
      if (right - left <= 1 || bottom - top <= 1) return true;
    } else if (found.name === 'polygon' && toArea(px.filter((one) => !Number.isNaN(one))) <= 1) return true;
  }
  return false;
}

/** Area of a polygon by the shoelace formula, in square px. */
function toArea(points: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < points.length; index += 2) {
    const [x = 0, y = 0] = points.slice(index, index + 2);
    const [nextX = points[0] ?? 0, nextY = points[1] ?? 0] = points.slice(index + 2, index + 4);
    sum += x * nextY - nextX * y;
  }
  return Math.abs(sum) / 2;
}

function isTooSmall(values: Values, measure: Measure): boolean {
  const clips = ['overflow-x', 'overflow-y'].some((name) => !/^(?:visible|)$/.test(values.get(name) ?? ''));
  if (!clips) return false;
  if (measure('text-indent', SCREEN.width) >= SCREEN.width || measure('line-height', 1) === 0) return true;
  return ['width', 'height'].some(
    (side) =>
      !(measure(`min-${side}`, OWN_SIZE) > 1) &&
      (isOne(measure(side, OWN_SIZE)) || isOne(measure(`max-${side}`, OWN_SIZE))),
  );
}

/** Whether a box with these values is invisible: off-screen, clipped away, shrunk, or turned away. `font` and `root` in px. */
export function isOutOfSight(values: Values, font: number, root: number): boolean {
  const measure: Measure = (name, whole) => toPx(values.get(name) ?? '', { font, root, whole });
  const add = (...names: [string, number][]): number =>
    names.reduce((sum, [name, whole]) => sum + (measure(name, whole) || 0), 0);
  const { width, height } = SCREEN;
  const isPlaced = /^(?:absolute|fixed|relative|sticky)$/.test(values.get('position') ?? '');
  const moved = readTransform(values, { font, root, whole: OWN_SIZE });
  if (moved.share < MIN_SCALE || (moved.away && values.get('backface-visibility') === 'hidden')) return true;
  const x = moved.x + add(['margin-left', width], ['padding-left', width], ['text-indent', width]);
  const y = moved.y + add(['margin-top', height], ['padding-top', height]);
  const [left, top] = isPlaced ? [add(['left', width]), add(['top', height])] : [0, 0];
  if (x + left <= OFF_LEFT || x + left >= OFF_RIGHT || y + top <= OFF_LEFT) return true;
  const fromEnd = isPlaced ? [measure('right', width) + add(['margin-right', width]), measure('bottom', height)] : [];
  if (fromEnd.some((end) => end <= OFF_LEFT || end >= OFF_RIGHT)) return true;
  return isTooSmall(values, measure) || isClippedAway(values, { font, root, whole: OWN_SIZE });
}
