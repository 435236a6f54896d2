import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The lives of a claim after its decision. An appeal and a reopening are records of their own,
 * because the books name what caused them; of an appeal only its course changes, never what was
 * disputed. A claim knows the appeal or reopening that opened it last, when its last decision
 * became final, and the claim that it was merged into. A line that was merged is kept beside the
 * one that took its place.
 */
export class ClaimLives1790000000320 implements MigrationInterface {
  readonly name = 'ClaimLives1790000000320';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CLAIMS);
    await runner.query(APPEALS);
    await runner.query(REOPENINGS);
    await runner.query(`
      GRANT UPDATE (claimed_minor, decided_at, reopening_id, merged_into_id) ON claims TO ganpei_app;
      GRANT UPDATE (amount_minor) ON claim_lines TO ganpei_app;
      GRANT SELECT, INSERT ON claim_appeals, claim_reopenings TO ganpei_app;
      GRANT UPDATE (opened_at, ended_at, ending, answer_id) ON claim_appeals TO ganpei_app;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: what was disputed is kept.'));
  }
}

const CLAIMS = `
  ALTER TABLE claims
    ADD COLUMN decided_at timestamptz,
    ADD COLUMN reopening_id text,
    ADD COLUMN merged_into_id text,
    ADD CONSTRAINT claims_merged_check CHECK
      (merged_into_id IS NULL OR (status = 'closed' AND merged_into_id <> id));
  ALTER TABLE claim_lines
    DROP CONSTRAINT claim_lines_status_check,
    ADD CONSTRAINT claim_lines_status_check CHECK (status IN
      ('claimed', 'awarded', 'denied', 'withdrawn', 'merged'));`;

const APPEALS = `
  CREATE TABLE claim_appeals (
    lane smallint NOT NULL,
    id text NOT NULL,
    claim_id text NOT NULL,
    number smallint NOT NULL,
    decision_id text NOT NULL,
    step text NOT NULL,
    heard_by text NOT NULL,
    line_ids text[] NOT NULL CONSTRAINT claim_appeals_lines_check CHECK (cardinality(line_ids) > 0),
    grounds text NOT NULL CONSTRAINT claim_appeals_grounds_check CHECK (length(grounds) > 0),
    lodged_by text NOT NULL,
    lodged_by_role text NOT NULL,
    lodged_at timestamptz NOT NULL,
    due_at timestamptz,
    opened_at timestamptz,
    ended_at timestamptz,
    ending text CONSTRAINT claim_appeals_ending_check CHECK (ending IN ('answered', 'withdrawn', 'outside')),
    answer_id text,
    CONSTRAINT claim_appeals_pk PRIMARY KEY (lane, id),
    CONSTRAINT claim_appeals_number_key UNIQUE (lane, claim_id, number),
    CONSTRAINT claim_appeals_ended_check CHECK
      ((ended_at IS NULL) = (ending IS NULL) AND (answer_id IS NOT NULL) = coalesce(ending = 'answered', false)),
    CONSTRAINT claim_appeals_claim_fk FOREIGN KEY (lane, claim_id) REFERENCES claims (lane, id)
  );
  CREATE UNIQUE INDEX claim_appeals_live_key ON claim_appeals (lane, claim_id) WHERE ended_at IS NULL;
  CREATE INDEX claim_appeals_lodged_idx ON claim_appeals (lodged_at) WHERE opened_at IS NULL AND ended_at IS NULL;

  -- An appeal that has ended stays as it ended.
  CREATE FUNCTION claim_appeals_stay_ended() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    RAISE EXCEPTION 'appeal % has ended', OLD.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_appeals_ended';
  END $$;
  CREATE TRIGGER claim_appeals_ended BEFORE UPDATE ON claim_appeals
    FOR EACH ROW WHEN (OLD.ended_at IS NOT NULL) EXECUTE FUNCTION claim_appeals_stay_ended();`;

const REOPENINGS = `
  CREATE TABLE claim_reopenings (
    lane smallint NOT NULL,
    id text NOT NULL,
    claim_id text NOT NULL,
    from_status text NOT NULL,
    reason text NOT NULL CONSTRAINT claim_reopenings_reason_check CHECK (length(reason) > 0),
    reopened_by text NOT NULL,
    reopened_by_role text NOT NULL,
    reopened_at timestamptz NOT NULL,
    CONSTRAINT claim_reopenings_pk PRIMARY KEY (lane, id),
    CONSTRAINT claim_reopenings_claim_fk FOREIGN KEY (lane, claim_id) REFERENCES claims (lane, id)
  );
  CREATE INDEX claim_reopenings_claim_idx ON claim_reopenings (lane, claim_id, id);
  CREATE TRIGGER claim_reopenings_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON claim_reopenings
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`;
