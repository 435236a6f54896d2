import { requireRoom, requireSize } from './evidence-limits';
import { evidenceStage, needsReason, variantFor } from './evidence-state';
import { requireEvidenceType } from './evidence-type';
import { requireStillPicture } from './readable-file';
import { endOf, refusedBy } from './testing/refusals';
import { requireFewOpen, requireFewParts, requireOffset } from './upload-rules';

const MEGABYTE = 1_024 * 1_024;
/** By the usual limit of a claim. */
const room = (held: { sizeBytes: number }[], sizeBytes: number): void =>
  requireRoom(held, sizeBytes, 200 * MEGABYTE);
const files = (count: number, sizeBytes = 1): { sizeBytes: number }[] =>
  Array.from({ length: count }, () => ({ sizeBytes }));

describe('the limits of evidence', () => {
  it.each<[string, () => void, string]>([
    ['ten megabytes', () => requireSize(10 * MEGABYTE), 'fine'],
    ['a byte more', () => requireSize(10 * MEGABYTE + 1), 'file.too_large'],
    ['the fiftieth file', () => room(files(49), 1), 'fine'],
    ['the next one', () => room(files(50), 1), 'evidence.too_many'],
    ['200 megabytes together', () => room(files(19, 10 * MEGABYTE), 10 * MEGABYTE), 'fine'],
    ['a byte more together', () => room(files(20, 10 * MEGABYTE), 1), 'evidence.too_much'],
    ['the tenth upload at once', () => requireFewOpen(files(9)), 'fine'],
    ['the eleventh', () => requireFewOpen(files(10)), 'upload.too_many'],
    ['the thousandth part', () => requireFewParts(999), 'fine'],
    ['one more', () => requireFewParts(1_000), 'upload.too_many_parts'],
    ['the right place', () => requireOffset(7, 7), 'fine'],
    ['another place', () => requireOffset(8, 7), 'upload.wrong_offset'],
    ['40 million pixels', () => requireStillPicture(picture(8_000, 5_000)), 'fine'],
    ['a row more', () => requireStillPicture(picture(8_000, 5_001)), 'evidence.too_many_pixels'],
    ['two frames', () => requireStillPicture(picture(1, 1, 2)), 'evidence.moving_picture'],
  ])('hold for %s', (_, attempt, code) => {
    expect(endOf(attempt)).toBe(code);
  });
});

const picture = (
  width: number,
  height: number,
  frames = 1,
): Parameters<typeof requireStillPicture>[0] => ({ width, height, frames });

describe('the type of evidence', () => {
  it.each([
    ['application/zip', 'Archives'],
    ['application/vnd.rar', 'Archives'],
    ['application/x-7z-compressed', 'Archives'],
    ['application/gzip', 'Archives'],
    ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'PDF, or send'],
    ['application/x-cfb', 'PDF, or send'],
    ['application/vnd.oasis.opendocument.text', 'PDF, or send'],
    ['application/rtf', 'PDF, or send'],
    ['image/heic', 'iPhone'],
    ['image/avif', 'iPhone'],
    ['video/mp4', 'still picture'],
    ['audio/mpeg', 'still picture'],
    ['image/gif', 'still picture'],
    ['image/apng', 'still picture'],
    ['image/svg+xml', 'JPEG, PNG or WebP'],
  ])('is refused as %s, with what would do', (mediaType, words) => {
    const refusal = refusedBy(() => requireEvidenceType(mediaType, 9));
    expect(refusal?.text.en).toContain(words);
    expect(refusal?.text['zh-CN']).toMatch(/请/);
    expect(refusal?.details).toEqual({ field: 'file', saw: mediaType });
  });
});

describe('a file that was handed in', () => {
  it.each([
    ['unscanned', null, 'preparing'],
    ['clean', null, 'preparing'],
    ['unscanned', new Date(), 'ready'],
    ['off', new Date(), 'ready'],
    ['infected', null, 'quarantined'],
    ['infected', new Date(), 'quarantined'],
  ] as const)('is, %s and prepared at %s, %s', (scan, preparedAt, stage) => {
    expect(evidenceStage({ scan, preparedAt })).toBe(stage);
  });

  const CLAIMANT = { isOwn: true, mayHaveOriginal: true };
  const AUDITOR = { isOwn: false, mayHaveOriginal: true };
  const REVIEWER = { isOwn: false, mayHaveOriginal: false };
  it.each([
    ['image/png', null, CLAIMANT, 'original'],
    ['image/png', null, AUDITOR, 'copy'],
    ['image/png', null, REVIEWER, 'copy'],
    ['image/png', 'copy', CLAIMANT, 'copy'],
    ['image/png', 'original', CLAIMANT, 'original'],
    ['image/png', 'original', AUDITOR, 'original'],
    ['image/png', 'original', REVIEWER, null],
    ['application/pdf', null, REVIEWER, 'original'],
    ['application/pdf', 'copy', REVIEWER, 'original'],
    ['application/pdf', 'original', REVIEWER, 'original'],
  ] as const)('as %s, asked for as %s by %j, is given as %s', (...row) => {
    const [mediaType, asked, reader, variant] = row;
    expect(variantFor(mediaType, { asked, ...reader })).toBe(variant);
  });

  it.each([
    ['image/png', 'original', CLAIMANT, false],
    ['image/png', 'original', AUDITOR, true],
    ['image/png', 'copy', AUDITOR, false],
    ['application/pdf', 'original', AUDITOR, false],
  ] as const)('as %s, given as %s to %j, takes a reason: %s', (...row) => {
    const [mediaType, variant, reader, needed] = row;
    expect(needsReason(mediaType, variant, reader)).toBe(needed);
  });
});
