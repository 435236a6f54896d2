import type { JournalDraft } from '@app/ledger';

import type {
  AccountingEvent,
  CashSource,
  EventCode,
  EventContext,
  EventOf,
} from './accounting-event';
import { booking, changeLine, line } from './booking';
import type { Booking } from './booking';
import { exchangeLines } from './exchange-lines';
import { recoveredLines } from './recovered-lines';
import { requireDimensions } from './required-dimensions';

/**
 * The journal of one event, or null when the event moves nothing (a reserve that stays as it is).
 * One rule per event; the table of `libs/accounting/README.md` is this function in words. Refuses
 * what cannot have happened, and a line that leaves unsaid what its accounts ask for: the codes
 * `accounting.*` of that README.
 */
export function journalOf(event: AccountingEvent, context: EventContext): JournalDraft | null {
  const { memo, transfers } = bookingOf(event.code, event);
  if (transfers.length === 0) return null;
  const dimensions = dimensionsOf(event, context);
  const journal = {
    lane: context.lane,
    kind: event.code,
    claimId: context.claimId,
    occurredAt: context.occurredAt,
    actor: context.actor,
    idempotencyKey: [
      context.causeId,
      event.code,
      ...('variant' in event ? [event.variant] : []),
    ].join('/'),
    memo,
    transfers: transfers.map((transfer) => ({
      ...transfer,
      dimensions: { ...dimensions, ...transfer.dimensions },
    })),
  };
  requireDimensions(journal);
  return journal;
}

const CASH: Readonly<Record<CashSource, string>> = { operating_cash: '1010', fund: '1020' };

const RULES: { readonly [Code in EventCode]: (event: EventOf<Code>) => Booking } = {
  E01: ({ money }) => booking('Fund contribution paid in', line('1020', '3010', money)),
  E02: ({ variant, money }) =>
    variant === 'billed'
      ? booking('Contribution billed', line('1010', '2080', money))
      : booking('Contribution earned', line('2080', '4010', money)),
  E03: ({ money }) => booking('IBNR provision raised', line('5020', '2020', money)),
  E04: ({ money }) => booking('Claim filed: gross claim', line('9100', '9101', money)),
  E05: ({ money }) => booking('Case reserve set', line('5010', '2010', money)),
  E06: ({ money }) => booking('IBNR provision released', line('2020', '5020', money)),
  E07: (change) => booking('Case reserve changed', changeLine('5010', '2010', change)),
  E08: ({ money }) => booking('Excess or own share applied', line('2010', '5010', money)),
  E09: (event) =>
    'variant' in event
      ? booking(
          'Award taken back: its loss was made good',
          line('2030', '5010', event.payable),
          line('2050', '5010', event.held),
        )
      : booking('Award decided', line('2010', '2030', event.money)),
  E10: ({ reserve, claimed }) =>
    booking(
      'Claim denied or withdrawn',
      line('2010', '5010', reserve),
      line('9101', '9100', claimed),
    ),
  E11: (event) =>
    event.into === 'wallet'
      ? booking(
          'Provisional credit to the wallet',
          line('1150', '2100', event.money),
          // Customer money is backed one to one after every journal, not only after the next one.
          line('1040', CASH[event.source], event.money),
        )
      : booking('Provisional credit to the bank', line('1150', '1030', event.money)),
  E12: ({ money }) => booking('Provisional credit made final', line('2030', '1150', money)),
  E13: ({ source, money }) =>
    booking(
      'Provisional credit reversed',
      line('2100', '1150', money),
      line(CASH[source], '1040', money),
    ),
  E14: ({ money }) =>
    booking('Provisional credit to be repaid by the claimant', line('1140', '1150', money)),
  E15: ({ money }) => booking('Payout submitted', line('2030', '2040', money)),
  E16: ({ money }) => booking('Payout settled', line('2040', '1030', money)),
  E17: ({ money }) => booking('Payout failed', line('2040', '2030', money)),
  E19: ({ money }) => booking('Payout returned', line('1030', '2050', money)),
  E20: ({ money }) => booking('Returned payout sent again', line('2050', '2040', money)),
  E21: ({ variant, money }) =>
    variant === 'written_off'
      ? booking('Difference with a rail written off', line('5050', '1030', money))
      : booking('Rail fee', line('5030', '1030', money)),
  E22: ({ source, money }) =>
    source === 'fund'
      ? booking('Rail balance topped up from the fund', line('1030', '1020', money))
      : booking('Rail balance topped up from operating cash', line('1030', '1010', money)),
  E23: ({ money }) => booking('Share of another institution agreed', line('1110', '5110', money)),
  E24: ({ variant, money }) =>
    variant === 'received'
      ? booking('Share of another institution received', line('1010', '1110', money))
      : booking('Share of another institution written off', line('5050', '1110', money)),
  E25: ({ variant, money }) => {
    if (variant === 'accepted') {
      return booking('Reimbursement accepted by the insurer', line('1120', '5120', money));
    }
    return variant === 'paid'
      ? booking('Reimbursement paid by the insurer', line('1010', '1120', money))
      : booking('Reimbursement of the insurer written off', line('5050', '1120', money));
  },
  E26: ({ money }) => booking('Recovery received, not matched yet', line('1010', '2070', money)),
  E27: ({ receipt, parts }) => booking('Recovery matched', recoveredLines(receipt, parts)),
  E28: ({ money }) => booking('Part of a recovery passed on', line('2060', '1010', money)),
  E29: ({ variant, money }) =>
    variant === 'taken_back'
      ? booking('No longer claimed back from the claimant', line('5010', '1140', money))
      : booking('Claimed back from the claimant', line('1140', '5010', money)),
  E30: ({ variant, money }) =>
    variant === 'collected'
      ? booking('Repaid by the claimant', line('1010', '1140', money))
      : booking('Claim on the claimant written off', line('5050', '1140', money)),
  E31: (change) =>
    booking('Allowance for doubtful recoverables changed', changeLine('5050', '1190', change)),
  E32: ({ variant, money }) =>
    variant === 'reserve'
      ? booking('Claim opened again: reserve set', line('5010', '2010', money))
      : booking('Claim opened again: award topped up', line('2010', '2030', money)),
  E33: ({ variant, money }) =>
    variant === 'goodwill'
      ? booking('Goodwill beyond the policy', line('5040', '2030', money))
      : booking('Compensation for lateness', line('5080', '2030', money)),
  E34: ({ ending, money }) =>
    ending === 'released'
      ? booking('Unclaimed payout released after limitation', line('2050', '5010', money))
      : booking('Unclaimed payout paid to its legal owner', line('2050', '1010', money)),
  E35: (event) =>
    event.variant === 'settled'
      ? booking('Payout settled in another currency', exchangeLines(event.owed, event.paid))
      : booking(
          `FX position revalued: ${event.effect}`,
          event.effect === 'gain'
            ? line('1090', '5070', event.money)
            : line('5070', '1090', event.money),
        ),
};

function bookingOf<Code extends EventCode>(code: Code, event: EventOf<Code>): Booking {
  return RULES[code](event);
}

/** What is known about all lines of the journal; a line may say more. */
function dimensionsOf(
  event: AccountingEvent,
  { pack, incident, fund }: EventContext,
): Record<string, string> {
  return {
    ...(pack === undefined ? {} : { pack }),
    ...(incident === undefined ? {} : { incident }),
    ...(fund === undefined ? {} : { fund }),
    ...('rail' in event ? { rail: event.rail } : {}),
    ...('counterparty' in event ? { counterparty: event.counterparty } : {}),
  };
}
