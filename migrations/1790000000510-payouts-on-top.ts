import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Payouts on top of what was paid before. A decision on a claim that was opened again states the
 * whole award of a line; what is ordered is what the payouts of the line that live or have settled
 * do not carry yet. At most one order of a line is under way, and a decision orders a line once.
 */
export class PayoutsOnTop1790000000510 implements MigrationInterface {
  readonly name = 'PayoutsOnTop1790000000510';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX payouts_one_live_idx;
      CREATE UNIQUE INDEX payouts_one_live_idx ON payouts (lane, claim_line_id)
        WHERE status NOT IN ('failed', 'cancelled', 'returned', 'settled');
      CREATE UNIQUE INDEX payouts_one_per_decision_idx ON payouts (lane, claim_line_id, decision_id)
        WHERE status NOT IN ('failed', 'cancelled', 'returned');

      CREATE OR REPLACE FUNCTION payouts_require_approved_decision() RETURNS trigger LANGUAGE plpgsql
        SET search_path = ganpei, pg_temp AS $$
      DECLARE decided decisions; carried bigint;
      BEGIN
        SELECT * INTO decided FROM decisions WHERE lane = NEW.lane AND id = NEW.decision_id;
        SELECT coalesce(sum(amount_minor), 0) INTO carried FROM payouts
         WHERE lane = NEW.lane AND claim_line_id = NEW.claim_line_id
           AND status NOT IN ('failed', 'cancelled', 'returned');
        IF decided.claim_id <> NEW.claim_id OR decided.outcome = 'deny'
           OR NOT EXISTS (SELECT FROM claims WHERE lane = NEW.lane AND id = NEW.claim_id
                AND status = 'approved' AND decision_id = NEW.decision_id)
           OR decided.currency <> NEW.currency
           OR NOT EXISTS (SELECT FROM jsonb_array_elements(decided.lines) AS line
                WHERE line ->> 'lineId' = NEW.claim_line_id
                  AND (line ->> 'awardMinor')::bigint = NEW.amount_minor + carried)
           OR decided.approvals_required > (SELECT count(*) FROM decision_approvals a
                WHERE a.lane = decided.lane AND a.decision_id = decided.id
                  AND a.verdict = 'approve' AND a.digest = decided.digest)
           OR EXISTS (SELECT FROM decision_approvals a WHERE a.lane = decided.lane
                AND a.decision_id = decided.id AND a.verdict = 'return') THEN
          RAISE EXCEPTION 'payout % is not what was decided and approved', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payouts_approved_decision';
        END IF;
        RETURN NEW;
      END $$;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: payouts are kept.'));
  }
}
