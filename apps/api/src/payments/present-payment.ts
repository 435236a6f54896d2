import type { PaymentEntity, RecordedPayment } from '@app/payments';
import type { OperationEntity } from '@app/platform';

/** A payment as the API shows it. */
export function presentPayment(payment: PaymentEntity): object {
  const { currency } = payment;
  return {
    id: payment.id,
    source: payment.source,
    sourceId: payment.sourceId,
    channel: payment.channel,
    rail: payment.rail,
    paidAt: payment.paidAt.toISOString(),
    ...present('settledAt', payment.settledAt?.toISOString()),
    payer: { id: payment.payerId, ...present('name', payment.payerName) },
    payee: {
      ...present('id', payment.payeeId),
      ...present('name', payment.payeeName),
      ...present('account', payment.payeeAccount),
    },
    money: { currency, amountMinor: payment.amountMinor.toString() },
    status: payment.status,
    refunded: { currency, amountMinor: payment.refundedMinor.toString() },
    claimed: { currency, amountMinor: payment.claimedMinor.toString() },
    ...present('description', payment.description),
  };
}

function present(name: string, value: string | null | undefined): object {
  return value === null || value === undefined ? {} : { [name]: value };
}

/** What became of one reported payment. A refused one is a conflict with what a payment can be. */
export function presentRecorded({ sourceId, id, result, problem }: RecordedPayment): object {
  return {
    sourceId,
    id,
    result: result === 'refused' ? 'conflict' : result,
    ...(problem === undefined
      ? {}
      : { problem: { code: problem.code, texts: problem.text, ...problem.details } }),
  };
}

export function presentOperation(operation: OperationEntity): object {
  const { result } = operation;
  const rejected = (result as { rejected?: number } | null)?.rejected ?? 0;
  return {
    id: operation.id,
    kind: operation.kind,
    status: operation.status,
    progress: {
      done: Number(operation.done),
      total: operation.total === null ? null : Number(operation.total),
      unit: operation.unit,
      phase: operation.phase,
    },
    ...(result === null ? {} : { result }),
    ...(operation.problem === null ? {} : { problem: operation.problem }),
    ...(rejected === 0 ? {} : { errorsUrl: `/v1/operations/${operation.id}/errors.csv` }),
    startedAt: operation.createdAt.toISOString(),
    updatedAt: operation.updatedAt.toISOString(),
  };
}
