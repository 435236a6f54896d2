import { Id, SafeText } from '../http/fields';
import { ListOf } from '../http/list-of';

class DisputedLineDto {
  @Id('cln')
  lineId!: string;
}

export class LodgeAppealDto {
  @ListOf(() => DisputedLineDto, { min: 1, max: 50, uniqueBy: 'lineId' })
  lines!: DisputedLineDto[];

  @SafeText(5_000, { description: 'Why the decision is wrong, in the words of the claimant.' })
  grounds!: string;
}

export class ReopenClaimDto {
  @SafeText(1_000)
  reason!: string;
}

export class MergeClaimDto {
  @Id('clm', { description: 'The claim that this one is a duplicate of, and goes on in.' })
  intoClaimId!: string;

  @SafeText(1_000)
  reason!: string;
}
