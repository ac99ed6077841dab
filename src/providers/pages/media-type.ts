/** The kinds of pages that can be read. */
export type PageKind = 'html' | 'text' | 'pdf';

const KINDS: Readonly<Record<string, PageKind>> = {
  'text/html': 'html',
  'application/xhtml+xml': 'html',
  'text/plain': 'text',
  'text/markdown': 'text',
  'application/pdf': 'pdf',
  'application/x-pdf': 'pdf',
};

/** XML is a page only if it is XHTML; a feed is not. */
const XML = new Set(['application/xml', 'text/xml']);

/** Types that servers send for unknown content: the bytes decide. */
const UNKNOWING = new Set(['', 'application/octet-stream', 'application/unknown', 'unknown/unknown', '*/*']);

/** The media type of a Content-Type header, in lower case and without parameters; of a comma-separated list, the first. */
function toMediaType(contentType: string): string {
  return (contentType.split(/[;,]/, 1)[0] ?? '').trim().toLowerCase();
}

/** The encoding label of a Content-Type header. */
export function toCharset(contentType: string): string | undefined {
  return /;\s*charset\s*=\s*"?([^\s";,]{1,40})/i.exec(contentType)?.[1];
}

/** @returns undefined for anything but a page; `unknown` if only the bytes can tell; `xml` if the bytes must be XHTML */
export function toPageKind(contentType: string): PageKind | 'unknown' | 'xml' | undefined {
  const type = toMediaType(contentType);
  if (XML.has(type)) return 'xml';
  return UNKNOWING.has(type) ? 'unknown' : KINDS[type];
}

/** Detects the kind from the bytes: HTML and PDF by their signatures, text by the absence of control characters; of XML only XHTML. */
export function sniffPageKind(bytes: Uint8Array, declared: 'unknown' | 'xml'): PageKind | undefined {
  const [first, second] = bytes;
  const utf16 =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
  const start = new TextDecoder(utf16 ?? 'latin1').decode(bytes.subarray(0, 1_024));
  if (declared === 'xml') return /<html[\s>]/i.test(start) ? 'html' : undefined;
  if (start.includes('%PDF-')) return 'pdf';
  if (/<(?:!doctype\s+html|html|head|body|title|meta|script|div|p|h1|article|!--)[\s>/-]/i.test(start)) return 'html';
  for (let index = 0; index < start.length; index += 1) {
    const code = start.charCodeAt(index);
    if (code < 9 || (code > 13 && code < 32 && code !== 27)) return undefined;
  }
  return start.trim() ? 'text' : undefined;
}
