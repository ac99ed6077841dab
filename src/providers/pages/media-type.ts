/** What a page can be. */
export type PageKind = 'html' | 'text' | 'pdf';

const KINDS: Readonly<Record<string, PageKind>> = {
  'text/html': 'html',
  'application/xhtml+xml': 'html',
  'text/plain': 'text',
  'text/markdown': 'text',
  'application/pdf': 'pdf',
  'application/x-pdf': 'pdf',
};

/** Types that servers send when they know nothing: the bytes decide. */
const UNKNOWING = new Set(['', 'application/octet-stream', 'application/unknown', 'unknown/unknown', '*/*']);

/** The media type of a Content-Type header, in lower case and without parameters. */
function toMediaType(contentType: string): string {
  return (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
}

/** The encoding label a Content-Type header names. */
export function toCharset(contentType: string): string | undefined {
  return /;\s*charset\s*=\s*"?([^\s";,]{1,40})/i.exec(contentType)?.[1];
}

/** @returns nothing for what is no page; `unknown` where only the bytes can tell */
export function toPageKind(contentType: string): PageKind | 'unknown' | undefined {
  const type = toMediaType(contentType);
  return UNKNOWING.has(type) ? 'unknown' : KINDS[type];
}

/** What the bytes look like: HTML and PDF by their first marks, text where there is no control character. */
export function sniffPageKind(bytes: Uint8Array): PageKind | undefined {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1_024)).toString('latin1');
  if (start.includes('%PDF-')) return 'pdf';
  if (/<(?:!doctype\s+html|html|head|body|title|meta|script|div|p|h1|article|!--)[\s>/-]/i.test(start)) return 'html';
  for (let index = 0; index < start.length; index += 1) {
    const code = start.charCodeAt(index);
    if (code < 9 || (code > 13 && code < 32 && code !== 27)) return undefined;
  }
  return start.trim() ? 'text' : undefined;
}
