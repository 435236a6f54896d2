import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An award whose loss was made good meanwhile. Two persons take back what of it no payout carries;
 * what a decision may still order is that much less (`payouts_approved_decision`).
 */
export class AwardTakeBacks1790000000718 implements MigrationInterface {
  readonly name = 'AwardTakeBacks1790000000718';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TAKE_BACKS);
    await runner.query(`
      -- Of money that is held for a claimant a part may be taken back.
      ALTER TABLE payouts DROP CONSTRAINT payouts_held_check, ADD CONSTRAINT payouts_held_check
        CHECK (held_minor BETWEEN 0 AND amount_minor AND (held_minor = 0 OR status = 'returned'));

      CREATE TRIGGER claim_events_untold_take_backs AFTER INSERT ON claim_events FOR EACH ROW
        WHEN (NEW.kind = 'award.taken_back') EXECUTE FUNCTION claim_event_is_untold();

      GRANT SELECT, INSERT ON award_take_backs, award_take_back_verdicts TO ganpei_app;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: who took an award back is kept.'));
  }
}

const TAKE_BACKS = `
  CREATE TABLE award_take_backs (
    lane smallint NOT NULL,
    claim_id text NOT NULL,
    number integer NOT NULL,
    decision_id text NOT NULL,
    currency char(3) NOT NULL,
    amount_minor bigint NOT NULL CONSTRAINT award_take_backs_amount_check CHECK (amount_minor > 0),
    lines jsonb NOT NULL,
    reason text NOT NULL CONSTRAINT award_take_backs_reason_check CHECK (length(reason) > 0),
    digest text NOT NULL,
    proposed_by text NOT NULL,
    proposed_by_person text NOT NULL,
    proposed_at timestamptz NOT NULL,
    CONSTRAINT award_take_backs_pk PRIMARY KEY (lane, claim_id, number),
    CONSTRAINT award_take_backs_content_key UNIQUE (lane, claim_id, number, digest, proposed_by_person),
    CONSTRAINT award_take_backs_claim_fk FOREIGN KEY (lane, claim_id) REFERENCES claims (lane, id),
    CONSTRAINT award_take_backs_decision_fk FOREIGN KEY (lane, decision_id) REFERENCES decisions (lane, id)
  );
  CREATE TABLE award_take_back_verdicts (
    lane smallint NOT NULL,
    claim_id text NOT NULL,
    number integer NOT NULL,
    verdict text NOT NULL CONSTRAINT award_take_back_verdicts_verdict_check CHECK (verdict IN ('approve', 'return')),
    digest text NOT NULL,
    proposed_by_person text NOT NULL,
    note text NOT NULL,
    approver_id text NOT NULL,
    approver_person text NOT NULL,
    given_at timestamptz NOT NULL,
    CONSTRAINT award_take_back_verdicts_pk PRIMARY KEY (lane, claim_id, number),
    CONSTRAINT award_take_back_verdicts_content_fk FOREIGN KEY (lane, claim_id, number, digest, proposed_by_person)
      REFERENCES award_take_backs (lane, claim_id, number, digest, proposed_by_person),
    CONSTRAINT award_take_back_verdicts_other_eyes
      CHECK (verdict = 'return' OR approver_person <> proposed_by_person)
  );
  CREATE TRIGGER award_take_backs_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON award_take_backs
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER award_take_back_verdicts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON award_take_back_verdicts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

  CREATE FUNCTION award_take_back_verdicts_require_eyes() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF NOT is_staff(NEW.approver_id, NEW.approver_person, '{approver}')
       OR EXISTS (SELECT FROM claims c
                   WHERE c.lane = NEW.lane AND c.id = NEW.claim_id AND is_claiming(NEW.approver_person, c)) THEN
      RAISE EXCEPTION 'this verdict on the award of % does not count', NEW.claim_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'award_take_back_verdicts_eyes';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER award_take_back_verdicts_eyes BEFORE INSERT ON award_take_back_verdicts
    FOR EACH ROW EXECUTE FUNCTION award_take_back_verdicts_require_eyes();

  -- What two persons took back of what a decision awarded on a line.
  CREATE FUNCTION taken_back_minor(of_lane smallint, of_decision text, of_line text) RETURNS bigint LANGUAGE sql STABLE
    SET search_path = ganpei, pg_temp AS $$
    SELECT coalesce(sum((line ->> 'amountMinor')::bigint), 0)::bigint
      FROM award_take_backs t JOIN award_take_back_verdicts v USING (lane, claim_id, number)
     CROSS JOIN jsonb_array_elements(t.lines) AS line
     WHERE t.lane = of_lane AND t.decision_id = of_decision AND v.verdict = 'approve' AND v.digest = t.digest
       AND line ->> 'lineId' = of_line
  $$;

  -- An award is lowered by exactly what two persons took back since the claim changed last.
  CREATE FUNCTION claims_award_lowered() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF NOT EXISTS (SELECT FROM award_take_backs t JOIN award_take_back_verdicts v USING (lane, claim_id, number)
         WHERE t.lane = NEW.lane AND t.claim_id = NEW.id AND v.verdict = 'approve' AND v.digest = t.digest
           AND t.decision_id = NEW.decision_id AND v.given_at >= OLD.updated_at
           AND t.amount_minor = OLD.awarded_minor - NEW.awarded_minor) THEN
      RAISE EXCEPTION 'the award of claim % is lowered by the word of two persons', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'claims_award_by_two';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER claims_award_lowered BEFORE UPDATE OF awarded_minor ON claims FOR EACH ROW
    WHEN (NEW.awarded_minor < OLD.awarded_minor)
    EXECUTE FUNCTION claims_award_lowered();`;
