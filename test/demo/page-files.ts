import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';

/** The page's files by the path they are asked for; no other file can be had. */
const FILES: Readonly<Record<string, { file: string; type: string }>> = {
  '/': { file: 'index.html', type: 'text/html' },
  '/card': { file: 'card.html', type: 'text/html' },
  ...Object.fromEntries(
    ['page', 'discord', 'telegram', 'card'].map((name) => [`/${name}.css`, { file: `${name}.css`, type: 'text/css' }]),
  ),
  ...Object.fromEntries(
    ['main', 'card', 'choices', 'composer', 'elements', 'message', 'room', 'server', 'side', 'toasts'].map((name) => [
      `/${name}.ts`,
      { file: `${name}.ts`, type: 'text/javascript' },
    ]),
  ),
};

export interface PageFile {
  text: string;
  type: string;
}

/** A file of the page as browsers read it: TypeScript without its types. */
export function readPageFile(path: string): PageFile | undefined {
  const found = Object.hasOwn(FILES, path) ? FILES[path] : undefined;
  if (!found) return undefined;
  const text = readFileSync(new URL(`./page/${found.file}`, import.meta.url), 'utf8');
  return { type: found.type, text: found.file.endsWith('.ts') ? stripTypeScriptTypes(text) : text };
}
