import {
  COUNTERPARTY_KINDS,
  EVIDENCE_KINDS,
  OBJECTION_VERDICTS,
  RECOVERY_STATUSES,
} from '@app/recoveries';
import type { CounterpartyKind, ObjectionVerdict, ProofOfFraud } from '@app/recoveries';

import { Id, Instant, Nested, OneOf, SafeLine, SafeText } from '../http/fields';
import { ListOf } from '../http/list-of';
import { MoneyDto } from '../http/money.dto';
import { PageDto } from '../http/page.dto';

const REASON_MAX = 2_000;
const REFERENCE_MAX = 120;
const RESTS_ON_LINE =
  'The line of our bank’s statement that says so; without one another person has to approve it.';

export class RecoveryListDto extends PageDto {
  @Id('clm', { optional: true })
  claimId?: string;

  @Id('cpt', { optional: true })
  counterpartyId?: string;

  @OneOf(RECOVERY_STATUSES, { optional: true })
  status?: string;
}

export class OpenRecoveryDto {
  @Id('clm')
  claimId!: string;

  @Id('cpt')
  counterpartyId!: string;

  @Nested(() => MoneyDto)
  money!: MoneyDto;

  @SafeText(REASON_MAX)
  reason!: string;
}

export class RequestRecoveryDto {
  @Id('cpt', { optional: true, description: 'Who is asked, where that is not known yet.' })
  counterpartyId?: string;

  @SafeLine(REFERENCE_MAX, { optional: true })
  reference?: string;

  @SafeText(REASON_MAX, { optional: true })
  note?: string;
}

export class AgreeRecoveryDto {
  @Nested(() => MoneyDto)
  money!: MoneyDto;

  @SafeLine(REFERENCE_MAX, { optional: true })
  reference?: string;

  @SafeText(REASON_MAX, { optional: true })
  note?: string;
}

export class ReceiveRecoveryDto {
  @Nested(() => MoneyDto)
  money!: MoneyDto;

  @Instant({ description: 'When the bank has it.' })
  receivedAt!: string;

  @SafeLine(REFERENCE_MAX, { description: 'The number that the bank gives the payment.' })
  reference!: string;

  @Id('stl', { optional: true, description: RESTS_ON_LINE })
  statementLineId?: string;

  @SafeText(REASON_MAX, { optional: true })
  note?: string;
}

export class RefuseRecoveryDto {
  @SafeText(REASON_MAX)
  reason!: string;

  @SafeLine(REFERENCE_MAX, { optional: true })
  reference?: string;
}

export class WriteOffDto {
  @SafeText(REASON_MAX)
  reason!: string;
}

export class RecoveryVerdictDto {
  @OneOf(['approve', 'return'])
  verdict!: 'approve' | 'return';

  @SafeText(REASON_MAX)
  note!: string;
}

class ProofDto {
  @OneOf(EVIDENCE_KINDS)
  kind!: ProofOfFraud['kind'];

  @SafeLine(REFERENCE_MAX, { description: 'Where others find it: a file number, an id.' })
  reference!: string;

  @SafeText(REASON_MAX)
  note!: string;
}

const PROOFS_MAX = 20;

export class ClawbackDto {
  @Nested(() => MoneyDto)
  money!: MoneyDto;

  @SafeText(REASON_MAX, { description: 'The claimant is told it.' })
  reason!: string;

  @ListOf(() => ProofDto, { min: 1, max: PROOFS_MAX })
  evidence!: ProofDto[];
}

export class ObjectionDto {
  @SafeText(REASON_MAX, { description: 'What speaks against it.' })
  reason!: string;
}

export class ObjectionAnswerDto {
  @OneOf(OBJECTION_VERDICTS)
  verdict!: ObjectionVerdict;

  @SafeText(REASON_MAX, { description: 'The claimant is told it.' })
  reason!: string;
}

export class ReceiptListDto extends PageDto {
  @OneOf(['true', 'false'], { optional: true, description: 'Only those with something unmatched.' })
  open?: 'true' | 'false';
}

export class ReceiptProposalListDto extends PageDto {
  @OneOf(['true', 'false'], {
    optional: true,
    description: 'Only what waits for another person.',
  })
  waiting?: 'true' | 'false';
}

export class RecordReceiptDto {
  @Nested(() => MoneyDto)
  money!: MoneyDto;

  @Instant({ description: 'When the bank has it.' })
  receivedAt!: string;

  @SafeLine(REFERENCE_MAX, { description: 'The number that the bank gives the line.' })
  reference!: string;

  @Id('stl', { optional: true, description: RESTS_ON_LINE })
  statementLineId?: string;

  @SafeLine(200, { optional: true })
  sender?: string;

  @SafeText(REASON_MAX, { optional: true })
  note?: string;
}

export class MatchReceiptDto {
  @Id('clm')
  claimId!: string;

  @Nested(() => MoneyDto)
  money!: MoneyDto;

  @SafeText(REASON_MAX, { description: 'By what it is known to belong to this loss.' })
  reason!: string;

  @Id('rcv', {
    optional: true,
    description: 'The recovery from a merchant or a fraudster that it is.',
  })
  recoveryId?: string;
}

export class RecordCounterpartyDto {
  @SafeLine(200)
  name!: string;

  @OneOf(COUNTERPARTY_KINDS)
  kind!: CounterpartyKind;

  @SafeText(REASON_MAX)
  contact!: string;

  @SafeLine(60, {
    optional: true,
    description: 'The party of packs that it is where nobody says otherwise: payee_psp, insurer.',
  })
  party?: string;
}

export class ChangeCounterpartyDto {
  @SafeLine(200)
  name!: string;

  @SafeText(REASON_MAX)
  contact!: string;
}

export class PassOnDto {
  @Id('clm')
  claimId!: string;

  @Nested(() => MoneyDto)
  money!: MoneyDto;

  @Instant()
  paidAt!: string;

  @SafeLine(REFERENCE_MAX, { description: 'The number that the bank gives the line.' })
  reference!: string;

  @Id('stl', { optional: true, description: RESTS_ON_LINE })
  statementLineId?: string;
}

export class StatementDto {
  @Instant({ optional: true, description: 'From this moment of booking on; default: the first.' })
  from?: string;

  @Instant({ optional: true, description: 'Up to and including this moment; default: all.' })
  asOf?: string;
}
