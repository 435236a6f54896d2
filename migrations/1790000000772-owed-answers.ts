import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Since when a claimant waits for an answer to what they wrote, at whatever status of the claim;
 * and the queue of those who do, in the order of all queues.
 */
export class OwedAnswers1790000000772 implements MigrationInterface {
  readonly name = 'OwedAnswers1790000000772';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE claims ADD COLUMN answer_owed_at timestamptz;
      UPDATE claims SET answer_owed_at = updated_at WHERE next_step = 'answer_message';
      CREATE INDEX claims_queue_unanswered_idx ON claims
        ((-priority), (coalesce(escalated_at, 'infinity'::timestamptz)), next_due_at, id)
        WHERE next_step IS NOT NULL AND (answer_owed_at IS NOT NULL OR next_step = 'answer_objection');
      CREATE INDEX claims_answer_owed_idx ON claims (answer_owed_at) WHERE answer_owed_at IS NOT NULL;
      GRANT UPDATE (answer_owed_at) ON claims TO ganpei_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE claims DROP COLUMN answer_owed_at');
  }
}
