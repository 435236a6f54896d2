import { DomainError } from '@app/kernel';

/** OWASP ASVS 5.2: what a person can hand in is limited in size, in number and once decoded. */
export const EVIDENCE_BYTES_MAX = 10 * 1_024 * 1_024;
const FILES_PER_CLAIM_MAX = 50;
/** Twice what the best telephones take; decoded, that is 160 MB. */
export const PIXELS_MAX = 40_000_000;

/** Refuses what is announced to be larger than a file may be: `file.too_large`. */
export function requireSize(sizeBytes: number): void {
  if (sizeBytes <= EVIDENCE_BYTES_MAX) return;
  const most = String(EVIDENCE_BYTES_MAX / 1_024 / 1_024);
  throw new DomainError(
    'too_large',
    'file.too_large',
    { en: `The file is larger than ${most} MB.`, 'zh-CN': `文件超过 ${most} MB。` },
    { field: 'size', saw: String(sizeBytes) },
  );
}

/**
 * Refuses one more file on a claim that holds as many as it may (`evidence.too_many`), or as many
 * bytes (`evidence.too_much`).
 */
export function requireRoom(
  held: readonly { sizeBytes: number }[],
  sizeBytes: number,
  bytesMax: number,
): void {
  if (held.length >= FILES_PER_CLAIM_MAX) {
    throw new DomainError('conflict', 'evidence.too_many', {
      en: `A claim holds at most ${String(FILES_PER_CLAIM_MAX)} files.`,
      'zh-CN': `每份索赔最多 ${String(FILES_PER_CLAIM_MAX)} 个文件。`,
    });
  }
  const heldBytes = held.reduce((sum, file) => sum + file.sizeBytes, 0);
  if (heldBytes + sizeBytes <= bytesMax) return;
  const [most, left] = [bytesMax, Math.max(0, bytesMax - heldBytes)].map((bytes) =>
    String(Math.floor(bytes / 1_024 / 1_024)),
  );
  throw new DomainError(
    'conflict',
    'evidence.too_much',
    {
      en: `The files of a claim are at most ${most ?? ''} MB together; there is room for ${left ?? ''} MB more. Send smaller pictures.`,
      'zh-CN': `每份索赔的文件合计不超过 ${most ?? ''} MB，还可上传 ${left ?? ''} MB，请上传较小的图片。`,
    },
    { field: 'file' },
  );
}
