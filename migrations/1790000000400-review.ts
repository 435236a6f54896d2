import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Assessments, decisions and approvals: all append-only. The database itself refuses an approval by
 * the person who decided, by the claimant, for other content than was decided, or of a decision
 * that has been superseded, so that four eyes do not depend on the application being right.
 */
export class Review1790000000400 implements MigrationInterface {
  readonly name = 'Review1790000000400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE assessments (
        lane smallint NOT NULL,
        id text NOT NULL,
        claim_id text NOT NULL,
        number smallint NOT NULL,
        pack_id text NOT NULL,
        pack_version text NOT NULL,
        facts jsonb NOT NULL,
        result jsonb NOT NULL,
        assessed_at timestamptz NOT NULL,
        CONSTRAINT assessments_pk PRIMARY KEY (lane, id),
        CONSTRAINT assessments_number_key UNIQUE (lane, claim_id, number),
        CONSTRAINT assessments_claim_fk FOREIGN KEY (lane, claim_id) REFERENCES claims (lane, id)
      );

      CREATE TABLE decisions (
        lane smallint NOT NULL,
        id text NOT NULL,
        claim_id text NOT NULL,
        number smallint NOT NULL,
        outcome text NOT NULL CONSTRAINT decisions_outcome_check CHECK (outcome IN ('approve', 'partial', 'deny')),
        currency char(3) NOT NULL,
        award_minor bigint NOT NULL CONSTRAINT decisions_award_check CHECK (award_minor >= 0),
        reason text NOT NULL CONSTRAINT decisions_reason_check CHECK (length(reason) > 0),
        lines jsonb NOT NULL,
        evidence_waivers jsonb NOT NULL,
        payee jsonb NOT NULL,
        approvals_required smallint NOT NULL CONSTRAINT decisions_approvals_check CHECK (approvals_required >= 0),
        digest text NOT NULL,
        assessment_id text NOT NULL,
        decided_by text NOT NULL,
        decided_by_role text NOT NULL,
        decided_at timestamptz NOT NULL,
        CONSTRAINT decisions_pk PRIMARY KEY (lane, id),
        CONSTRAINT decisions_number_key UNIQUE (lane, claim_id, number),
        CONSTRAINT decisions_outcome_award_check CHECK ((outcome = 'deny') = (award_minor = 0)),
        CONSTRAINT decisions_claim_fk FOREIGN KEY (lane, claim_id) REFERENCES claims (lane, id),
        CONSTRAINT decisions_assessment_fk FOREIGN KEY (lane, assessment_id) REFERENCES assessments (lane, id)
      );

      CREATE TABLE decision_approvals (
        lane smallint NOT NULL,
        decision_id text NOT NULL,
        approver_id text NOT NULL,
        verdict text NOT NULL CONSTRAINT decision_approvals_verdict_check CHECK (verdict IN ('approve', 'return')),
        note text NOT NULL,
        digest text NOT NULL,
        approved_at timestamptz NOT NULL,
        CONSTRAINT decision_approvals_pk PRIMARY KEY (lane, decision_id, approver_id),
        CONSTRAINT decision_approvals_decision_fk FOREIGN KEY (lane, decision_id) REFERENCES decisions (lane, id)
      );

      CREATE FUNCTION decision_approvals_require_other_eyes() RETURNS trigger LANGUAGE plpgsql
        SET search_path = ganpei, pg_temp AS $$
      DECLARE decided decisions; claim claims;
      BEGIN
        SELECT * INTO decided FROM decisions WHERE lane = NEW.lane AND id = NEW.decision_id;
        SELECT * INTO claim FROM claims WHERE lane = decided.lane AND id = decided.claim_id;
        IF NEW.approver_id IN (decided.decided_by, claim.filed_by) OR EXISTS (
             SELECT FROM users WHERE id = NEW.approver_id AND party_id = claim.claimant_party_id) THEN
          RAISE EXCEPTION 'the approver has a hand in this claim already'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_approvals_other_eyes';
        END IF;
        IF NEW.digest <> decided.digest OR EXISTS (SELECT FROM decisions later WHERE later.lane = decided.lane
             AND later.claim_id = decided.claim_id AND later.number > decided.number) THEN
          RAISE EXCEPTION 'the approval is for other content than was decided'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_approvals_digest';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER decision_approvals_other_eyes BEFORE INSERT ON decision_approvals
        FOR EACH ROW EXECUTE FUNCTION decision_approvals_require_other_eyes();

      CREATE FUNCTION decisions_require_other_eyes() RETURNS trigger LANGUAGE plpgsql
        SET search_path = ganpei, pg_temp AS $$
      DECLARE claim claims;
      BEGIN
        SELECT * INTO claim FROM claims WHERE lane = NEW.lane AND id = NEW.claim_id;
        IF NEW.decided_by = claim.filed_by OR EXISTS (
             SELECT FROM users WHERE id = NEW.decided_by AND party_id = claim.claimant_party_id) THEN
          RAISE EXCEPTION 'whoever claims or filed does not decide'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decisions_other_eyes';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER decisions_other_eyes BEFORE INSERT ON decisions
        FOR EACH ROW EXECUTE FUNCTION decisions_require_other_eyes();

      CREATE TRIGGER assessments_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON assessments
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER decisions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON decisions
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER decision_approvals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON decision_approvals
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      GRANT SELECT, INSERT ON assessments, decisions, decision_approvals TO ganpei_app;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: decisions are kept.'));
  }
}
