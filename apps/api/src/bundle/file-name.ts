import { endingOf, withoutEnding } from '../http/attachment';

const NAME_LENGTH_MAX = 80;
/** No system takes them in a name, or they are not seen, or they turn the reading direction. */
const UNFIT = /[\p{C}\u2028\u2029\\/:*?"<>|]+/gu;
/** Windows takes these for devices, whatever comes after the point. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/**
 * A name for a file that somebody handed in: the name that they gave it, as far as every system can
 * write it and none is led elsewhere by it.
 */
export function fileName(given: string): string {
  const plain = given
    .normalize('NFC')
    .replace(UNFIT, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .replace(DEVICE, '_$1');
  const point = plain.lastIndexOf('.');
  const extension = point <= 0 ? '' : plain.slice(point).slice(0, 12);
  const stem = Array.from(point <= 0 ? plain : plain.slice(0, point));
  const kept = stem.slice(0, NAME_LENGTH_MAX).join('').trim();
  return `${kept === '' ? 'file' : kept}${extension}`;
}

/** The same with the ending of its content: the one that it was given may say something else. */
export function fileNameFor(given: string, mediaType: string): string {
  const stem = withoutEnding(fileName(given)).replace(/[.\s]+$/, '');
  return `${stem}.${endingOf(mediaType)}`;
}
