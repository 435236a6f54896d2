import type { AssessmentFacts, LineFacts } from './assessment';
import type { Liability } from './pack';
import { outcomeOf, whyOf } from './testing/outcome';
import type { Outcome } from './testing/outcome';
import { linesOf, theFacts } from './testing/sample-facts';
import { aPackWhere } from './testing/sample-pack';

const NOTICE = '2026-11-20T02:00:00Z';

describe('a share by the time of notice', () => {
  const byNotice: Liability = {
    mode: 'by_notice',
    rows: [
      { when: 'at_fault', within: null, ownShareUpToMinor: '0' },
      { within: '3D', from: 'transaction_alert', ownShareUpToMinor: '0' },
      { within: '7D', from: 'transaction_alert', ownShareUpToMinor: '1000', per: 'payment' },
      { within: '30D', from: 'transaction_alert', ownShareUpToMinor: '5000' },
      { within: null, ownShareUpToMinor: null },
    ],
  };
  const lines = linesOf({ amountMinor: '9000' }, { amountMinor: '600' }, { amountMinor: '3000' });
  const alertedOn = (day: string, changes: Partial<AssessmentFacts> = {}): Outcome =>
    outcomeOf(
      aPackWhere({ liability: byNotice }),
      theFacts({
        lines,
        filedAt: NOTICE,
        events: { transaction_alert: `2026-${day}T02:00:00Z` },
        ...changes,
      }),
    );

  it.each<[string, string, readonly string[], string]>([
    ['within 3 days is nothing', '11-17', ['9000', '600', '3000'], '0'],
    ['within 7 days is a limit for each payment', '11-13', ['8000', '0', '2000'], '2600'],
    ['within 30 days is a limit in all', '10-21', ['5429', '362', '1809'], '5000'],
    ['later is for a person to decide', '10-20', ['9000', '600', '3000'], '0'],
  ])('%s', (_, day, awards, ownShare) => {
    const outcome = alertedOn(day);
    expect(outcome.lines.map((line) => line.split(' ')[0])).toEqual(awards);
    expect(outcome.ownShare).toBe(ownShare);
  });

  it('is an open point when something is taken or left open, and none when it is nothing', () => {
    expect(alertedOn('11-17').recommendation).toBe('approve');
    expect(alertedOn('11-13').reasons).toContain('own_share.applied');
    expect(alertedOn('11-13').recommendation).toBe('review');
    expect(alertedOn('10-20').reasons).toContain('own_share.undecided');
    expect(alertedOn('10-20').recommendation).toBe('review');
  });

  it('is nothing, however late, in a row whose circumstance is established', () => {
    expect(alertedOn('10-20', { circumstances: ['at_fault'] })).toMatchObject({
      award: '12600',
      recommendation: 'approve',
    });
  });

  it('is not guessed while the alert is unknown, unless an earlier row fits without it', () => {
    const pack = aPackWhere({ liability: byNotice });
    expect(outcomeOf(pack, theFacts({ lines }))).toMatchObject({
      award: '12600',
      missing: ['events.transaction_alert'],
      recommendation: 'review',
    });
    const known = theFacts({ lines, circumstances: ['at_fault'] });
    expect(outcomeOf(pack, known)).toMatchObject({ missing: [], recommendation: 'approve' });
  });

  it('is none for another kind of loss than those of the table', () => {
    const facts = theFacts({ lines, events: { transaction_alert: '2026-11-13T02:00:00Z' } });
    const under = (lossTypes: readonly string[]): string =>
      outcomeOf(aPackWhere({ liability: { ...byNotice, lossTypes } }), facts).ownShare;
    expect([under(['account_theft']), under(['error'])]).toEqual(['2600', '0']);
  });

  it.each([
    ['2026-11-23T15:59:59.999Z', '0'],
    ['2026-11-23T16:00:00.000Z', '2600'],
  ])('counts the third day to its end: notice at %s costs %s', (filedAt, ownShare) => {
    const events = { transaction_alert: '2026-11-20T02:00:00Z' };
    expect(alertedOn('11-20', { filedAt, events }).ownShare).toBe(ownShare);
  });

  it('asks for one time after the other, not for what it may never need', () => {
    const rows: Liability['rows'] = [
      { within: '3D', from: 'transaction_alert', ownShareUpToMinor: '0' },
      { within: '3D', from: 'statement_sent', ownShareUpToMinor: '50' },
      { within: null, ownShareUpToMinor: '500' },
    ];
    const pack = aPackWhere({ liability: { mode: 'by_notice', rows } });
    expect(outcomeOf(pack, theFacts()).missing).toEqual(['events.transaction_alert']);
  });

  it('knows of a payment what is known of its claim too', () => {
    const rows: Liability['rows'] = [
      {
        when: { all: ['at_fault', 'preventable', { not: 'vulnerable' }] },
        within: null,
        ownShareUpToMinor: '7',
      },
      { within: null, ownShareUpToMinor: '0' },
    ];
    const pack = aPackWhere({ liability: { mode: 'by_notice', rows } });
    const facts = theFacts({
      circumstances: ['at_fault'],
      refuted: ['vulnerable'],
      lines: linesOf({
        amountMinor: '9000',
        circumstances: ['preventable'],
        refuted: ['good_reason'],
      }),
    });
    expect(outcomeOf(pack, facts).ownShare).toBe('7');
  });

  it('says by which row it was taken', () => {
    const facts = theFacts({ lines, events: { transaction_alert: '2026-11-13T02:00:00Z' } });
    expect(whyOf(aPackWhere({ liability: byNotice }), facts, 'liability')).toBe(
      'The claimant bears at most 10.00 CNY of each payment (reported within 7 days of the transaction alert). 26.00 CNY is deducted.',
    );
  });
});

