import type { Confirmer, KnownConfirmation } from '../../core/ports.ts';
import type { Scope } from '../../core/types.ts';
import type { PersonHash } from './prints.ts';
import type { VisibilityParams } from './scope-params.ts';

/** A confirmation as both SQL dialects select it, ordered by strength, then newest first. */
export interface ConfirmationRow {
  by_kind: KnownConfirmation['by']['kind'];
  by_who: string;
  prior_kind: KnownConfirmation['prior']['kind'];
  prior_id: string;
  relation: KnownConfirmation['relation'];
}

/** The confirmations in force: the first row for each kind of confirmer and prior. */
export function toKnownConfirmations(rows: readonly ConfirmationRow[]): KnownConfirmation[] {
  const found = new Map<string, KnownConfirmation>();
  for (const row of rows) {
    const key = JSON.stringify([row.by_kind, row.prior_kind, row.prior_id]);
    if (!found.has(key)) found.set(key, toKnown(row));
  }
  return [...found.values()];
}

/** How a confirmer is stored: a model by name and version, a person by hash. */
export function toWho(by: Confirmer, toHash: PersonHash): { byWho: string; byVersion: string } {
  return by.kind === 'model'
    ? { byWho: by.model, byVersion: by.version }
    : { byWho: toHash(by.platform, by.personId), byVersion: '' };
}

/** The hash of the person whose own confirmations count; null if there is no such person. */
export const toAsker = ({ platform }: Scope, personId: string | undefined, toHash: PersonHash): string | null =>
  personId === undefined ? null : toHash(platform, personId);

/** The visibility of a confirmation: public if by the operator or a model, otherwise the scope's own. */
export function toKeptFor({ kind }: Confirmer, own: VisibilityParams): VisibilityParams {
  return kind === 'operator' || kind === 'model' ? { visKind: 'public', visPlatform: '', visOwner: '' } : own;
}

function toKnown({ by_kind: kind, by_who, prior_kind, prior_id: id, relation }: ConfirmationRow): KnownConfirmation {
  const by = kind === 'model' ? { kind, model: by_who } : { kind };
  return { prior: { kind: prior_kind, id }, relation, by };
}
