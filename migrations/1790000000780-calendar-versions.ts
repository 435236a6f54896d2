import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The days of each calendar version by which clocks of claims were started. A library, or a table
 * of the deployer, that knows other days later would move, in silence, what was promised.
 */
export class CalendarVersions1790000000780 implements MigrationInterface {
  readonly name = 'CalendarVersions1790000000780';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE calendar_versions (
        version text NOT NULL,
        calendar text NOT NULL,
        opens_at_minute smallint NOT NULL,
        closes_at_minute smallint NOT NULL,
        days jsonb NOT NULL,
        covered_years smallint[] NOT NULL,
        kept_at timestamptz NOT NULL,
        CONSTRAINT calendar_versions_pk PRIMARY KEY (version),
        CONSTRAINT calendar_versions_hours_check
          CHECK (opens_at_minute >= 0 AND opens_at_minute < closes_at_minute AND closes_at_minute <= 1440)
      );
      CREATE TRIGGER calendar_versions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON calendar_versions
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      GRANT SELECT, INSERT ON calendar_versions TO ganpei_app;
    `);
  }

  /** Claims are reckoned by today's days again, as before. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE calendar_versions');
  }
}
