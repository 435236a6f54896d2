import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Payment transactions of the institutions. `payment_keys` is placed by the hash of the natural key
 * and makes it unique whatever the payer (DESIGN §4). `claimed_minor` is the sum of the live claim
 * lines on a payment; it may only grow while money is left that was not refunded.
 */
export class Payments1790000000200 implements MigrationInterface {
  readonly name = 'Payments1790000000200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE payment_keys (
        lane smallint NOT NULL,
        source text NOT NULL,
        source_id text NOT NULL,
        payment_id text NOT NULL,
        CONSTRAINT payment_keys_pk PRIMARY KEY (lane, source, source_id)
      );

      CREATE TRIGGER payment_keys_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payment_keys
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE TABLE payments (
        lane smallint NOT NULL,
        id text NOT NULL,
        source text NOT NULL,
        source_id text NOT NULL,
        channel text NOT NULL CONSTRAINT payments_channel_check CHECK (channel IN
          ('wechat', 'alipay', 'bank', 'card', 'other')),
        rail text NOT NULL,
        paid_at timestamptz NOT NULL,
        settled_at timestamptz,
        payer_id text NOT NULL,
        payer_name text,
        payer_account text,
        payee_id text,
        payee_name text,
        payee_account text,
        currency char(3) NOT NULL,
        amount_minor bigint NOT NULL CONSTRAINT payments_amount_check CHECK (amount_minor > 0),
        status text NOT NULL CONSTRAINT payments_status_check CHECK (status IN
          ('settled', 'refunded', 'partly_refunded', 'failed')),
        refunded_minor bigint NOT NULL DEFAULT 0,
        claimed_minor bigint NOT NULL DEFAULT 0,
        description text,
        content_hash text NOT NULL,
        operation_id text,
        operation_line bigint,
        created_at timestamptz NOT NULL,
        CONSTRAINT payments_pk PRIMARY KEY (lane, id),
        CONSTRAINT payments_natural_key UNIQUE (lane, source, source_id),
        CONSTRAINT payments_refunded_check CHECK (refunded_minor BETWEEN 0 AND amount_minor),
        CONSTRAINT payments_claimed_check CHECK (claimed_minor BETWEEN 0 AND amount_minor)
      );
      CREATE INDEX payments_payer_idx ON payments (lane, payer_id, id);

      CREATE FUNCTION payments_require_claimable() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'claims on payment % would exceed what was not refunded', NEW.id
          USING ERRCODE = 'check_violation', CONSTRAINT = 'payments_claimable';
      END $$;
      CREATE TRIGGER payments_claimable BEFORE UPDATE OF claimed_minor ON payments FOR EACH ROW
        WHEN (NEW.claimed_minor > OLD.claimed_minor AND NEW.claimed_minor > NEW.amount_minor - NEW.refunded_minor)
        EXECUTE FUNCTION payments_require_claimable();

      CREATE TABLE payment_refunds (
        lane smallint NOT NULL,
        payment_id text NOT NULL,
        refund_id text NOT NULL,
        amount_minor bigint NOT NULL CONSTRAINT payment_refunds_amount_check CHECK (amount_minor > 0),
        refunded_at timestamptz NOT NULL,
        operation_id text,
        operation_line bigint,
        created_at timestamptz NOT NULL,
        CONSTRAINT payment_refunds_pk PRIMARY KEY (lane, payment_id, refund_id),
        CONSTRAINT payment_refunds_payment_fk FOREIGN KEY (lane, payment_id) REFERENCES payments (lane, id)
      );
      CREATE TRIGGER payment_refunds_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payment_refunds
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      GRANT SELECT, INSERT ON payment_keys, payments, payment_refunds TO ganpei_app;
      GRANT UPDATE (status, refunded_minor, claimed_minor) ON payments TO ganpei_app;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: claims refer to these payments.'));
  }
}
