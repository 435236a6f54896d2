import { WAITING, journalSql, onTheRail, openedSql } from './planted-bookings';

/** The first paid claim, also when it is no longer paid, and what its payout was. */
const CASE = `(SELECT claim_id FROM payouts ORDER BY id LIMIT 1)`;
const AMOUNT = `(SELECT amount_minor FROM payouts ORDER BY id LIMIT 1)`;
const OF_CASE = { claim: CASE, amountMinor: AMOUNT };

const CAME_BACK = `
  UPDATE claims SET status = 'paying', next_step = 'x', next_by = 'x', next_due_at = now(), unowned_since = now(), paid_minor = 0 WHERE id = ${CASE};
  UPDATE payouts SET status = 'returned', held_minor = amount_minor WHERE claim_id = ${CASE};
  ${journalSql('1030', '2050', OF_CASE)} ${onTheRail(AMOUNT)}`;
const SENT_AGAIN = `
  ${CAME_BACK} ${journalSql('2050', '2040', OF_CASE)} ${onTheRail(`-${AMOUNT}`)}
  CREATE TEMP TABLE copy ON COMMIT DROP AS SELECT * FROM payouts WHERE claim_id = ${CASE};
  UPDATE payouts SET held_minor = 0 WHERE claim_id = ${CASE};
  UPDATE copy SET id = 'pyo_second', held_minor = 0, reissued_minor = amount_minor, replaces_id = id, created_at = updated_at, key = 'second', rail_transfer_id = NULL, status = 'submitted', next_action_at = now();
  INSERT INTO payouts SELECT * FROM copy;
  ${openedSql('pyo_second')}`;

/** What may be booked for a claim besides the events that pay it the plain way. */
export const SOUND_BOOKINGS: readonly (readonly [what: string, sql: string])[] = [
  [
    'a fee that the rail took',
    journalSql('5030', '1030', { claim: CASE, amountMinor: 5 }) + onTheRail(-5),
  ],
  ['a payout that came back', CAME_BACK],
  ['a payout that came back and was sent again', SENT_AGAIN],
  [
    'a payout that came back, was sent again and settled',
    `${SENT_AGAIN} ${journalSql('2040', '1030', OF_CASE)}
     UPDATE payouts SET status = 'settled' WHERE id = 'pyo_second';
     UPDATE claims SET status = 'paid', paid_minor = ${AMOUNT} WHERE id = ${CASE}`,
  ],
  [
    'a settlement that was corrected into one in another currency',
    journalSql('1030', '2040', OF_CASE) +
      journalSql('2040', '1090', OF_CASE) +
      journalSql('1090', '1030', { claim: CASE, currency: 'USD', amountMinor: 3 }) +
      onTheRail(AMOUNT),
  ],
  [
    'a provisional credit to the bank that was made final',
    [
      journalSql('5010', '2010', { claim: CASE, amountMinor: 7 }),
      journalSql('1150', '1030', { claim: CASE, amountMinor: 7 }),
      journalSql('2010', '2030', { claim: CASE, amountMinor: 7 }),
      journalSql('2030', '1150', { claim: CASE, amountMinor: 7 }),
      `UPDATE claims SET awarded_minor = awarded_minor + 7, paid_minor = paid_minor + 7 WHERE id = ${CASE};`,
      onTheRail(-7),
    ].join(''),
  ],
  [
    'a provisional credit to the wallet that was taken back',
    journalSql('1150', '2100', { claim: CASE, also: ['1040', '1010'] }) +
      journalSql('2100', '1150', { claim: CASE, kind: 'E13', also: ['1010', '1040'] }),
  ],
  [
    'a fact of a month that was closed',
    `INSERT INTO ledger_period_closings VALUES (now() - interval '1 day', now(), 'nobody', 'planted');
     UPDATE ledger_journals SET occurred_at = now() - interval '40 days', effective_at = now() - interval '1 day' WHERE ${WAITING}`,
  ],
];
