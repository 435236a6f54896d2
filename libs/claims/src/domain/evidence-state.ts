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

/** Who wants a file, and which variant of it; null when they do not say. */
export interface VariantWish {
  readonly asked: EvidenceVariant | null;
  /** Whether they claim by it. */
  readonly isOwn: boolean;
  readonly mayHaveOriginal: boolean;
}

/**
 * What somebody is given: of a PDF the file itself, because there is no copy of it; of a picture
 * what they ask for, and without a wish the copy, but to whose it is the original. Null when they
 * ask for an original that they may not have.
 */
export function variantFor(mediaType: string, wish: VariantWish): EvidenceVariant | null {
  if (!isPicture(mediaType)) return 'original';
  const variant = wish.asked ?? (wish.isOwn ? 'original' : 'copy');
  return variant === 'original' && !wish.mayHaveOriginal ? null : variant;
}

/** Whether somebody says why they want what they get: place and device of somebody else. */
export function needsReason(
  mediaType: string,
  variant: EvidenceVariant,
  { isOwn }: Pick<VariantWish, 'isOwn'>,
): boolean {
  return isPicture(mediaType) && variant === 'original' && !isOwn;
}
