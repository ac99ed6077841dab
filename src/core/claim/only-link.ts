const LINK = /https?:\/\/[^\s<>"'“”«»]+/iu;

/**
 * The first link of a message that has nothing else to check.
 *
 * @returns an http or https URL without a fragment, closing marks left out; nothing if there is none
 */
export function toOnlyLink(message: string): string | undefined {
  const [link] = LINK.exec(message) ?? [];
  const url = URL.parse(link?.replace(/[.,!?)\]}]+$/u, '') ?? '');
  if (!url) return undefined;
  url.hash = '';
  return url.href;
}
