import { dot, sigmoid } from '../src/core/match/model.ts';

/** A row of features and whether it is a pair of the same claim. */
export interface Sample {
  features: readonly number[];
  label: 0 | 1;
  weight: number;
}

export interface Linear {
  weights: number[];
  bias: number;
}

interface Scaling {
  mean: number[];
  deviation: number[];
}

function toScaling(rows: readonly (readonly number[])[]): Scaling {
  const width = rows[0]?.length ?? 0;
  const column = (at: number) => rows.map((row) => row[at] ?? 0);
  const mean = Array.from({ length: width }, (_, at) => column(at).reduce((sum, x) => sum + x, 0) / rows.length);
  const deviation = mean.map(
    (middle, at) => Math.sqrt(column(at).reduce((sum, x) => sum + (x - middle) ** 2, 0) / rows.length) || 1,
  );
  return { mean, deviation };
}

function scale(row: readonly number[], { mean, deviation }: Scaling): number[] {
  return row.map((x, at) => (x - (mean[at] ?? 0)) / (deviation[at] ?? 1));
}

/** The equivalent model for unscaled rows. */
function unscale({ weights, bias }: Linear, { mean, deviation }: Scaling): Linear {
  const plain = weights.map((weight, at) => weight / (deviation[at] ?? 1));
  return { weights: plain, bias: bias - dot(plain, mean) };
}

/**
 * Adam (Kingma & Ba 2015) over the full batch: the problems are convex and small, so it only has to be stable. After each step, weights with a forbidden
 * sign (`signs`) are set to 0, which keeps the problem convex.
 */
function descend(
  width: number,
  steps: number,
  rate: number,
  gradient: (theta: Float64Array) => Float64Array,
  signs: readonly number[] = [],
): Float64Array {
  const theta = new Float64Array(width);
  const first = new Float64Array(width);
  const second = new Float64Array(width);
  for (let step = 1; step <= steps; step += 1) {
    const slope = gradient(theta);
    for (let at = 0; at < width; at += 1) {
      const g = slope[at] ?? 0;
      first[at] = 0.9 * (first[at] ?? 0) + 0.1 * g;
      second[at] = 0.999 * (second[at] ?? 0) + 0.001 * g * g;
      const m = (first[at] ?? 0) / (1 - 0.9 ** step);
      const v = (second[at] ?? 0) / (1 - 0.999 ** step);
      theta[at] = (theta[at] ?? 0) - (rate * m) / (Math.sqrt(v) + 1e-8);
      if ((theta[at] ?? 0) * (signs[at] ?? 0) < 0) theta[at] = 0;
    }
  }
  return theta;
}

/**
 * Logistic regression with an L2 penalty on the scaled weights.
 *
 * @param signs the allowed sign of each feature's weight, 1 or -1; 0 allows both
 */
export function fitLogistic(
  samples: readonly Sample[],
  signs: readonly number[],
  penalty = 1e-3,
  steps = 1500,
): Linear {
  const scaling = toScaling(samples.map(({ features }) => features));
  const rows = samples.map(({ features }) => scale(features, scaling));
  const width = rows[0]?.length ?? 0;
  const total = samples.reduce((sum, { weight }) => sum + weight, 0);
  const theta = descend(
    width + 1,
    steps,
    0.02,
    (now) => {
      const slope = new Float64Array(width + 1);
      for (const [at, row] of rows.entries()) {
        const sample = samples[at] as Sample;
        let z = now[width] ?? 0;
        for (let i = 0; i < width; i += 1) z += (now[i] ?? 0) * (row[i] ?? 0);
        const error = ((sigmoid(z) - sample.label) * sample.weight) / total;
        for (let i = 0; i < width; i += 1) slope[i] = (slope[i] ?? 0) + error * (row[i] ?? 0);
        slope[width] = (slope[width] ?? 0) + error;
      }
      for (let i = 0; i < width; i += 1) slope[i] = (slope[i] ?? 0) + penalty * (now[i] ?? 0);
      return slope;
    },
    signs,
  );
  return unscale({ weights: Array.from(theta.slice(0, width)), bias: theta[width] ?? 0 }, scaling);
}

/** One query's candidates, and whether each is right; a claim and its twin both are. */
export interface Ranking {
  rows: (readonly number[])[];
  right: readonly boolean[];
}

/** A linear ranking with the listwise softmax loss (ListNet, Cao et al. 2007), which maximises the summed probability of a list's right answers. */
export function fitRank(rankings: readonly Ranking[], penalty = 1e-3, steps = 600): Linear {
  const scaling = toScaling(rankings.flatMap(({ rows }) => rows));
  const lists = rankings.map(({ rows, right }) => ({ rows: rows.map((row) => scale(row, scaling)), right }));
  const width = scaling.mean.length;
  const theta = descend(width, steps, 0.03, (now) => {
    const slope = new Float64Array(width);
    for (const { rows, right } of lists) {
      const scores = rows.map((row) => {
        let sum = 0;
        for (let i = 0; i < width; i += 1) sum += (now[i] ?? 0) * (row[i] ?? 0);
        return sum;
      });
      const highest = Math.max(...scores);
      const powers = scores.map((score) => Math.exp(score - highest));
      const sum = powers.reduce((all, power) => all + power, 0);
      const ofRight = powers.reduce((all, power, at) => all + (right[at] ? power : 0), 0);
      for (const [at, row] of rows.entries()) {
        const power = powers[at] ?? 0;
        const error = (power / sum - (right[at] ? power / ofRight : 0)) / lists.length;
        for (let i = 0; i < width; i += 1) slope[i] = (slope[i] ?? 0) + error * (row[i] ?? 0);
      }
    }
    for (let i = 0; i < width; i += 1) slope[i] = (slope[i] ?? 0) + penalty * (now[i] ?? 0);
    return slope;
  });
  return unscale({ weights: Array.from(theta), bias: 0 }, scaling);
}
