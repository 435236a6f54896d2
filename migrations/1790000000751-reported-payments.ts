import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who reported a payment first: an institution lists what it reported itself. Payments that came by
 * a file are those of whoever sent the file; of others that are here already nobody knows it, so
 * that staff alone see them.
 */
export class ReportedPayments1790000000751 implements MigrationInterface {
  readonly name = 'ReportedPayments1790000000751';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE payments ADD COLUMN reported_by text;
      UPDATE payments SET reported_by = operations.started_by
        FROM operations WHERE operations.id = payments.operation_id;
      CREATE INDEX payments_reported_idx ON payments (reported_by, id)
        WHERE reported_by IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE payments DROP COLUMN reported_by');
  }
}
