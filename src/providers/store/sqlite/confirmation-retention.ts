import type { PurgeLimits } from '../../../chat/ports.ts';
import type { Database } from './database.ts';
import { LEFT, toGroupOf, toKeptSince } from './group-rows.ts';

/** What goes of the confirmations. Both belong inside a transaction. */
export interface ConfirmationRetention {
  /** Removes what is over, and what was said of checks and reviews that are gone. */
  purge(limits: Pick<PurgeLimits, 'now' | 'keepDays' | 'before' | 'leftBefore'>): void;
  /** A person's own words go; what they said as a moderator stays, without them. @param who as `PersonHash` gives it @returns how many rows it concerned */
  forget(who: string): number;
}

const GROUP = toGroupOf('confirmations.vis_platform', 'confirmations.vis_owner');

/** Makes it over its table. */
export function createConfirmationRetention(db: Database): ConfirmationRetention {
  const removeOld = db.prepare(
    "DELETE FROM confirmations WHERE (by_kind = 'asker' OR vis_kind = 'person') AND at < :before",
  );
  const removeOfGroups = db.prepare(`
    DELETE FROM confirmations WHERE vis_kind = 'chat' AND (
      at < ${toKeptSince(`coalesce((SELECT keep_days FROM (${GROUP})), :keepDays)`)}
      OR EXISTS (SELECT 1 FROM (${GROUP}) WHERE ${LEFT}))`);
  // An import may bring a review back, and a group's word on it still counts then. A check that is gone stays gone.
  const removeOfGone = db.prepare(`
    DELETE FROM confirmations WHERE
      (prior_kind = 'check' AND NOT EXISTS (SELECT 1 FROM checks WHERE id = prior_id))
      OR (prior_kind = 'review' AND vis_kind = 'public' AND NOT EXISTS (SELECT 1 FROM reviews WHERE id = prior_id))`);
  const removeOf = db.prepare(`
    DELETE FROM confirmations WHERE (by_kind = 'asker' AND by_who = :who) OR (vis_kind = 'person' AND vis_owner = :who)`);
  const blank = db.prepare("UPDATE confirmations SET by_who = '' WHERE by_who = :who");

  return {
    purge({ now, keepDays, before, leftBefore }) {
      removeOld.run({ before });
      removeOfGroups.run({ now, keepDays, leftBefore });
      removeOfGone.run();
    },
    forget: (who) => removeOf.run({ who }) + blank.run({ who }),
  };
}
