import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Nobody says of money that it was not paid while it may still show up at its rail, and nothing is
 * ordered in its place. What settled and came back ends by proof as well: by its rail's word, or by
 * two people with a line of a statement. And whoever gets the money of a claim gives no word on it:
 * not by an account that is named on claims of their own, and not on taking an award back.
 */
export class PayoutsAppear1790000000740 implements MigrationInterface {
  readonly name = 'PayoutsAppear1790000000740';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(APPEARANCE);
    await runner.query(endByProof(RETURNS_BY_PROOF));
    await runner.query(`
      CREATE TRIGGER payouts_return BEFORE UPDATE OF status ON payouts FOR EACH ROW
        WHEN (OLD.status = 'settled' AND NEW.status = 'returned')
        EXECUTE FUNCTION payouts_end_by_proof();
    `);
    await runner.query(OTHERS_MONEY);
    await runner.query(personsClaiming(OWNERS_OF_ACCOUNTS));
    await runner.query('GRANT UPDATE (appears_until) ON payouts TO ganpei_app');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(personsClaiming(''));
    await runner.query(`
      DROP INDEX claim_payout_methods_account_idx;
      DROP TRIGGER award_take_backs_eyes ON award_take_backs;
      DROP FUNCTION award_take_backs_require_eyes;
      DROP TRIGGER payouts_return ON payouts;
    `);
    await runner.query(endByProof('r.outcome = NEW.status'));
    await runner.query(`
      DROP TRIGGER payouts_replace_what_is_gone ON payouts;
      DROP TRIGGER payouts_end_when_gone ON payouts;
      DROP TRIGGER payouts_appears_until_kept ON payouts;
      DROP FUNCTION payouts_replace_what_is_gone, payouts_end_when_gone, payouts_keep_appears_until,
        payout_may_still_appear;
      ALTER TABLE payouts DROP COLUMN appears_until;
    `);
  }
}

const APPEARANCE = `
  ALTER TABLE payouts ADD COLUMN appears_until timestamptz;
  -- What is under way was sent over rails whose windows are not known here: none is longer.
  UPDATE payouts SET appears_until = greatest(updated_at, lease_until) + interval '1 hour'
   WHERE status IN ('submitted', 'pending', 'unknown', 'action_required');

  CREATE FUNCTION payouts_keep_appears_until() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    RAISE EXCEPTION 'until when payout % may appear is not lowered', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'payouts_appears_until_kept';
  END $$;
  CREATE TRIGGER payouts_appears_until_kept BEFORE UPDATE OF appears_until ON payouts FOR EACH ROW
    WHEN (NEW.appears_until IS NULL AND OLD.appears_until IS NOT NULL OR NEW.appears_until < OLD.appears_until)
    EXECUTE FUNCTION payouts_keep_appears_until();

  -- A rail that has said its final word shows nothing late.
  CREATE FUNCTION payout_may_still_appear(payout payouts, at timestamptz) RETURNS boolean LANGUAGE sql STABLE
    SET search_path = ganpei, pg_temp AS $$
    SELECT coalesce(payout.appears_until > at, false) AND NOT EXISTS (
      SELECT FROM payout_answers s WHERE s.lane = payout.lane AND s.payout_id = payout.id
         AND s.applied AND s.class IN ('rejected', 'returned'))
  $$;

  CREATE FUNCTION payouts_end_when_gone() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF payout_may_still_appear(OLD, NEW.updated_at) THEN
      RAISE EXCEPTION 'payout % may still appear at its rail', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'payouts_may_still_appear';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER payouts_end_when_gone BEFORE UPDATE OF status ON payouts FOR EACH ROW
    WHEN (NEW.status IN ('failed', 'returned') AND OLD.status <> NEW.status)
    EXECUTE FUNCTION payouts_end_when_gone();

  CREATE FUNCTION payouts_replace_what_is_gone() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF EXISTS (SELECT FROM payouts dead WHERE dead.lane = NEW.lane AND dead.id = NEW.replaces_id
         AND payout_may_still_appear(dead, NEW.created_at)) THEN
      RAISE EXCEPTION 'payout % may still appear at its rail', NEW.replaces_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'payouts_may_still_appear';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER payouts_replace_what_is_gone BEFORE INSERT ON payouts FOR EACH ROW
    WHEN (NEW.replaces_id IS NOT NULL) EXECUTE FUNCTION payouts_replace_what_is_gone();`;

