import type { EvidenceVariant } from '@app/claims';

import { OneOf, SafeLine, SafeText } from '../http/fields';
import { ToldText } from '../http/told-text';
import { ListOf } from '../http/list-of';
import { Sha256 } from '../http/sha256';
import { WholeNumber } from '../http/whole-number';

export const DESCRIPTION_LENGTH_MAX = 500;
export const ITEM_LENGTH_MAX = 60;
const VARIANTS = ['copy', 'original'];
const VARIANT_TEXT =
  'Of a picture: the copy that was made anew, without place and time, or the file as it came.';
/** More is refused with the words for a file that is too large; this is merely a number. */
const SIZE_MAX = 2 ** 31 - 1;

export class AnnounceFileDto {
  @Sha256()
  sha256!: string;

  @WholeNumber({ min: 1, max: SIZE_MAX }, 'Bytes of the whole file.')
  size!: number;

  @SafeLine(ITEM_LENGTH_MAX, { description: "One of the claim's evidence list." })
  item!: string;

  @SafeLine(200)
  fileName!: string;

  @SafeText(DESCRIPTION_LENGTH_MAX, { optional: true })
  description?: string;
}

export class EvidenceContentDto {
  @OneOf(VARIANTS, { optional: true, description: VARIANT_TEXT })
  variant?: EvidenceVariant;
}

export class EvidenceLinkDto {
  @OneOf(VARIANTS, { optional: true, description: VARIANT_TEXT })
  variant?: EvidenceVariant;

  @SafeText(DESCRIPTION_LENGTH_MAX, {
    optional: true,
    description: 'Why an auditor wants a picture as it came: it is kept in the audit trail.',
  })
  reason?: string;
}

class AskedItemDto {
  @SafeLine(ITEM_LENGTH_MAX, { description: "One of the claim's evidence list, not on file." })
  item!: string;
}

export class RequestInformationDto {
  @ListOf(() => AskedItemDto, { min: 1, max: 20, uniqueBy: 'item' })
  items!: AskedItemDto[];

  @ToldText(2_000, { description: 'For the claimant.' })
  text!: string;
}

class CannotGiveDto {
  @SafeLine(ITEM_LENGTH_MAX, { description: 'One that the request asks for.' })
  item!: string;

  @SafeText(2_000, { description: 'Why it cannot be given.' })
  reason!: string;
}

export class AnswerInformationDto {
  @ListOf(() => CannotGiveDto, { min: 1, max: 20, uniqueBy: 'item' })
  answers!: CannotGiveDto[];
}
