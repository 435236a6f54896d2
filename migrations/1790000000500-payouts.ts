import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Payout orders and the attempts to send them. There is one order per awarded claim line,
 * because each goes back the way its payment came. A decision on a claim that was opened again
 * states the whole award of a line: an order can only be inserted for exactly what the earlier ones
 * do not carry of it, with the approvals it needs, and a line has at most one under way. Both are
 * checked here once more, behind the application.
 */
export class Payouts1790000000500 implements MigrationInterface {
  readonly name = 'Payouts1790000000500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE payouts (
        lane smallint NOT NULL,
        id text NOT NULL,
        kind text NOT NULL DEFAULT 'award'
          CONSTRAINT payouts_kind_check CHECK (kind IN ('award', 'recovered', 'provisional')),
        source_id text,
        claim_id text NOT NULL,
        decision_id text,
        claim_line_id text NOT NULL,
        currency char(3) NOT NULL,
        amount_minor bigint NOT NULL CONSTRAINT payouts_amount_check CHECK (amount_minor > 0),
        rail text NOT NULL,
        payee jsonb NOT NULL,
        key text NOT NULL,
        request_digest text NOT NULL,
        status text NOT NULL CONSTRAINT payouts_status_check CHECK (status IN
          ('created', 'submitted', 'pending', 'action_required', 'unknown', 'settled', 'failed', 'cancelled', 'returned')),
        status_reason text,
        fence integer NOT NULL DEFAULT 0,
        lease_until timestamptz,
        first_sent_at timestamptz,
        key_expires_at timestamptz,
        next_action_at timestamptz,
        rail_transfer_id text,
        settled_at timestamptz,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT payouts_pk PRIMARY KEY (lane, id),
        CONSTRAINT payouts_key_key UNIQUE (lane, key),
        CONSTRAINT payouts_decided_check CHECK ((kind = 'provisional') = (decision_id IS NULL)),
        CONSTRAINT payouts_source_check CHECK ((kind = 'award') = (source_id IS NULL)),
        CONSTRAINT payouts_claim_fk FOREIGN KEY (lane, claim_id) REFERENCES claims (lane, id),
        CONSTRAINT payouts_line_fk FOREIGN KEY (lane, claim_line_id) REFERENCES claim_lines (lane, id),
        CONSTRAINT payouts_decision_fk FOREIGN KEY (lane, decision_id) REFERENCES decisions (lane, id)
      );
      CREATE UNIQUE INDEX payouts_one_live_idx ON payouts (lane, claim_line_id)
        WHERE kind = 'award' AND status NOT IN ('failed', 'cancelled', 'returned', 'settled');
      CREATE INDEX payouts_claim_idx ON payouts (lane, claim_id);
      CREATE INDEX payouts_due_idx ON payouts (next_action_at) WHERE next_action_at IS NOT NULL;

      -- What is ordered is what living, settled and given up orders of the line do not carry yet, nor
      -- what was credited on it before the decision and is final, or what two persons took back.
      CREATE FUNCTION payouts_require_approved_decision() RETURNS trigger LANGUAGE plpgsql
        SET search_path = ganpei, pg_temp AS $$
      DECLARE decided decisions; carried bigint;
      BEGIN
        SELECT * INTO decided FROM decisions WHERE lane = NEW.lane AND id = NEW.decision_id;
        SELECT coalesce(sum(amount_minor), 0) INTO carried FROM payouts
         WHERE lane = NEW.lane AND claim_line_id = NEW.claim_line_id AND kind = 'award'
           AND (status NOT IN ('failed', 'cancelled', 'returned')
             OR status = 'returned' AND status_reason IN ('paid_to_state', 'released'));
        carried := carried + provisional_final_minor(NEW.lane, NEW.claim_line_id)
          + taken_back_minor(NEW.lane, NEW.decision_id, NEW.claim_line_id);
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
      CREATE TRIGGER payouts_approved_decision BEFORE INSERT ON payouts
        FOR EACH ROW WHEN (NEW.kind = 'award') EXECUTE FUNCTION payouts_require_approved_decision();

      CREATE TABLE payout_attempts (
        lane smallint NOT NULL,
        payout_id text NOT NULL,
        number integer NOT NULL,
        action text NOT NULL CONSTRAINT payout_attempts_action_check CHECK (action IN ('send', 'query')),
        fence integer NOT NULL,
        started_at timestamptz NOT NULL,
        CONSTRAINT payout_attempts_pk PRIMARY KEY (lane, payout_id, number),
        CONSTRAINT payout_attempts_payout_fk FOREIGN KEY (lane, payout_id) REFERENCES payouts (lane, id)
      );
      CREATE TABLE payout_answers (
        lane smallint NOT NULL,
        payout_id text NOT NULL,
        number integer NOT NULL,
        class text NOT NULL CONSTRAINT payout_answers_class_check CHECK (class IN
          ('confirmed', 'pending', 'rejected', 'returned', 'not_found', 'unknown')),
        code text,
        detail text,
        applied boolean NOT NULL,
        answered_at timestamptz NOT NULL,
        CONSTRAINT payout_answers_pk PRIMARY KEY (lane, payout_id, number),
        CONSTRAINT payout_answers_attempt_fk FOREIGN KEY (lane, payout_id, number)
          REFERENCES payout_attempts (lane, payout_id, number)
      );
      CREATE TABLE rail_notices (
        lane smallint NOT NULL,
        rail text NOT NULL,
        notice_id text NOT NULL,
        payout_id text NOT NULL,
        received_at timestamptz NOT NULL,
        CONSTRAINT rail_notices_pk PRIMARY KEY (lane, rail, notice_id)
      );

      CREATE TRIGGER payout_attempts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payout_attempts
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER payout_answers_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payout_answers
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER rail_notices_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON rail_notices
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      GRANT SELECT, INSERT ON payouts, payout_attempts, payout_answers, rail_notices TO ganpei_app;
      GRANT UPDATE (status, status_reason, fence, lease_until, first_sent_at, key_expires_at, next_action_at,
        rail_transfer_id, settled_at, updated_at) ON payouts TO ganpei_app;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: payouts are kept.'));
  }
}
