import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Money that is credited before the decision, on condition. It goes out as a payout of its own
 * kind, for exactly what the assessment promises and once per claim; a decision makes it final, or
 * it is taken back after notice. What becomes of a credit nobody has to remember: the claim's own
 * row says when it is looked at next.
 */
export class ProvisionalCredits1790000000720 implements MigrationInterface {
  readonly name = 'ProvisionalCredits1790000000720';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CLAIMS);
    await runner.query(CREDITS);
    await runner.query(RULES);
    await runner.query(TOLD);
    await runner.query(`
      GRANT UPDATE (credit_at, credited_at) ON claims TO ganpei_app;
      GRANT SELECT, INSERT ON provisional_credits, provisional_credit_parts, provisional_credit_steps
        TO ganpei_app;
      GRANT UPDATE (assessment_id, amount_minor, due_at, granted_at, status, ends_at, announced_at,
        final_minor, taken_back_minor, shortfall_minor, decision_id, handed_on_at, steps, updated_at)
        ON provisional_credits TO ganpei_app;
      GRANT UPDATE (backed_by, final_minor, asked_minor, asked_at, asks, next_ask_at, taken_back_minor,
        shortfall_minor, ended_at) ON provisional_credit_parts TO ganpei_app;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: what was credited stays on record.'));
  }
}

const CLAIMS = `
  ALTER TABLE claims
    ADD COLUMN credit_at timestamptz,
    ADD COLUMN credited_at timestamptz;
  CREATE INDEX claims_credit_idx ON claims (credit_at) WHERE credit_at IS NOT NULL;

  -- A decision, an appeal, a withdrawal: whatever the claim becomes, its credit is looked at.
  CREATE FUNCTION claims_look_at_credit() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF EXISTS (SELECT FROM provisional_credits WHERE lane = NEW.lane AND claim_id = NEW.id) THEN
      NEW.credit_at := NEW.updated_at;
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER claims_credit BEFORE UPDATE OF status ON claims FOR EACH ROW
    WHEN (NEW.status IS DISTINCT FROM OLD.status)
    EXECUTE FUNCTION claims_look_at_credit();`;

const CREDITS = `
  CREATE TABLE provisional_credits (
    lane smallint NOT NULL,
    claim_id text NOT NULL,
    assessment_id text NOT NULL,
    currency char(3) NOT NULL,
    amount_minor bigint NOT NULL CONSTRAINT provisional_credits_amount_check CHECK (amount_minor > 0),
    due_at timestamptz NOT NULL,
    granted_at timestamptz NOT NULL,
    status text NOT NULL CONSTRAINT provisional_credits_status_check CHECK (status IN
      ('granted', 'ending', 'final', 'reversed', 'failed')),
    announced_at timestamptz,
    ends_at timestamptz,
    final_minor bigint NOT NULL DEFAULT 0,
    taken_back_minor bigint NOT NULL DEFAULT 0,
    shortfall_minor bigint NOT NULL DEFAULT 0,
    decision_id text,
    handed_on_at timestamptz,
    steps integer NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT provisional_credits_pk PRIMARY KEY (lane, claim_id),
    CONSTRAINT provisional_credits_claim_fk FOREIGN KEY (lane, claim_id) REFERENCES claims (lane, id),
    CONSTRAINT provisional_credits_assessment_fk FOREIGN KEY (lane, assessment_id)
      REFERENCES assessments (lane, id),
    CONSTRAINT provisional_credits_decision_fk FOREIGN KEY (lane, decision_id)
      REFERENCES decisions (lane, id),
    CONSTRAINT provisional_credits_parts_check CHECK (
      final_minor >= 0 AND taken_back_minor >= 0 AND shortfall_minor >= 0),
    -- Nobody loses money overnight that they were given.
    CONSTRAINT provisional_credits_notice_check CHECK (
      (announced_at IS NULL) = (ends_at IS NULL) AND ends_at > announced_at
      AND (ends_at IS NOT NULL OR status <> 'ending' AND taken_back_minor + shortfall_minor = 0))
  );
  CREATE INDEX provisional_credits_short_idx ON provisional_credits (updated_at)
    WHERE shortfall_minor > 0 AND handed_on_at IS NULL;

  CREATE TABLE provisional_credit_parts (
    lane smallint NOT NULL,
    payout_id text NOT NULL,
    claim_id text NOT NULL,
    claim_line_id text NOT NULL,
    destination text NOT NULL CONSTRAINT provisional_credit_parts_destination_check
      CHECK (destination IN ('wallet', 'bank')),
    backed_by text CONSTRAINT provisional_credit_parts_backed_check CHECK (backed_by IN ('fund', 'operating_cash')),
    amount_minor bigint NOT NULL
      CONSTRAINT provisional_credit_parts_amount_check CHECK (amount_minor > 0),
    final_minor bigint NOT NULL DEFAULT 0,
    asked_minor bigint,
    asked_at timestamptz,
    asks integer NOT NULL DEFAULT 0,
    next_ask_at timestamptz,
    taken_back_minor bigint NOT NULL DEFAULT 0,
    shortfall_minor bigint NOT NULL DEFAULT 0,
    ended_at timestamptz,
    CONSTRAINT provisional_credit_parts_pk PRIMARY KEY (lane, payout_id),
    CONSTRAINT provisional_credit_parts_credit_fk FOREIGN KEY (lane, claim_id)
      REFERENCES provisional_credits (lane, claim_id),
    CONSTRAINT provisional_credit_parts_payout_fk FOREIGN KEY (lane, payout_id)
      REFERENCES payouts (lane, id),
    CONSTRAINT provisional_credit_parts_line_fk FOREIGN KEY (lane, claim_line_id)
      REFERENCES claim_lines (lane, id),
    CONSTRAINT provisional_credit_parts_sums_check CHECK (
      final_minor >= 0 AND taken_back_minor >= 0 AND shortfall_minor >= 0
      AND final_minor + taken_back_minor + shortfall_minor <= amount_minor
      AND asked_minor BETWEEN 1 AND amount_minor AND taken_back_minor <= coalesce(asked_minor, 0)
      AND (asked_minor IS NULL) = (asked_at IS NULL) AND (asked_minor IS NULL OR destination = 'wallet'))
  );
  CREATE INDEX provisional_credit_parts_claim_idx ON provisional_credit_parts (lane, claim_id);
  CREATE INDEX provisional_credit_parts_line_idx ON provisional_credit_parts (lane, claim_line_id);
  CREATE INDEX provisional_credit_parts_ask_idx ON provisional_credit_parts (next_ask_at)
    WHERE next_ask_at IS NOT NULL;

  CREATE TABLE provisional_credit_steps (
    lane smallint NOT NULL,
    claim_id text NOT NULL,
    number integer NOT NULL,
    step text NOT NULL CONSTRAINT provisional_credit_steps_step_check CHECK (step IN
      ('granted', 'arrived', 'failed', 'announced', 'kept', 'final', 'asked_back', 'ended')),
    amount_minor bigint NOT NULL,
    actor_id text NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT provisional_credit_steps_pk PRIMARY KEY (lane, claim_id, number),
    CONSTRAINT provisional_credit_steps_credit_fk FOREIGN KEY (lane, claim_id)
      REFERENCES provisional_credits (lane, claim_id)
  );
  CREATE TRIGGER provisional_credit_steps_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON provisional_credit_steps
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

  CREATE UNIQUE INDEX payouts_one_credit_idx ON payouts (lane, claim_line_id)
    WHERE kind = 'provisional' AND status NOT IN ('failed', 'cancelled', 'returned', 'settled');`;

const RULES = `
  -- What of the award of a line was credited before, and is the claimant's for good.
  CREATE FUNCTION provisional_final_minor(of_lane smallint, of_line text) RETURNS bigint LANGUAGE sql STABLE
    SET search_path = ganpei, pg_temp AS $$
    SELECT coalesce(sum(final_minor), 0)::bigint FROM provisional_credit_parts
     WHERE lane = of_lane AND claim_line_id = of_line
  $$;

  -- Nobody stands behind a credit but the pack: it is exactly what the newest assessment of a claim
  -- that nobody has ever decided promises, and not before its last day.
  CREATE FUNCTION provisional_credits_require_promise() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  DECLARE promised jsonb;
  BEGIN
    SELECT a.result -> 'provisional' INTO promised FROM assessments a
     WHERE a.lane = NEW.lane AND a.id = NEW.assessment_id AND a.claim_id = NEW.claim_id
       AND NOT EXISTS (SELECT FROM assessments later WHERE later.lane = a.lane
         AND later.claim_id = a.claim_id AND later.number > a.number);
    IF (promised -> 'money' ->> 'amountMinor')::bigint IS DISTINCT FROM NEW.amount_minor
       OR promised -> 'money' ->> 'currency' IS DISTINCT FROM NEW.currency
       OR (promised ->> 'dueAt')::timestamptz IS DISTINCT FROM NEW.due_at
       OR NEW.granted_at < NEW.due_at - interval '24 hours 1 second'
       OR NOT EXISTS (SELECT FROM claims c WHERE c.lane = NEW.lane AND c.id = NEW.claim_id AND c.decision_id IS NULL
            AND c.status IN ('received', 'assessing', 'awaiting_claimant', 'in_review', 'awaiting_approval')) THEN
      RAISE EXCEPTION 'nothing promises such a credit on claim %', NEW.claim_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'provisional_credits_promised';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER provisional_credits_promised BEFORE INSERT ON provisional_credits
    FOR EACH ROW EXECUTE FUNCTION provisional_credits_require_promise();
  CREATE TRIGGER provisional_credits_promised_again
    BEFORE UPDATE OF assessment_id, amount_minor, due_at, granted_at ON provisional_credits
    FOR EACH ROW EXECUTE FUNCTION provisional_credits_require_promise();

  -- Its orders go where the award would go, and are together no more than the credit.
  CREATE FUNCTION payouts_require_credit() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  DECLARE credit provisional_credits; ordered bigint;
  BEGIN
    SELECT * INTO credit FROM provisional_credits WHERE lane = NEW.lane AND claim_id = NEW.claim_id;
    SELECT coalesce(sum(amount_minor), 0) INTO ordered FROM payouts
     WHERE lane = NEW.lane AND claim_id = NEW.claim_id AND kind = 'provisional'
       AND status NOT IN ('failed', 'cancelled', 'returned');
    IF credit.status IS DISTINCT FROM 'granted' OR credit.assessment_id <> NEW.source_id
       OR credit.currency <> NEW.currency OR credit.amount_minor < ordered + NEW.amount_minor
       OR NOT EXISTS (SELECT FROM assessments a, jsonb_array_elements(a.result -> 'lines') AS line
            WHERE a.lane = NEW.lane AND a.id = NEW.source_id AND line ->> 'lineId' = NEW.claim_line_id
              AND (line -> 'award' ->> 'amountMinor')::bigint >= NEW.amount_minor)
       OR NOT EXISTS (SELECT FROM claims c WHERE c.lane = NEW.lane AND c.id = NEW.claim_id
            AND c.payout_method ->> 'route' = NEW.payee ->> 'route'
            AND coalesce(c.payout_method ->> 'position', '') = coalesce(NEW.payee ->> 'position', '')) THEN
      RAISE EXCEPTION 'payout % is not what was promised before the decision', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'payouts_promised_credit';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER payouts_promised_credit BEFORE INSERT ON payouts
    FOR EACH ROW WHEN (NEW.kind = 'provisional') EXECUTE FUNCTION payouts_require_credit();

  -- Only a decision behind which enough persons stand makes it final, and no more than it awards.
  CREATE FUNCTION provisional_credits_require_decision() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF NOT EXISTS (SELECT FROM claims c JOIN decisions d ON d.lane = c.lane AND d.id = c.decision_id
         WHERE c.lane = NEW.lane AND c.id = NEW.claim_id AND c.status = 'approved'
           AND d.id = NEW.decision_id AND d.award_minor >= NEW.final_minor AND has_eyes(d, c)) THEN
      RAISE EXCEPTION 'no decision makes the credit on claim % final', NEW.claim_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'provisional_credits_final';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER provisional_credits_final BEFORE UPDATE OF final_minor ON provisional_credits
    FOR EACH ROW WHEN (NEW.final_minor <> OLD.final_minor)
    EXECUTE FUNCTION provisional_credits_require_decision();

  -- What was announced is honoured until its time is over.
  CREATE FUNCTION provisional_parts_honoured() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF NOT EXISTS (SELECT FROM provisional_credits k WHERE k.lane = NEW.lane AND k.claim_id = NEW.claim_id
         AND k.status = 'ending' AND coalesce(NEW.asked_at, NEW.ended_at) >= k.ends_at) THEN
      RAISE EXCEPTION 'the credit on claim % is not to be taken back yet', NEW.claim_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'provisional_credits_honoured';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER provisional_parts_honoured BEFORE UPDATE ON provisional_credit_parts FOR EACH ROW
    WHEN (NEW.asked_minor IS DISTINCT FROM OLD.asked_minor OR NEW.taken_back_minor <> OLD.taken_back_minor
      OR NEW.shortfall_minor <> OLD.shortfall_minor)
    EXECUTE FUNCTION provisional_parts_honoured();

  -- What a claimant owes of it is recovered once, and is what was not there.
  CREATE UNIQUE INDEX recoveries_credit_key ON recoveries (lane, claim_id) WHERE kind = 'credit';
  CREATE FUNCTION recoveries_require_shortfall() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF NOT EXISTS (SELECT FROM provisional_credits k WHERE k.lane = NEW.lane AND k.claim_id = NEW.claim_id
         AND k.currency = NEW.currency AND k.shortfall_minor = NEW.requested_minor
         AND k.shortfall_minor = NEW.agreed_minor AND k.status IN ('final', 'reversed')) THEN
      RAISE EXCEPTION 'nothing of a credit is owed on claim %', NEW.claim_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'recoveries_of_credit';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER recoveries_of_credit BEFORE INSERT ON recoveries FOR EACH ROW
    WHEN (NEW.kind = 'credit') EXECUTE FUNCTION recoveries_require_shortfall();`;

/** The kinds are those of TOLD_EVENTS and TOLD_AT_REST, which tests compare. */
const TOLD = `
  CREATE TRIGGER claim_events_untold_credits AFTER INSERT ON claim_events FOR EACH ROW
    WHEN (NEW.kind IN ('credit.arrived', 'credit.obstacle', 'credit.ending', 'credit.kept',
      'credit.final', 'credit.ended', 'credit.owed'))
    EXECUTE FUNCTION claim_event_is_untold();`;
