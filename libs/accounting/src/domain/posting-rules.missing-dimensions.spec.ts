import type { AccountingEvent, EventContext } from './accounting-event';
import { CHART_OF_ACCOUNTS } from './chart-of-accounts';
import type { Dimension } from './chart-of-accounts';
import { journalOf } from './posting-rules';
import { CONTEXT, RULES } from './testing/sample-events';

type Booking = readonly [event: AccountingEvent, context: EventContext];

/** A booking that says all but one thing; what is typed as required may still come in blank. */
const WITHOUT: Readonly<Record<Dimension, (...booking: Booking) => Booking>> = {
  claim: (event, context) => [event, { ...context, claimId: null }],
  incident: (event, context) => [event, context],
  pack: (event, { pack: _pack, ...context }) => [event, context],
  fund: (event, { fund: _fund, ...context }) => [event, context],
  rail: (event, context) => [{ ...event, ...('rail' in event ? { rail: '' } : {}) }, context],
  counterparty: (event, context) => [withoutCounterparty(event), context],
};

function withoutCounterparty(event: AccountingEvent): AccountingEvent {
  if (event.code !== 'E27') return { ...event, counterparty: ' ' } as AccountingEvent;
  const parts = event.parts.map((part) =>
    part.of === 'institution' ? { ...part, counterparty: ' ' } : part,
  );
  return { ...event, parts };
}

describe('a booking', () => {
  const asked = new Map(CHART_OF_ACCOUNTS.map(({ code, dimensions }) => [code, dimensions]));
  const askedBy = (event: AccountingEvent): Dimension[] => {
    const accounts = journalOf(event, CONTEXT)!.transfers.flatMap(({ debit, credit }) => [
      ...asked.get(debit)!,
      ...asked.get(credit)!,
    ]);
    return [...new Set(accounts)];
  };
  const cases = RULES.flatMap(([title, event]) =>
    askedBy(event).map((dimension) => [dimension, title, event] as const),
  );

  it.each(cases)('without the %s that its accounts ask for is refused: %s', (...row) => {
    const [dimension, , event] = row;
    expect(() => journalOf(...WITHOUT[dimension](event, CONTEXT))).toThrow(
      expect.objectContaining({
        code: 'accounting.dimension_missing',
        details: {
          field: dimension === 'claim' ? 'claimId' : dimension,
          account: expect.stringMatching(/^\d{4}$/) as string,
        },
      }) as Error,
    );
  });

  it('is asked for each of them by some event', () => {
    expect([...new Set(cases.map(([dimension]) => dimension))].sort()).toEqual(
      ['claim', 'counterparty', 'fund', 'pack', 'rail'], // nobody asks for an incident
    );
  });
});
