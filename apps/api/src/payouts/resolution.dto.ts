import { EVIDENCE_KINDS, RESOLUTION_OUTCOMES } from '@app/payouts';
import type {
  EvidenceKind,
  NewCreditResolution,
  NewResolution,
  ResolutionOutcome,
} from '@app/payouts';

import { Instant, Nested, OneOf, SafeLine, SafeText } from '../http/fields';
import { MoneyOrZeroDto, moneyOf } from '../http/money.dto';

export class ResolutionEvidenceDto {
  @OneOf(EVIDENCE_KINDS, {
    description: 'A line of a statement, the rail’s own site, or a letter.',
  })
  kind!: EvidenceKind;

  @SafeLine(200, {
    description: 'By which the next person finds it: the line (stl_…), a page, a letter.',
  })
  reference!: string;

  @SafeText(2_000)
  note!: string;
}

export class ProposeResolutionDto {
  @OneOf(RESOLUTION_OUTCOMES, { description: 'What became of the payout, or is to become of it.' })
  outcome!: ResolutionOutcome;

  @SafeLine(128, {
    optional: true,
    description: 'Of a settlement: the number of the rail or bank.',
  })
  transferId?: string;

  @Instant({ optional: true, description: 'Of a settlement: when it was paid.' })
  settledAt?: string;

  @Nested(() => ResolutionEvidenceDto)
  evidence!: ResolutionEvidenceDto;
}

export class ProposeCreditResolutionDto {
  @Nested(() => MoneyOrZeroDto, {
    description: 'What the wallet gave back: nothing up to what it was asked for.',
  })
  money!: MoneyOrZeroDto;

  @Instant({ optional: true, description: 'When it gave that back; left out for nothing.' })
  takenAt?: string;

  @Nested(() => ResolutionEvidenceDto)
  evidence!: ResolutionEvidenceDto;
}

export class ResolutionVerdictDto {
  @OneOf(['approve', 'return'])
  verdict!: 'approve' | 'return';

  @SafeText(2_000)
  note!: string;
}

export class ReorderPayoutsDto {
  @SafeText(2_000)
  reason!: string;
}

/** The request's words in the lib's. */
export function newResolution(payoutId: string, dto: ProposeResolutionDto): NewResolution {
  const { outcome, transferId, settledAt, evidence } = dto;
  return {
    payoutId,
    outcome,
    transferId: transferId ?? null,
    settledAt: settledAt === undefined ? null : new Date(settledAt),
    evidence: { kind: evidence.kind, reference: evidence.reference, note: evidence.note },
  };
}

/** What somebody says that a wallet gave back, in the words of the lib. */
export function newCreditResolution(
  payoutId: string,
  dto: ProposeCreditResolutionDto,
): NewCreditResolution {
  const { money, takenAt, evidence } = dto;
  return {
    payoutId,
    taken: moneyOf(money),
    takenAt: takenAt === undefined ? null : new Date(takenAt),
    evidence: { kind: evidence.kind, reference: evidence.reference, note: evidence.note },
  };
}
