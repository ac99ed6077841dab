import { OutOfReach } from '../../core/out-of-reach.ts';
import type { Picture } from '../../core/ports.ts';
import { type PictureHeader, parsePictureHeader } from './picture-header.ts';

/** Discord's and Telegram's ordinary uploads are at most as large (2026). */
const MAX_BYTES = 10 * 1024 * 1024;
/** Tesseract takes a BMP apart in a way that needs some 170 bytes for each of its own. */
const MAX_BMP_BYTES = 512 * 1024;
/** A telephone's camera makes 12 megapixels by default (4032 x 3024). With all that Tesseract makes of so many it needs 250 MB. */
const MAX_PIXELS = 12_500_000;
/** So many pixels of four bytes each. */
const MAX_UNPACKED_BYTES = 4 * MAX_PIXELS;

type MediaType = PictureHeader['mediaType'];

/**
 * Holds a picture against the limits before anything decodes it. What it is, its bytes say: platforms go by the file's name.
 * @returns its header
 * @throws OutOfReach `too-large`, or `not-a-page` for what is none of the accepted kinds
 */
export function acceptPicture({ bytes, mediaType }: Picture, accepted: readonly MediaType[]): PictureHeader {
  if (!/^image\//i.test(mediaType))
    throw new OutOfReach('not-a-page', 'What was sent as a picture is said to be none.');
  if (bytes.byteLength > MAX_BYTES) throw new OutOfReach('too-large', 'A picture has more than 10 MB.');
  const header = parsePictureHeader(bytes);
  if (header === undefined || !accepted.includes(header.mediaType))
    throw new OutOfReach('not-a-page', 'A picture is of a kind that cannot be read.');
  const pixels = header.width * header.height;
  if (pixels === 0) throw new OutOfReach('not-a-page', 'A picture has no pixels.');
  if (pixels > MAX_PIXELS) throw new OutOfReach('too-large', 'A picture has more than 12.5 million pixels.');
  if (pixels * header.bytesPerPixel > MAX_UNPACKED_BYTES)
    throw new OutOfReach('too-large', 'A picture unpacks to more than 50 MB.');
  if (header.mediaType === 'image/bmp' && bytes.byteLength > MAX_BMP_BYTES)
    throw new OutOfReach('too-large', 'A BMP has more than 512 KB.');
  return header;
}
