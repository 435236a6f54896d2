import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Claimants are told of a payment that waits for its rail, that waits for them, that came back, or
 * that nobody collects. Which kinds of events are told is a function from here on, so that a later
 * migration replaces that and nothing else.
 */
export class PayoutNotices1790000000660 implements MigrationInterface {
  readonly name = 'PayoutNotices1790000000660';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The kinds of TOLD_EVENTS, which a test compares.
      CREATE FUNCTION is_told(kind text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
        SELECT kind IN ('claim.filed', 'claim.in_review', 'claim.evidence_needed',
          'evidence.complete', 'information.complete', 'evidence.quarantined', 'clock.paused',
          'clock.resumed', 'claim.approved', 'claim.denied', 'claim.confirmed', 'payee.changed',
          'payout.opened', 'payout.awaiting_funds', 'payout.awaiting_rail', 'payout.awaiting_payee',
          'payout.reminded', 'payout.returned', 'payout.unclaimed', 'payout.obstacle',
          'payout.settled', 'appeal.lodged', 'appeal.opened', 'appeal.outside', 'claim.reopened',
          'claim.withdrawn', 'claim.merged_into', 'claim.closed', 'claim.closed_unanswered',
          'claim.not_reopened', 'clock.breached', 'due_time.passed', 'information.reminded',
          'information.overdue')
      $$;
      DROP TRIGGER claim_events_untold ON claim_events;
      CREATE TRIGGER claim_events_untold AFTER INSERT ON claim_events FOR EACH ROW
        WHEN (is_told(NEW.kind)) EXECUTE FUNCTION claim_event_is_untold();
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: what was told stays told.'));
  }
}
