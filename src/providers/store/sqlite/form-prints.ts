import { toKnownForms } from '../../../core/claim/known-forms.ts';
import { toFingerprint } from './fingerprint.ts';

/** A wording has several forms, and an archive many wordings: 132 bits tell them apart, and take half the room of the whole. In characters. */
const PRINT_LENGTH = 22;

/** What a known wording is found by: the fingerprints of its canonical forms. */
export function toFormPrints(wording: string): string[] {
  return toPrints(toKnownForms(wording));
}

/** Fingerprints of canonical forms, each once. An empty form says nothing, and is no form. */
export function toPrints(forms: readonly string[]): string[] {
  return [...new Set(forms)].filter((form) => form !== '').map((form) => toFingerprint(form).slice(0, PRINT_LENGTH));
}
