import { OutOfReach } from '../../core/out-of-reach.ts';
import type { Picture } from '../../core/ports.ts';
import { type PictureHeader, parsePictureHeader } from './picture-header.ts';

/** Ordinary uploads on Discord and Telegram are no larger (2026). */
const MAX_BYTES = 10 * 1024 * 1024;
/** Tesseract's BMP decoder needs some 170 bytes of memory per byte of the file. */
const MAX_BMP_BYTES = 512 * 1024;
/** Phone cameras take 12 megapixels by default (4032 x 3024). Tesseract needs 250 MB in all for a picture of that size. */
const MAX_PIXELS = 12_500_000;
/** `MAX_PIXELS` at four bytes each. */
const MAX_UNPACKED_BYTES = 4 * MAX_PIXELS;

type MediaType = PictureHeader['mediaType'];

/**
 * Checks a picture against the limits before anything decodes it. Its bytes decide its type, since platforms go by the file name.
 * @returns its header
 * @throws OutOfReach `too-large`, or `not-a-page` for any other type than the accepted ones
 */
export function acceptPicture({ bytes, mediaType }: Picture, accepted: readonly MediaType[]): PictureHeader {
  if (!/^image\//i.test(mediaType))
    throw new OutOfReach('not-a-page', 'The file that was sent as a picture is not declared as one.');
  if (bytes.byteLength > MAX_BYTES) throw new OutOfReach('too-large', 'A picture is larger than 10 MB.');
  const header = parsePictureHeader(bytes);
  if (header === undefined || !accepted.includes(header.mediaType))
    throw new OutOfReach('not-a-page', 'A picture has an unsupported format.');
  const pixels = header.width * header.height;
  if (pixels === 0) throw new OutOfReach('not-a-page', 'A picture has no pixels.');
  if (pixels > MAX_PIXELS) throw new OutOfReach('too-large', 'A picture has more than 12.5 million pixels.');
  if (pixels * header.bytesPerPixel > MAX_UNPACKED_BYTES)
    throw new OutOfReach('too-large', 'A picture unpacks to more than 50 MB.');
  if (header.mediaType === 'image/bmp' && bytes.byteLength > MAX_BMP_BYTES)
    throw new OutOfReach('too-large', 'A BMP picture is larger than 512 KB.');
  return header;
}
