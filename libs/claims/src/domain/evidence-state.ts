import { isPicture } from './evidence-type';

/** `off`: there was no scanner; `unscanned`: it has not answered yet. */
export type Scan = 'unscanned' | 'off' | 'clean' | 'infected';

/** `preparing`: its copy or cautions are being made; `quarantined`: nobody gets it any more. */
export type EvidenceStage = 'preparing' | 'ready' | 'quarantined';

export function evidenceStage({
  scan,
  preparedAt,
}: {
  readonly scan: Scan;
  readonly preparedAt: Date | null;
}): EvidenceStage {
  if (scan === 'infected') return 'quarantined';
  return preparedAt === null ? 'preparing' : 'ready';
}

export type EvidenceVariant = 'copy' | 'original';

/**
 * What somebody is given: of a PDF the file itself, because there is no copy of it; of a picture
 * what they ask for, and without a wish the original if they may have it. Null when they ask for
 * an original that they may not have.
 */
export function variantFor(
  mediaType: string,
  wish: { readonly asked: EvidenceVariant | null; readonly mayHaveOriginal: boolean },
): EvidenceVariant | null {
  if (!isPicture(mediaType)) return 'original';
  const variant = wish.asked ?? (wish.mayHaveOriginal ? 'original' : 'copy');
  return variant === 'original' && !wish.mayHaveOriginal ? null : variant;
}
