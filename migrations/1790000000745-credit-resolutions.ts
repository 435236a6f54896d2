import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Two persons say what a wallet gave back of a credit that was asked back of it and that does not
 * answer. One names the amount with evidence, another one confirms it; nobody who claims. And no
 * claim is merged into another one while money is paid ahead on it. What a claimant says against
 * what they owe of a credit is answered by nobody who stands behind that.
 */
export class CreditResolutions1790000000745 implements MigrationInterface {
  readonly name = 'CreditResolutions1790000000745';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(RESOLUTIONS);
    await runner.query(EYES);
    await runner.query(MERGER);
    await runner.query(OBJECTIONS);
    await runner.query(BILLS);
    await runner.query(LISTS);
    await runner.query(`
      GRANT SELECT, INSERT ON credit_resolutions, credit_resolution_approvals, withdrawn_contributions
        TO ganpei_app;
      GRANT SELECT, INSERT, UPDATE, DELETE ON earning_contributions TO ganpei_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(OBJECTIONS_BEFORE);
    await runner.query(`
      DROP FUNCTION persons_behind_credit(smallint, text);
      DROP TRIGGER claims_merge_uncredited ON claims;
      DROP FUNCTION claims_require_uncredited();
      DROP TABLE credit_resolution_approvals, credit_resolutions, withdrawn_contributions,
        earning_contributions;
      DROP INDEX ledger_transfers_backing_idx, recoveries_status_idx, recoveries_counterparty_idx;
      DROP FUNCTION withdrawn_contributions_require_change();
      DROP FUNCTION credit_resolutions_require_silence();
      DROP FUNCTION credit_resolution_approvals_require_other_eyes();
    `);
  }
}

const RESOLUTIONS = `
  CREATE TABLE credit_resolutions (
    lane smallint NOT NULL,
    payout_id text NOT NULL,
    number integer NOT NULL,
    taken_minor bigint NOT NULL CONSTRAINT credit_resolutions_taken_check CHECK (taken_minor >= 0),
    taken_at timestamptz NOT NULL,
    evidence_kind text NOT NULL CONSTRAINT credit_resolutions_evidence_check CHECK (evidence_kind IN
      ('statement_line', 'rail_portal', 'bank_letter')),
    evidence_reference text NOT NULL,
    note text NOT NULL,
    proposed_by text NOT NULL,
    proposed_at timestamptz NOT NULL,
    CONSTRAINT credit_resolutions_pk PRIMARY KEY (lane, payout_id, number),
    CONSTRAINT credit_resolutions_part_fk FOREIGN KEY (lane, payout_id)
      REFERENCES provisional_credit_parts (lane, payout_id)
  );
  CREATE TABLE credit_resolution_approvals (
    lane smallint NOT NULL,
    payout_id text NOT NULL,
    number integer NOT NULL,
    verdict text NOT NULL CONSTRAINT credit_resolution_approvals_verdict_check
      CHECK (verdict IN ('approve', 'return')),
    note text NOT NULL,
    approver_id text NOT NULL,
    approved_at timestamptz NOT NULL,
    CONSTRAINT credit_resolution_approvals_pk PRIMARY KEY (lane, payout_id, number),
    CONSTRAINT credit_resolution_approvals_resolution_fk FOREIGN KEY (lane, payout_id, number)
      REFERENCES credit_resolutions (lane, payout_id, number)
  );
  CREATE TRIGGER credit_resolutions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON credit_resolutions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER credit_resolution_approvals_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON credit_resolution_approvals
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`;

const EYES = `
  -- Nobody speaks for a wallet that may still answer, or for one that was never asked.
  CREATE FUNCTION credit_resolutions_require_silence() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF NOT EXISTS (SELECT FROM provisional_credit_parts k
         WHERE k.lane = NEW.lane AND k.payout_id = NEW.payout_id AND k.ended_at IS NULL
           AND k.asked_minor >= NEW.taken_minor AND k.asked_at <= NEW.proposed_at - interval '1 day') THEN
      RAISE EXCEPTION 'nobody has to say what the wallet of payout % gave back', NEW.payout_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'credit_resolutions_silent';
    END IF;
    IF payout_is_claimed_by(person_of(NEW.proposed_by), NEW.lane, NEW.payout_id) THEN
      RAISE EXCEPTION 'whoever claims or filed does not say what was taken back'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'credit_resolutions_other_eyes';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER credit_resolutions_eyes BEFORE INSERT ON credit_resolutions
    FOR EACH ROW EXECUTE FUNCTION credit_resolutions_require_silence();

  CREATE FUNCTION credit_resolution_approvals_require_other_eyes() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  DECLARE approver text := person_of(NEW.approver_id);
  BEGIN
    IF payout_is_claimed_by(approver, NEW.lane, NEW.payout_id)
       OR EXISTS (SELECT FROM credit_resolutions r WHERE r.lane = NEW.lane AND r.payout_id = NEW.payout_id
            AND r.number = NEW.number AND person_of(r.proposed_by) = approver) THEN
      RAISE EXCEPTION 'what was taken back of payout % is confirmed by another person', NEW.payout_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'credit_resolution_approvals_other_eyes';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER credit_resolution_approvals_eyes BEFORE INSERT ON credit_resolution_approvals
    FOR EACH ROW EXECUTE FUNCTION credit_resolution_approvals_require_other_eyes();`;

const MERGER = `
  -- Whoever merges sees what is booked; a credit that is about to leave is not booked yet.
  CREATE FUNCTION claims_require_uncredited() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF EXISTS (SELECT FROM provisional_credits k WHERE k.lane = NEW.lane AND k.claim_id = NEW.id
         AND k.status IN ('granted', 'ending')) THEN
      RAISE EXCEPTION 'money was paid ahead on claim %', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'claims_merge_uncredited';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER claims_merge_uncredited BEFORE UPDATE OF merged_into_id ON claims FOR EACH ROW
    WHEN (NEW.merged_into_id IS NOT NULL AND OLD.merged_into_id IS NULL)
    EXECUTE FUNCTION claims_require_uncredited();`;

const PERSONS_BEHIND = `
  -- Those who decided on a claim, and who said what of its credit a silent wallet gave back.
  CREATE FUNCTION persons_behind_credit(of_lane smallint, of_claim text) RETURNS SETOF text
    LANGUAGE sql STABLE SET search_path = ganpei, pg_temp AS $$
    SELECT persons_deciding(c) FROM claims c WHERE c.lane = of_lane AND c.id = of_claim
    UNION
    SELECT person_of(a.approver_id) FROM decision_approvals a JOIN decisions d ON d.lane = a.lane AND d.id = a.decision_id
     WHERE d.lane = of_lane AND d.claim_id = of_claim
    UNION
    SELECT person_of(word.by) FROM provisional_credit_parts k
      JOIN credit_resolutions r ON r.lane = k.lane AND r.payout_id = k.payout_id
      LEFT JOIN credit_resolution_approvals a
        ON a.lane = r.lane AND a.payout_id = r.payout_id AND a.number = r.number
      CROSS JOIN LATERAL (VALUES (r.proposed_by), (a.approver_id)) AS word (by)
     WHERE k.lane = of_lane AND k.claim_id = of_claim AND word.by IS NOT NULL
  $$;`;

/** Who may answer an objection, with what else keeps somebody from it. */
const answersRequireEyes = (alsoRefused: string): string => `
  CREATE OR REPLACE FUNCTION objection_answers_require_eyes() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF NOT is_staff(NEW.answered_by, NEW.answered_by_person, '{approver}')
       OR EXISTS (SELECT FROM recoveries r JOIN claims c ON c.lane = r.lane AND c.id = r.claim_id
                   WHERE r.lane = NEW.lane AND r.id = NEW.recovery_id AND is_claiming(NEW.answered_by_person, c))
       ${alsoRefused}
       OR EXISTS (SELECT FROM recovery_proposals p LEFT JOIN recovery_verdicts v USING (lane, recovery_id, number)
                   WHERE p.lane = NEW.lane AND p.recovery_id = NEW.recovery_id AND p.kind = 'clawback'
                     AND NEW.answered_by_person IN (person_of(p.proposed_by), person_of(v.approver_id))) THEN
      RAISE EXCEPTION 'this answer on recovery % does not count', NEW.recovery_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'clawback_objection_answers_eyes';
    END IF;
    RETURN NEW;
  END $$;`;

const OBJECTIONS = `${PERSONS_BEHIND}
${answersRequireEyes(`OR EXISTS (SELECT FROM recoveries r WHERE r.lane = NEW.lane AND r.id = NEW.recovery_id
                   AND r.kind = 'credit' AND NEW.answered_by_person IN (SELECT persons_behind_credit(r.lane, r.claim_id)))`)}`;

const OBJECTIONS_BEFORE = answersRequireEyes('');

const BILLS = `
  -- A bill that is never paid is taken off the books by two persons, once.
  CREATE TABLE withdrawn_contributions (
    billed_id text CONSTRAINT withdrawn_contributions_pk PRIMARY KEY
      CONSTRAINT withdrawn_contributions_billed_fk REFERENCES billed_contributions (id),
    change_id text NOT NULL CONSTRAINT withdrawn_contributions_change_key UNIQUE,
    withdrawn_at timestamptz NOT NULL
  );
  CREATE TRIGGER withdrawn_contributions_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON withdrawn_contributions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE FUNCTION withdrawn_contributions_require_change() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF NOT EXISTS (SELECT FROM billed_contributions b WHERE b.id = NEW.billed_id AND comes_into_force(
         NEW.change_id, jsonb_build_object('kind', 'contribution.unbill', 'billedBy', b.change_id))) THEN
      RAISE EXCEPTION 'no approved change withdraws the bill %', NEW.billed_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'withdrawn_contributions_approved';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER withdrawn_contributions_approved BEFORE INSERT ON withdrawn_contributions
    FOR EACH ROW EXECUTE FUNCTION withdrawn_contributions_require_change();

  -- Of which bills something is still to be earned, and from when: nobody counts all that ever were.
  CREATE TABLE earning_contributions (
    billed_id text CONSTRAINT earning_contributions_pk PRIMARY KEY
      CONSTRAINT earning_contributions_billed_fk REFERENCES billed_contributions (id),
    next_at timestamptz NOT NULL
  );
  CREATE INDEX earning_contributions_next_idx ON earning_contributions (next_at);
  INSERT INTO earning_contributions (billed_id, next_at)
    SELECT b.id, (((b.from_month || '-01')::date + (e.months + 1) * interval '1 month')::timestamp AT TIME ZONE 'UTC')
      FROM billed_contributions b
      CROSS JOIN LATERAL (SELECT count(*)::integer AS months FROM earned_contributions e WHERE e.billed_id = b.id) e
     WHERE e.months < b.months;
  -- What backs wallets: few of all lines of the ledger, and what of the fund is spent on credits.
  CREATE INDEX ledger_transfers_backing_idx ON ledger_transfers (currency)
    WHERE debit_account = '1040' OR credit_account = '1040';`;

/** For the pages of those that wait for somebody, or are owed by one counterparty, newest first. */
const LISTS = `
  CREATE INDEX recoveries_status_idx ON recoveries (status, id);
  CREATE INDEX recoveries_counterparty_idx ON recoveries (counterparty_id, id)
    WHERE counterparty_id IS NOT NULL;`;
