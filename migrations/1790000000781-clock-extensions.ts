import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Claimants are told when a person gives a promise more time. */
export class ClockExtensions1790000000781 implements MigrationInterface {
  readonly name = 'ClockExtensions1790000000781';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Beside what is_told() knows.
      CREATE TRIGGER claim_events_untold_clocks AFTER INSERT ON claim_events FOR EACH ROW
        WHEN (NEW.kind = 'clock.extended') EXECUTE FUNCTION claim_event_is_untold();
    `);
  }

  /** What was told stays told. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER claim_events_untold_clocks ON claim_events');
  }
}
