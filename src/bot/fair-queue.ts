/** Runs tasks side by side, in turn over their owners. */
export interface FairQueue {
  /**
   * Runs the task as soon as it is its owner's turn. Settles as the task does.
   * @throws the reason `close` was called with, for a task that was still waiting then
   */
  run<T>(owner: string, task: () => Promise<T>): Promise<T>;
  /** Lets nothing new begin. */
  close(reason: Error): void;
}

export interface FairQueueOptions {
  /** How many run at once. */
  total: number;
  /** How many of one owner's. */
  perOwner: number;
}

interface Lane {
  waiting: { begin(): void; drop(reason: Error): void }[];
  running: number;
  /** Its turn: the lowest is next. */
  turn: number;
}

/**
 * Makes a queue in which every owner gets its turn: a flood from one delays the others by one task each. Turns are given out by
 * start-time fair queuing: https://doi.org/10.1145/248157.248171
 */
export function createFairQueue({ total, perOwner }: FairQueueOptions): FairQueue {
  const lanes = new Map<string, Lane>();
  let running = 0;
  /** The turn that came last. Whoever comes new is served from here on, not before those who have waited. */
  let turn = 0;
  let closed: Error | undefined;

  function findNext(): Lane | undefined {
    let next: Lane | undefined;
    for (const lane of lanes.values()) {
      if (lane.waiting.length === 0 || lane.running >= perOwner) continue;
      if (!next || lane.turn < next.turn) next = lane;
    }
    return next;
  }

  function fill(): void {
    while (running < total) {
      const lane = findNext();
      if (!lane) return;
      turn = Math.max(turn, lane.turn);
      lane.turn += 1;
      lane.running += 1;
      running += 1;
      lane.waiting.shift()?.begin();
    }
  }

  function end(lane: Lane): void {
    lane.running -= 1;
    running -= 1;
    fill();
    for (const [owner, { waiting, running: own, turn: next }] of lanes) {
      // Who has had more than the others keeps its place for a while, or coming one by one would be a way past the queue.
      if (waiting.length === 0 && own === 0 && (next <= turn || running === 0)) lanes.delete(owner);
    }
  }

  return {
    run<T>(owner: string, task: () => Promise<T>): Promise<T> {
      if (closed) return Promise.reject(closed);
      const lane = lanes.get(owner) ?? { waiting: [], running: 0, turn };
      lanes.set(owner, lane);
      if (lane.waiting.length === 0) lane.turn = Math.max(lane.turn, turn);
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      const begin = () => {
        task()
          .then(resolve, reject)
          .finally(() => end(lane));
      };
      lane.waiting.push({ begin, drop: reject });
      fill();
      return promise;
    },
    close(reason) {
      closed = reason;
      for (const lane of lanes.values()) for (const { drop } of lane.waiting.splice(0)) drop(reason);
    },
  };
}
