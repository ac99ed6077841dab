import { apiThrottler } from '@grammyjs/transformer-throttler';
import type { Transformer } from 'grammy';

type Options = Parameters<typeof apiThrottler>[0];
type Call = Parameters<Transformer>;

/** A throttle that can be begun anew. */
export interface SteadyThrottle {
  transformer: Transformer;
  /**
   * The clock on the wall was set back. Bottleneck, on which the throttler is built, counts by it, and would let nothing through until the
   * old time is reached. So a new one takes over, whoever waits included.
   */
  renew(): void;
}

/** Makes it over the throttler of grammY's. */
export function createSteadyThrottle(options: Options): SteadyThrottle {
  let throttle = apiThrottler(options);
  const waiting = new Set<() => void>();

  const transformer = (...[call, method, payload, signal]: Call) =>
    new Promise((resolve, reject) => {
      let isBegun = false;
      const begin = (async (...args: Parameters<Call[0]>) => {
        // Its turn in the old one, should it come after all, is nobody's.
        if (isBegun) return undefined;
        isBegun = true;
        waiting.delete(enter);
        const answer = call(...args);
        resolve(answer);
        // The next one's turn comes when this one is over.
        return answer;
      }) as Call[0];
      const enter = () => {
        throttle(begin, method, payload, signal).catch(reject);
      };
      waiting.add(enter);
      enter();
    });

  return {
    transformer: transformer as Transformer,
    renew() {
      throttle = apiThrottler(options);
      for (const enter of waiting) enter();
    },
  };
}
