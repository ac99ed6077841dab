import { OutOfReach } from '../../core/out-of-reach.ts';
import type { Picture } from '../../core/ports.ts';
import { type PictureHeader, parsePictureHeader } from './picture-header.ts';

/** Discord's and Telegram's ordinary uploads are at most as large (2026). */
const MAX_BYTES = 10 * 1024 * 1024;
/** More than a telephone's camera makes by default; 160 MB when decoded. */
const MAX_PIXELS = 40_000_000;

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
  if (pixels > MAX_PIXELS) throw new OutOfReach('too-large', 'A picture has more than 40 million pixels.');
  return header;
}
