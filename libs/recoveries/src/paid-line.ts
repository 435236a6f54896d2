import { DomainError } from '@app/kernel';
import { Money } from '@app/money';
import { CASH, StatementLineEntity, WithdrawnStatementEntity } from '@app/payouts';
import type { Tx } from '@app/platform';

import { moreThanLine } from './domain/receipt-refusals';
import { CounterpartyPaymentEntity } from './persistence/counterparty-payment.entity';

/**
 * The line of a statement by which a payment left our own bank account: under its number, in its
 * currency, and with so much that no other payment rests on. `payment.line_unlike`,
 * `receipt.more_than_line`.
 */
export async function paidLine(
  tx: Tx,
  id: string,
  { reference, money }: { readonly reference: string; readonly money: Money },
): Promise<StatementLineEntity> {
  const line = await tx.findOneBy(StatementLineEntity, { id });
  const isIt =
    line?.rail === CASH &&
    line.direction === 'out' &&
    line.currency === money.currency &&
    line.lineId === reference;
  if (!isIt) throw paymentUnlike(id);
  const { statementId, amountMinor, currency } = line;
  if (await tx.existsBy(WithdrawnStatementEntity, { statementId })) throw paymentUnlike(id);
  const earlier = await tx.findBy(CounterpartyPaymentEntity, { lineId: id });
  const usedMinor = earlier.reduce((sum, one) => sum + one.amountMinor, 0n);
  const left = Money.of(amountMinor - usedMinor, currency);
  if (money.isGreaterThan(left)) throw moreThanLine(money, left);
  return line;
}

function paymentUnlike(saw: string): DomainError {
  return new DomainError(
    'unprocessable',
    'payment.line_unlike',
    {
      en: 'This is no line of our own bank account by which this payment left: its number is to be the reference, and its currency that of the amount. GET /v1/statements/{id}/lines shows them.',
      'zh-CN':
        '该明细不是本方银行账户的此笔付款：reference 须为其编号，币种须一致。可由 GET /v1/statements/{id}/lines 查询。',
    },
    { field: 'statementLineId', saw },
  );
}