describe('a share that adds up over periods', () => {
  const cumulative: Liability = {
    mode: 'cumulative',
    rows: [
      { within: '2D', from: 'learned_of_loss', ownShareUpToMinor: '50' },
      {
        within: '60D',
        from: 'statement_sent',
        ownShareUpToMinor: '500',
        onlyPayments: 'preventable',
      },
      { within: null, ownShareUpToMinor: null, onlyPayments: 'preventable' },
    ],
  };
  const made = (paidAt: string, amountMinor: string, isPreventable = true) => ({
    amountMinor,
    paidAt: `2026-${paidAt}T04:00:00Z`,
    ...(isPreventable ? { circumstances: ['preventable'] } : {}),
  });
  const borne = (
    lines: readonly LineFacts[],
    events: AssessmentFacts['events'] = {
      learned_of_loss: '2026-09-01T04:00:00Z',
      statement_sent: '2026-09-10T04:00:00Z',
    },
  ): Outcome =>
    outcomeOf(aPackWhere({ liability: cumulative }), theFacts({ lines, filedAt: NOTICE, events }));

  // The periods end on 3 September and on 9 November; notice is on 20 November.
  it.each<[string, readonly LineFacts[], string]>([
    ['up to 50 early on', linesOf(made('08-30', '700', false)), '50'],
    ['what there is early on', linesOf(made('09-03', '30', false)), '30'],
    [
      'later ones on top, to 500 in all',
      linesOf(made('09-02', '90'), made('09-05', '9000')),
      '500',
    ],
    ['later ones that are small', linesOf(made('09-02', '90'), made('09-05', '200')), '250'],
    [
      'no later one that nothing would have prevented',
      linesOf(made('09-02', '90'), made('09-05', '9000', false)),
      '50',
    ],
    [
      'without a limit after day 60',
      linesOf(made('09-02', '90'), made('09-05', '9000'), made('11-10', '70000')),
      '70500',
    ],
    ['not after day 60 what nothing prevents', linesOf(made('11-10', '70000', false)), '0'],
    ['nothing that was paid after notice', linesOf(made('11-21', '70000')), '0'],
  ])('counts %s', (_, lines, ownShare) => {
    expect(borne(lines).ownShare).toBe(ownShare);
  });

  it('counts a payment after day 60 as late, however late the loss was learned of', () => {
    const events = {
      learned_of_loss: '2026-11-19T04:00:00Z',
      statement_sent: '2026-09-10T04:00:00Z',
    };
    const lines = linesOf(made('10-01', '700', false), made('11-10', '9000'));
    expect(borne(lines, events).ownShare).toBe('9050');
  });

  it('falls on the payments of its period', () => {
    const lines = linesOf(made('09-02', '90'), made('09-05', '200'), made('11-10', '7'));
    expect(borne(lines).lines).toEqual([
      '40 own_share.applied',
      '0 own_share.applied',
      '0 own_share.applied',
    ]);
  });

  it.each([['statement_sent'], ['learned_of_loss']] as const)('waits for %s', (event) => {
    const other = event === 'statement_sent' ? 'learned_of_loss' : 'statement_sent';
    expect(borne(linesOf(made('09-02', '90')), { [other]: '2026-09-10T04:00:00Z' })).toMatchObject({
      award: '90',
      missing: [`events.${event}`],
      recommendation: 'review',
    });
  });

  it('waits for the end of a period that does not count where the next one begins there', () => {
    const [first, second, third] = cumulative.rows;
    const rows = [{ ...first!, when: 'at_fault' }, { ...second!, when: 'at_fault' }, third!];
    const facts = theFacts({ lines: linesOf(made('11-10', '7000')), filedAt: NOTICE });
    expect(outcomeOf(aPackWhere({ liability: { mode: 'cumulative', rows } }), facts)).toMatchObject(
      { award: '7000', missing: ['events.statement_sent'] },
    );
  });

  it('gives nothing back where a later limit is below what was borne before', () => {
    const [first, second, third] = cumulative.rows;
    const rows = [
      { ...first!, ownShareUpToMinor: '500' },
      { ...second!, ownShareUpToMinor: '50' },
      { ...third!, ownShareUpToMinor: '450' },
    ];
    const facts = theFacts({
      lines: linesOf(made('09-02', '400'), made('09-05', '9000'), made('11-10', '9000')),
      filedAt: NOTICE,
      events: {
        learned_of_loss: '2026-09-01T04:00:00Z',
        statement_sent: '2026-09-10T04:00:00Z',
      },
    });
    const pack = aPackWhere({ liability: { mode: 'cumulative', rows } });
    expect(outcomeOf(pack, facts).lines).toEqual([
      '0 own_share.applied',
      '9000 covered.full',
      '8950 own_share.applied',
    ]);
  });

  it('does not wait for the end of a period that does not count', () => {
    const [first, second, third] = cumulative.rows;
    const table: Liability = {
      mode: 'cumulative',
      rows: [{ ...first!, when: 'at_fault' }, { ...second!, when: 'at_fault' }, third!],
    };
    const facts = theFacts({
      lines: linesOf(made('09-02', '90'), made('11-10', '7000')),
      filedAt: NOTICE,
      events: { statement_sent: '2026-09-10T04:00:00Z' },
    });
    expect(outcomeOf(aPackWhere({ liability: table }), facts)).toMatchObject({
      award: '90',
      ownShare: '7000',
      missing: [],
    });
  });
});
