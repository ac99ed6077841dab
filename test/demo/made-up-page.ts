import { WORLD_PAGES } from '../peers/world/pages.ts';
import type { PageFile } from './page-files.ts';

/** A page of the made-up town, for who follows a source: its host exists in the demo alone. */
export function toMadeUpPage(address: string): PageFile | undefined {
  const url = URL.parse(address);
  const page = WORLD_PAGES.find(({ host, path }) => host === url?.hostname && path === url.pathname);
  if (!page) return undefined;
  const { host, title, date, paragraphs } = page;
  const lines = [title, '', `${host}, ${date}`, '', ...paragraphs.flatMap((text) => [text, ''])];
  const notice = 'This page, its publisher and its town are made up for the demo of Claimcheck.';
  return { type: 'text/plain', text: [...lines, notice, ''].join('\n') };
}
