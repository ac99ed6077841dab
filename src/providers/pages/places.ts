/** Limits concurrency, in all and per host; callers wait in order of arrival. */
export interface Places {
  /** Runs the work once both limits allow it. An abort while it waits rejects with the signal's reason. */
  run<T>(host: string, signal: AbortSignal, work: () => Promise<T>): Promise<T>;
}

interface Gate {
  free: number;
  waiting: Set<() => void>;
}

async function enter(gate: Gate, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (gate.free > 0) {
    gate.free -= 1;
    return;
  }
  await new Promise<void>((resolve, reject) => {
    const onAbort = (): void => {
      gate.waiting.delete(go);
      reject(signal.reason);
    };
    const go = (): void => {
      gate.waiting.delete(go);
      signal.removeEventListener('abort', onAbort);
      resolve();
    };
    gate.waiting.add(go);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

function leave(gate: Gate): void {
  const [next] = gate.waiting;
  if (next) next();
  else gate.free += 1;
}

/**
 * @param inAll how many may run at once
 * @param perHost how many of them for the same host
 */
export function createPlaces(inAll: number, perHost: number): Places {
  const all: Gate = { free: inAll, waiting: new Set() };
  const hosts = new Map<string, Gate>();
  return {
    async run(host, signal, work) {
      const gate = hosts.get(host) ?? { free: perHost, waiting: new Set() };
      hosts.set(host, gate);
      // The host's limit comes first, so that the queue of a slow host takes no slots from others.
      await enter(gate, signal);
      try {
        await enter(all, signal);
        try {
          return await work();
        } finally {
          leave(all);
        }
      } finally {
        leave(gate);
        if (gate.free === perHost) hosts.delete(host);
      }
    },
  };
}
