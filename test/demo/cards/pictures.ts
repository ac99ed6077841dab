import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { MessageView, Platform } from '../page/views.ts';

/** Where what docs/cards.md shows is kept. */
export const CARDS_FOLDER = fileURLToPath(new URL('../../../docs/cards/', import.meta.url));
const DIGESTS = `${CARDS_FOLDER}pictures.json`;

export const toPictureName = (name: string, platform: Platform): string => `${name}.${platform}.png`;

/** Of which card each picture was taken, by the pictures' names. */
export function readDigests(): Record<string, string> {
  return JSON.parse(readFileSync(DIGESTS, 'utf8'));
}

export function writeDigests(digests: Readonly<Record<string, string>>): void {
  writeFileSync(DIGESTS, `${JSON.stringify(digests, null, 2)}\n`);
}

/** The same for the same card, whatever takes its picture: pictures differ from machine to machine. */
export function toDigest(view: MessageView): string {
  return createHash('sha256').update(JSON.stringify(view)).digest('hex').slice(0, 16);
}
