import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Proposed versions of packs that their proposers withdrew, only ever inserted. A proposal has one
 * end: whoever comes second, withdrawal or verdict, waits for the first and is refused.
 */
export class WithdrawnVersions1790000000752 implements MigrationInterface {
  readonly name = 'WithdrawnVersions1790000000752';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE program_version_withdrawals (
        version_id text CONSTRAINT program_version_withdrawals_pk PRIMARY KEY
          CONSTRAINT program_version_withdrawals_version_fk REFERENCES program_versions (id),
        reason text NOT NULL
          CONSTRAINT program_version_withdrawals_reason_check CHECK (length(reason) > 0),
        withdrawn_by text NOT NULL,
        withdrawn_at timestamptz NOT NULL
      );
      CREATE TRIGGER program_version_withdrawals_append_only
        BEFORE UPDATE OR DELETE OR TRUNCATE ON program_version_withdrawals
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE FUNCTION program_versions_require_open() RETURNS trigger LANGUAGE plpgsql
        SET search_path = ganpei, pg_temp AS $$
      BEGIN
        PERFORM pg_advisory_xact_lock(hashtextextended('program version ' || NEW.version_id, 0));
        IF TG_TABLE_NAME = 'program_version_approvals' THEN
          IF EXISTS (SELECT FROM program_version_withdrawals WHERE version_id = NEW.version_id) THEN
            RAISE EXCEPTION 'version % is withdrawn', NEW.version_id
              USING ERRCODE = 'check_violation', CONSTRAINT = 'program_versions_not_withdrawn';
          END IF;
        ELSIF EXISTS (SELECT FROM program_version_approvals WHERE version_id = NEW.version_id) THEN
          RAISE EXCEPTION 'version % is judged', NEW.version_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'program_versions_not_judged';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER program_version_approvals_open BEFORE INSERT ON program_version_approvals
        FOR EACH ROW EXECUTE FUNCTION program_versions_require_open();
      CREATE TRIGGER program_version_withdrawals_open BEFORE INSERT ON program_version_withdrawals
        FOR EACH ROW EXECUTE FUNCTION program_versions_require_open();

      GRANT SELECT, INSERT ON program_version_withdrawals TO ganpei_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER program_version_approvals_open ON program_version_approvals;
      DROP TABLE program_version_withdrawals;
      DROP FUNCTION program_versions_require_open();
    `);
  }
}
