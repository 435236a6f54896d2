import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Until when an answer of a wallet to what it was asked to give back may be on its way: as long as
 * it may, nobody confirms what somebody says that it gave back.
 */
export class AnswersUnderWay1790000000822 implements MigrationInterface {
  readonly name = 'AnswersUnderWay1790000000822';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE provisional_credit_parts ADD COLUMN answers_until timestamptz;
      GRANT UPDATE (answers_until) ON provisional_credit_parts TO ganpei_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE provisional_credit_parts DROP COLUMN answers_until');
  }
}
