/** The type and size that a picture's header states. */
export interface PictureHeader {
  mediaType: 'image/png' | 'image/jpeg' | 'image/webp' | 'image/gif' | 'image/bmp';
  /** In pixels. */
  width: number;
  height: number;
  /** Bytes per decoded pixel; a fraction if several pixels share a byte. */
  bytesPerPixel: number;
}

/**
 * Reads type and size from a picture's bytes without decoding it, to catch a picture of a few kilobytes that would
 * decode to gigabytes. @returns undefined if it is none of the five types, or is truncated
 */
export function parsePictureHeader(bytes: Uint8Array): PictureHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const textAt = (at: number, length: number) => String.fromCharCode(...bytes.subarray(at, at + length));
  try {
    if (textAt(0, 8) === '\x89PNG\r\n\x1a\n' && textAt(12, 4) === 'IHDR') return parsePng(view);
    if (textAt(0, 2) === '\xff\xd8') return parseJpeg(view);
    if (/^GIF8[79]a$/.test(textAt(0, 6)))
      return {
        mediaType: 'image/gif',
        width: view.getUint16(6, true),
        height: view.getUint16(8, true),
        bytesPerPixel: 1,
      };
    if (textAt(0, 4) === 'RIFF' && textAt(8, 4) === 'WEBP') return parseWebp(view, textAt(12, 4));
    if (textAt(0, 2) === 'BM') return parseBmp(view);
    return undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Samples per pixel by PNG colour type; no other types exist. https://www.w3.org/TR/png-3/#11IHDR */
const PNG_SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

function parsePng(view: DataView): PictureHeader | undefined {
  const samples = PNG_SAMPLES[view.getUint8(25)];
  if (samples === undefined) return undefined;
  const bytesPerPixel = (samples * view.getUint8(24)) / 8;
  return { mediaType: 'image/png', width: view.getUint32(16), height: view.getUint32(20), bytesPerPixel };
}

/** Frame headers (SOF): baseline, progressive and the rest; not DHT (C4), JPG (C8) or DAC (CC). ITU T.81, table B.1. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
/** Markers without a length: padding, TEM, restarts, start and end. */
const isBare = (marker: number) => marker === 0xff || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd9);

function parseJpeg(view: DataView): PictureHeader | undefined {
  let at = 2;
  while (view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (isFrame(marker))
      return {
        mediaType: 'image/jpeg',
        width: view.getUint16(at + 7),
        height: view.getUint16(at + 5),
        bytesPerPixel: view.getUint8(at + 9),
      };
    at += marker === 0xff ? 1 : isBare(marker) ? 2 : 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** https://developers.google.com/speed/webp/docs/riff_container */
function parseWebp(view: DataView, chunk: string): PictureHeader | undefined {
  // Decoders produce four bytes per pixel, with or without an alpha channel.
  const kind = { mediaType: 'image/webp', bytesPerPixel: 4 } as const;
  if (chunk === 'VP8X') {
    const width = (view.getUint32(24, true) & 0xff_ff_ff) + 1;
    return { ...kind, width, height: (view.getUint32(26, true) >>> 8) + 1 };
  }
  if (chunk === 'VP8L') {
    const bits = view.getUint32(21, true);
    return { ...kind, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (chunk === 'VP8 ')
    return { ...kind, width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  return undefined;
}

/** A negative height means that the rows run from top to bottom. OS/2's header (12 bytes) has 16 bits for each size. */
function parseBmp(view: DataView): PictureHeader {
  // Four bytes, as with WebP, whatever the colour depth.
  const kind = { mediaType: 'image/bmp', bytesPerPixel: 4 } as const;
  if (view.getUint32(14, true) === 12)
    return { ...kind, width: view.getUint16(18, true), height: view.getUint16(20, true) };
  return { ...kind, width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) };
}
