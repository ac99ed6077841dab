/** The assumed screen, in CSS px. */
export const SCREEN = { width: 1280, height: 720 };
/** What relative lengths refer to, in px: the element's and the root's font size, and 100%. */
export interface Scale {
  font: number;
  root: number;
  whole: number;
}

const { width, height } = SCREEN;
/** Units of the CSS Values module, in px; container units count as viewport units. */
const IN_PX: Readonly<Record<string, number>> = {
  ...{ '': 1, px: 1, pt: 4 / 3, pc: 16, in: 96, cm: 96 / 2.54, mm: 9.6 / 2.54, q: 2.4 / 2.54 },
  ...{ vw: width / 100, vi: width / 100, cqw: width / 100, cqi: width / 100, vmax: width / 100 },
  ...{ vh: height / 100, vb: height / 100, cqh: height / 100, cqb: height / 100, vmin: height / 100 },
};
const IN_FONTS: Readonly<Record<string, number>> = { em: 1, lh: 1.2, ex: 0.5, ch: 0.5, ic: 1, cap: 0.7 };
const TOKEN = /[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?(?:%|[a-z]*)|[a-z-]+\(?|[-+*/(),]|\S/g;
const NUMBER = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)(%|[a-z]*)$/;

function toUnits(token: string, scale: Scale): number {
  const [, digits = '', unit = ''] = NUMBER.exec(token) ?? [];
  const value = Number.parseFloat(digits);
  if (unit === '%') return (value * scale.whole) / 100;
  if (unit.startsWith('r') && IN_FONTS[unit.slice(1)]) return value * scale.root * (IN_FONTS[unit.slice(1)] ?? 1);
  return value * (IN_PX[unit.replace(/^[dsl](?=v)/, '')] ?? (IN_FONTS[unit] ?? Number.NaN) * scale.font);
}

const FUNCTIONS: Readonly<Record<string, (...values: number[]) => number>> = {
  'calc(': (value = Number.NaN) => value,
  '(': (value = Number.NaN) => value,
  'min(': Math.min,
  'max(': Math.max,
  'clamp(': (low = 0, value = Number.NaN, high = 0) => Math.max(low, Math.min(value, high)),
  'abs(': Math.abs,
};

/** Evaluates a length, percentage or number, including `calc()` and other math functions, in px; NaN if it is none. */
export function toPx(value: string, scale: Scale): number {
  const tokens = value.match(TOKEN) ?? [];
  let at = 0;
  const factor = (): number => {
    const token = tokens[at] ?? '';
    at += 1;
    const work = FUNCTIONS[token];
    if (!work) return toUnits(token, scale);
    const values = [sum()];
    while (tokens[at] === ',') {
      at += 1;
      values.push(sum());
    }
    at += 1;
    return work(...values);
  };
  const product = (): number => {
    let result = factor();
    for (let sign = tokens[at]; sign === '*' || sign === '/'; sign = tokens[at]) {
      at += 1;
      result = sign === '*' ? result * factor() : result / factor();
    }
    return result;
  };
  const sum = (): number => {
    let result = product();
    for (let sign = tokens[at]; sign === '+' || sign === '-'; sign = tokens[at]) {
      at += 1;
      result += sign === '+' ? product() : -product();
    }
    return result;
  };
  const result = sum();
  return at >= tokens.length ? result : Number.NaN;
}

/** A number or percentage as a fraction: `50%` and `0.5` are 0.5; NaN if it is none. */
export const toShare = (value: string): number => toPx(value, { font: 0, root: 0, whole: 1 });

/** An angle in degrees; NaN if it is none. */
export function toDegrees(value: string): number {
  const [, digits = '', unit = ''] = NUMBER.exec(value) ?? [];
  const inDegrees: Record<string, number> = { deg: 1, turn: 360, rad: 180 / Math.PI, grad: 0.9, '': 1 };
  return Number.parseFloat(digits) * (inDegrees[unit] ?? Number.NaN);
}
