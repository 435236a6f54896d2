import type { DecisionInput, Outcome } from '@app/review';
import { OUTCOMES } from '@app/review';

import { Flag, Id, Nested, OneOf, SafeLine, SafeText } from '../http/fields';
import { ListOf } from '../http/list-of';
import { MoneyOrZeroDto, moneyOf } from '../http/money.dto';
import { ToldText } from '../http/told-text';

class DecidedLineDto {
  @Id('cln')
  lineId!: string;

  @Nested(() => MoneyOrZeroDto)
  award!: MoneyOrZeroDto;

  @SafeLine(60, { description: 'GET /v1/review/reason-codes lists those with a text.' })
  reasonCode!: string;

  @ToldText(2_000, { optional: true, description: 'For the claimant, about this payment.' })
  text?: string;
}

class EvidenceWaiverDto {
  @SafeLine(60)
  item!: string;

  @SafeText(1_000)
  reason!: string;
}

export class DecideClaimDto {
  @OneOf(OUTCOMES)
  outcome!: Outcome;

  @ListOf(() => DecidedLineDto, { min: 0, max: 50, uniqueBy: 'lineId' }, { optional: true })
  lines?: DecidedLineDto[];

  @ToldText(5_000, { description: 'For the claimant: why, in words.' })
  reason!: string;

  @ListOf(() => EvidenceWaiverDto, { min: 0, max: 20, uniqueBy: 'item' }, { optional: true })
  evidenceWaivers?: EvidenceWaiverDto[];

  @Flag({
    optional: true,
    description: 'Shows decision, journals, fund, approvals needed and letter; changes nothing.',
  })
  dryRun?: boolean;
}

export class VerdictDto {
  @OneOf(['approve', 'return'])
  verdict!: 'approve' | 'return';

  @SafeText(2_000)
  note!: string;
}

export class RecallDto {
  @SafeText(2_000)
  reason!: string;
}

/** The request's words in the lib's. */
export function decisionInput(
  claimId: string,
  dto: DecideClaimDto,
  expectedVersion: number | null,
): DecisionInput {
  return {
    claimId,
    outcome: dto.outcome,
    lines: (dto.lines ?? []).map((line) => ({
      lineId: line.lineId,
      award: moneyOf(line.award),
      reasonCode: line.reasonCode,
      ...(line.text === undefined ? {} : { text: line.text }),
    })),
    reason: dto.reason,
    evidenceWaivers: (dto.evidenceWaivers ?? []).map(({ item, reason }) => ({ item, reason })),
    expectedVersion,
  };
}
