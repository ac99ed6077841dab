/** Runs tasks concurrently, taking turns among their owners. */
export interface FairQueue {
  /**
   * Runs the task when its owner's turn comes. Settles as the task does.
   * @throws the reason passed to `close`, if the task was still waiting then
   */
  run<T>(owner: string, task: () => Promise<T>): Promise<T>;
  /** Starts no further tasks. */
  close(reason: Error): void;
}

export interface FairQueueOptions {
  /** How many tasks run at once. */
  total: number;
  /** How many of them may have the same owner. */
  perOwner: number;
}

interface Lane {
  waiting: { begin(): void; drop(reason: Error): void }[];
  running: number;
  /** The owner's virtual time: the lowest is next. */
  turn: number;
}

/**
 * Creates a queue in which every owner gets a turn: one owner's flood delays each of the others by one task. Turns follow start-time fair queuing:
 * https://doi.org/10.1145/248157.248171
 */
export function createFairQueue({ total, perOwner }: FairQueueOptions): FairQueue {
  const lanes = new Map<string, Lane>();
  let running = 0;
  /** The turn served last. A new owner starts here, not ahead of those who have waited. */
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
      // An owner ahead of the others keeps its lane for a while: otherwise sending tasks one at a time would bypass the queue.
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
