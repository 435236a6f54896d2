import { assertNever } from '@app/kernel';
import type { JournalDraft, TransferDraft } from '@app/ledger';
import type { Money } from '@app/money';

import type { AccountingEvent, EventContext } from './accounting-event';

/**
 * The journal of one event, or null when the event moves nothing (a reserve that stays as it is).
 * One rule per event; the table of `libs/accounting/README.md` is this function in words.
 */
export function journalOf(event: AccountingEvent, context: EventContext): JournalDraft | null {
  const dimensions = {
    ...(context.pack === undefined ? {} : { pack: context.pack }),
    ...('rail' in event ? { rail: event.rail } : {}),
  };
  const transfers = transfersOf(event).map((transfer) => ({ ...transfer, dimensions }));
  if (transfers.length === 0) return null;
  return {
    lane: context.lane,
    kind: event.code,
    claimId: context.claimId,
    occurredAt: context.occurredAt,
    actor: context.actor,
    idempotencyKey: `${context.causeId}/${event.code}`,
    memo: MEMOS[event.code],
    transfers,
  };
}

const MEMOS: Readonly<Record<AccountingEvent['code'], string>> = {
  E01: 'Fund contribution paid in',
  E04: 'Claim filed: gross claim',
  E05: 'Case reserve set',
  E07: 'Case reserve changed',
  E09: 'Award decided',
  E10: 'Claim denied or withdrawn',
  E15: 'Payout submitted',
  E16: 'Payout settled',
  E17: 'Payout failed',
  E22: 'Rail balance topped up from the fund',
};

function transfersOf(event: AccountingEvent): TransferDraft[] {
  switch (event.code) {
    case 'E01':
      return transfer('1020', '3010', event.money);
    case 'E04':
      return transfer('9100', '9101', event.money);
    case 'E05':
      return transfer('5010', '2010', event.money);
    case 'E07':
      return event.to.isGreaterThan(event.from)
        ? transfer('5010', '2010', event.to.minus(event.from))
        : transfer('2010', '5010', event.from.minus(event.to));
    case 'E09':
      return transfer('2010', '2030', event.money);
    case 'E10':
      return [
        ...transfer('2010', '5010', event.reserve),
        ...transfer('9101', '9100', event.claimed),
      ];
    case 'E15':
      return transfer('2030', '2040', event.money);
    case 'E16':
      return transfer('2040', '1030', event.money);
    case 'E17':
      return transfer('2040', '2030', event.money);
    case 'E22':
      return transfer('1030', '1020', event.money);
    default:
      return assertNever(event);
  }
}

/** A line, or none for nothing: a booking of zero says nothing. */
function transfer(debit: string, credit: string, money: Money): TransferDraft[] {
  return money.isZero() ? [] : [{ debit, credit, money }];
}
