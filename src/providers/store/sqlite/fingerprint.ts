import { hash } from 'node:crypto';

/**
 * What a wording is known again by, without the wording itself: the check it leads to can be everybody's, and its words were one
 * person's. SHA-256 in base64url.
 */
export function toFingerprint(text: string): string {
  return hash('sha256', text, 'base64url');
}