/** By which word of two people a payout ends so; what settled is said to have failed to arrive. */
const RETURNS_BY_PROOF = `r.outcome = CASE OLD.status WHEN 'settled' THEN 'failed' ELSE NEW.status END
           -- A rail that contradicts has spoken; where it has forgotten, its statement does.
           AND (OLD.status <> 'settled' OR OLD.status_reason IS NOT DISTINCT FROM 'contradiction'
             OR r.evidence_kind = 'statement_line')`;

function endByProof(word: string): string {
  return `
  CREATE OR REPLACE FUNCTION payouts_end_by_proof() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF NOT EXISTS (SELECT FROM payout_resolutions r JOIN payout_resolution_approvals a USING (lane, payout_id, number)
         WHERE r.lane = NEW.lane AND r.payout_id = NEW.id AND a.verdict = 'approve' AND ${word}
           AND a.approved_at = NEW.updated_at)
       AND NOT EXISTS (SELECT FROM payout_answers s WHERE s.lane = NEW.lane AND s.payout_id = NEW.id
         AND s.number = OLD.fence AND s.applied
         AND s.class = CASE NEW.status WHEN 'settled' THEN 'confirmed' WHEN 'failed' THEN 'rejected' ELSE 'returned' END) THEN
      RAISE EXCEPTION 'payout % ends without proof', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'payouts_end_by_proof';
    END IF;
    RETURN NEW;
  END $$;`;
}

/** What people say of payouts is refused to whoever claims since it is known; so is this. */
const OTHERS_MONEY = `
  CREATE FUNCTION award_take_backs_require_eyes() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF NOT is_staff(NEW.proposed_by, NEW.proposed_by_person, '{reviewer, approver}')
       OR EXISTS (SELECT FROM claims c
                   WHERE c.lane = NEW.lane AND c.id = NEW.claim_id AND is_claiming(NEW.proposed_by_person, c)) THEN
      RAISE EXCEPTION 'this word on the award of % does not count', NEW.claim_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'award_take_backs_eyes';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER award_take_backs_eyes BEFORE INSERT ON award_take_backs
    FOR EACH ROW EXECUTE FUNCTION award_take_backs_require_eyes();

  CREATE INDEX claim_payout_methods_account_idx ON claim_payout_methods (account_key)
    WHERE account_key IS NOT NULL;`;

/** Whoever named one of its accounts on a claim of their own gets the money as well. */
const OWNERS_OF_ACCOUNTS = `
    UNION SELECT owner.person_id FROM claims_in(claim) held
      JOIN claim_payout_methods named ON named.lane = held.lane AND named.claim_id = held.id
      JOIN claim_payout_methods own ON own.account_key = named.account_key
      JOIN claims theirs ON theirs.lane = own.lane AND theirs.id = own.claim_id
      JOIN users owner ON owner.party_id = theirs.claimant_party_id`;

function personsClaiming(besides: string): string {
  return `
  CREATE OR REPLACE FUNCTION persons_claiming(claim claims) RETURNS SETOF text LANGUAGE sql STABLE
    SET search_path = ganpei, pg_temp AS $$
    SELECT person_of(held.filed_by) FROM claims_in(claim) held
    UNION SELECT person_of(named_by)
            FROM claims_in(claim) held, payee_named_by(held.lane, held.id) AS named_by
           WHERE named_by <> 'system'
    UNION SELECT person_id FROM users WHERE party_id = claim.claimant_party_id${besides}
  $$;`;
}
