import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A claimant objects to what is asked back of them, and a person who had no part in it answers.
 * Until then nothing is asked of them.
 */
export class ClawbackObjections1790000000717 implements MigrationInterface {
  readonly name = 'ClawbackObjections1790000000717';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(OBJECTIONS);
    await runner.query(`
      -- The kinds are those of TOLD_EVENTS, which a test compares.
      CREATE TRIGGER claim_events_untold_objections AFTER INSERT ON claim_events FOR EACH ROW
        WHEN (NEW.kind IN ('clawback.objected', 'clawback.upheld', 'clawback.dismissed'))
        EXECUTE FUNCTION claim_event_is_untold();

      GRANT SELECT, INSERT ON clawback_objections, clawback_objection_answers TO ganpei_app;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: what claimants said is kept.'));
  }
}

const OBJECTIONS = `
  CREATE TABLE clawback_objections (
    lane smallint NOT NULL,
    recovery_id text NOT NULL,
    number integer NOT NULL,
    reason text NOT NULL CONSTRAINT clawback_objections_reason_check CHECK (length(reason) > 0),
    objected_by text NOT NULL,
    objected_at timestamptz NOT NULL,
    CONSTRAINT clawback_objections_pk PRIMARY KEY (lane, recovery_id, number),
    CONSTRAINT clawback_objections_recovery_fk FOREIGN KEY (lane, recovery_id) REFERENCES recoveries (lane, id)
  );
  CREATE TABLE clawback_objection_answers (
    lane smallint NOT NULL,
    recovery_id text NOT NULL,
    number integer NOT NULL,
    verdict text NOT NULL
      CONSTRAINT clawback_objection_answers_verdict_check CHECK (verdict IN ('uphold', 'dismiss')),
    reason text NOT NULL CONSTRAINT clawback_objection_answers_reason_check CHECK (length(reason) > 0),
    answered_by text NOT NULL,
    answered_by_person text NOT NULL,
    answered_at timestamptz NOT NULL,
    CONSTRAINT clawback_objection_answers_pk PRIMARY KEY (lane, recovery_id, number),
    CONSTRAINT clawback_objection_answers_objection_fk FOREIGN KEY (lane, recovery_id, number)
      REFERENCES clawback_objections (lane, recovery_id, number)
  );
  CREATE TRIGGER clawback_objections_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON clawback_objections
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER clawback_objection_answers_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON clawback_objection_answers
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

  -- Nobody answers what is said against their own word, or for themselves.
  CREATE FUNCTION objection_answers_require_eyes() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF NOT is_staff(NEW.answered_by, NEW.answered_by_person, '{approver}')
       OR EXISTS (SELECT FROM recoveries r JOIN claims c ON c.lane = r.lane AND c.id = r.claim_id
                   WHERE r.lane = NEW.lane AND r.id = NEW.recovery_id AND is_claiming(NEW.answered_by_person, c))
       OR EXISTS (SELECT FROM recovery_proposals p LEFT JOIN recovery_verdicts v USING (lane, recovery_id, number)
                   WHERE p.lane = NEW.lane AND p.recovery_id = NEW.recovery_id AND p.kind = 'clawback'
                     AND NEW.answered_by_person IN (person_of(p.proposed_by), person_of(v.approver_id))) THEN
      RAISE EXCEPTION 'this answer on recovery % does not count', NEW.recovery_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'clawback_objection_answers_eyes';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER clawback_objection_answers_eyes BEFORE INSERT ON clawback_objection_answers
    FOR EACH ROW EXECUTE FUNCTION objection_answers_require_eyes();`;
