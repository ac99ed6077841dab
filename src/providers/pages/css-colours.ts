import NAMES from './colour-names.json' with { type: 'json' };
import { toDegrees, toShare } from './css-lengths.ts';
import { splitCss } from './css-text.ts';

/** Red, green and blue from 0 to 255, and alpha from 0 to 1. */
export type Colour = readonly [number, number, number, number];

export const BLACK: Colour = [0, 0, 0, 1];
export const WHITE: Colour = [255, 255, 255, 1];
const names: Readonly<Record<string, string>> = NAMES;

/** Channels that differ by no more than this (of 255) cannot be told apart: light grey vanishes on white from about #ebebeb. */
const UNSEEN_STEP = 20;

function readHex(value: string): Colour | undefined {
  const digits = /^#([0-9a-f]{3,8})$/.exec(value)?.[1];
  if (!digits || digits.length === 5 || digits.length === 7) return undefined;
  const long = digits.length < 5 ? digits.replace(/./g, '$&$&') : digits;
  const [red, green, blue, alpha] = (long.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
  return [red ?? 0, green ?? 0, blue ?? 0, (alpha ?? 255) / 255];
}

/** https://www.w3.org/TR/css-color-4/#hsl-to-rgb; hue in degrees, the others from 0 to 1 */
const fromHsl = (hue: number, saturation: number, light: number): number[] =>
  [0, 8, 4].map((n) => {
    const k = (n + hue / 30) % 12;
    return 255 * (light - saturation * Math.min(light, 1 - light) * Math.max(-1, Math.min(k - 3, 9 - k, 1)));
  });

/** https://www.w3.org/TR/css-color-4/#color-conversion-code */
function fromOklab(light: number, a: number, b: number): number[] {
  const l = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (light - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return linear.map((part) => 255 * (part <= 0.0031308 ? 12.92 * part : 1.055 * part ** (1 / 2.4) - 0.055));
}

const turn = (chroma: number, hue: number): [number, number] => [
  chroma * Math.cos((hue * Math.PI) / 180),
  chroma * Math.sin((hue * Math.PI) / 180),
];

function readFunction(name: string, body: string, depth: number): Colour | undefined {
  const args = splitCss(body, name === 'light-dark' || name === 'color-mix' ? /,/ : /[,\s/]/);
  if (name === 'light-dark') return readColour(args[0] ?? '', depth + 1);
  if (name === 'color-mix') return mix(args.slice(1), depth);
  // A relative colour (`from …`) counts as the colour that it is derived from.
  if (args[0] === 'from') return readColour(args[1] ?? '', depth + 1);
  const parts = name === 'color' ? args.slice(1) : args;
  const share = (index: number, whole: number): number => {
    const part = parts[index] ?? '';
    return part === 'none' ? 0 : part.endsWith('%') ? toShare(part) : toShare(part) / whole;
  };
  const angle = (index: number): number => (((toDegrees(parts[index] ?? '') || 0) % 360) + 360) % 360;
  const alpha = parts[3] === undefined ? 1 : share(3, 1);
  const readers: Record<string, () => number[]> = {
    rgb: () => [0, 1, 2].map((index) => 255 * share(index, 255)),
    hsl: () => fromHsl(angle(0), share(1, 100), share(2, 100)),
    hwb: () =>
      fromHsl(angle(0), 1, 0.5).map((part) => part * (1 - share(1, 100) - share(2, 100)) + 255 * share(1, 100)),
    color: () => [0, 1, 2].map((index) => 255 * share(index, 1)),
    oklab: () => fromOklab(share(0, 1), share(1, 2.5) * 2.5, share(2, 2.5) * 2.5),
    oklch: () => fromOklab(share(0, 1), ...turn(share(1, 1), angle(2))),
    // CIE Lab is scaled to Oklab, which is close enough to tell two colours apart.
    lab: () => fromOklab((share(0, 100) + 0.16) / 1.16, share(1, 1) / 320, share(2, 1) / 320),
    lch: () => fromOklab((share(0, 100) + 0.16) / 1.16, ...turn(share(1, 1) / 320, angle(2))),
  };
  const read = readers[name.replace(/^(rgb|hsl)a$/, '$1')]?.();
  if (!read || read.some(Number.isNaN) || Number.isNaN(alpha)) return undefined;
  const [red = 0, green = 0, blue = 0] = read.map((part) => Math.min(255, Math.max(0, part)));
  return [red, green, blue, Math.min(1, Math.max(0, alpha))];
}

function mix(parts: readonly string[], depth: number): Colour | undefined {
  const [first, second] = parts.map((part) => {
    const words = splitCss(part, /\s/);
    const share = words.find((word) => word.endsWith('%'));
    const colour = readColour(words.find((word) => word !== share) ?? '', depth + 1);
    return { colour, share: share === undefined ? Number.NaN : toShare(share) };
  });
  if (!first?.colour || !second?.colour) return undefined;
  const ofSecond = Number.isNaN(first.share) ? (Number.isNaN(second.share) ? 0.5 : second.share) : 1 - first.share;
  const alpha = first.colour[3] * (1 - ofSecond) + second.colour[3] * ofSecond;
  const weight = alpha === 0 ? 0 : (second.colour[3] * ofSecond) / alpha;
  const [red, green, blue] = cover(first.colour, second.colour, weight);
  return [red, green, blue, alpha];
}

/** Parses a colour in any syntax of CSS Color 4 and 5 but `currentcolor`. @param value in lower case. @returns undefined if it is none */
export function readColour(value: string, depth = 0): Colour | undefined {
  const hex = names[value] ?? value;
  if (hex.startsWith('#')) return readHex(hex);
  const [, name, body] = /^([a-z-]+)\((.*)\)$/s.exec(value) ?? [];
  return name && body && depth < 5 ? readFunction(name, body, depth) : undefined;
}

/** The opaque mix of two colours, where `over` covers `share` (0 to 1) of `under`. */
export function cover(under: Colour, over: Colour, share: number): Colour {
  const part = (index: 0 | 1 | 2): number => under[index] * (1 - share) + over[index] * share;
  return [part(0), part(1), part(2), 1];
}

/** Whether a letter with the opacity `share` stands out from its background. */
export function isToldApart(letter: Colour, ground: Colour, share: number): boolean {
  return ([0, 1, 2] as const).some((index) => Math.abs(letter[index] - ground[index]) * share > UNSEEN_STEP);
}
