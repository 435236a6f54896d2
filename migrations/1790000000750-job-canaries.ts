import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whether jobs are done: the newest job that was enqueued for that alone, and when one came back,
 * by where jobs are kept; and what the sweep for lost ones could not do, by kind of work. Both say
 * how a running service is, and nothing about what it did: they are worth no backup.
 */
export class JobCanaries1790000000750 implements MigrationInterface {
  readonly name = 'JobCanaries1790000000750';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE job_canaries (
        place text CONSTRAINT job_canaries_pk PRIMARY KEY
          CONSTRAINT job_canaries_place_check CHECK (place IN ('postgres', 'redis')),
        begun_at timestamptz NOT NULL,
        enqueued_at timestamptz NOT NULL,
        done_at timestamptz
      );
      CREATE TABLE sweep_failures (
        queue text CONSTRAINT sweep_failures_pk PRIMARY KEY,
        failures bigint NOT NULL,
        failing_since timestamptz,
        failed_at timestamptz NOT NULL
      );
      GRANT SELECT, INSERT, UPDATE ON job_canaries, sweep_failures TO ganpei_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE job_canaries, sweep_failures');
  }
}
