import fc from 'fast-check';

/** One run tries the same texts as the next; FC_SEED=2 npm test tries others. */
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 1) });
