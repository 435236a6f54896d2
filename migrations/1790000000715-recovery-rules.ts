import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the database itself refuses of recoveries, behind the application: more back than was lost,
 * and a write-off or a clawback without the word of two persons about exactly that.
 */
export class RecoveryRules1790000000715 implements MigrationInterface {
  readonly name = 'RecoveryRules1790000000715';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(WITHIN_LOSS);
    await runner.query(TWO_PERSONS);
    await runner.query(`
      -- Beside what is_told() knows: of two kinds that are told claimants hear through recoveries.
      CREATE TRIGGER claim_events_untold_recoveries AFTER INSERT ON claim_events FOR EACH ROW
        WHEN (NEW.kind IN ('clawback.raised', 'recovery.for_claimant'))
        EXECUTE FUNCTION claim_event_is_untold();
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: who owes what is kept.'));
  }
}

const WITHIN_LOSS = `
  -- What of a claim's loss comes back: to the house and to others never more than the award, which
  -- they bear, and to the claimant never more than the award left open. Whoever writes here holds
  -- the lock on the claim, so that two at once do not both find room.
  CREATE FUNCTION is_within_loss(claim_lane smallint, of_claim text) RETURNS boolean LANGUAGE sql STABLE
    SET search_path = ganpei, pg_temp AS $$
    SELECT r.ours + m.house <= coalesce(c.awarded_minor, 0)
       AND m.others <= r.theirs
       AND (m.victim = 0 OR coalesce(c.awarded_minor, 0) + m.victim <= l.loss)
      FROM claims c
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(coalesce(agreed_minor, 0) - written_off_minor) FILTER (WHERE kind IN ('institution', 'insurer', 'claimant')), 0) AS ours,
               coalesce(sum(coalesce(agreed_minor, 0) - written_off_minor) FILTER (WHERE kind IN ('institution', 'insurer')), 0) AS theirs
          FROM recoveries WHERE lane = c.lane AND claim_id = c.id AND agreed_minor IS NOT NULL) r
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(house_minor), 0) AS house, coalesce(sum(others_minor), 0) AS others,
               coalesce(sum(victim_minor), 0) AS victim
          FROM receipt_matches WHERE lane = c.lane AND claim_id = c.id) m
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(least(l.amount_minor, p.amount_minor - p.refunded_minor)), 0) AS loss
          FROM claim_lines l JOIN payments p ON p.lane = l.lane AND p.id = l.payment_id
         WHERE l.lane = c.lane AND l.claim_id = c.id) l
     WHERE c.lane = claim_lane AND c.id = of_claim
  $$;

  CREATE FUNCTION recoveries_within_loss() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF is_within_loss(NEW.lane, NEW.claim_id) IS NOT TRUE THEN
      RAISE EXCEPTION 'more would come back of claim % than was lost', NEW.claim_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'recoveries_within_loss';
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER recoveries_within_loss AFTER INSERT OR UPDATE OF agreed_minor, written_off_minor ON recoveries
    FOR EACH ROW WHEN (NEW.agreed_minor IS NOT NULL) EXECUTE FUNCTION recoveries_within_loss();
  CREATE TRIGGER receipt_matches_within_loss AFTER INSERT ON receipt_matches
    FOR EACH ROW EXECUTE FUNCTION recoveries_within_loss();`;

const TWO_PERSONS = `
  -- A verdict is of the person whose account it is, and of nobody who claims.
  CREATE FUNCTION recovery_verdicts_require_eyes() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF NOT is_staff(NEW.approver_id, NEW.approver_person, '{approver, operator}')
       OR EXISTS (SELECT FROM recoveries r JOIN claims c ON c.lane = r.lane AND c.id = r.claim_id
                   WHERE r.lane = NEW.lane AND r.id = NEW.recovery_id AND is_claiming(NEW.approver_person, c)) THEN
      RAISE EXCEPTION 'this verdict on recovery % does not count', NEW.recovery_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'recovery_verdicts_eyes';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER recovery_verdicts_eyes BEFORE INSERT ON recovery_verdicts
    FOR EACH ROW EXECUTE FUNCTION recovery_verdicts_require_eyes();

  CREATE FUNCTION recoveries_by_two() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF NOT EXISTS (
      SELECT FROM recovery_proposals p JOIN recovery_verdicts v USING (lane, recovery_id, number)
       WHERE p.lane = NEW.lane AND p.recovery_id = NEW.id AND v.verdict = 'approve' AND v.digest = p.digest
         AND CASE WHEN OLD.status = 'open' THEN p.kind = 'clawback' AND p.amount_minor = NEW.agreed_minor
               ELSE p.kind = 'write_off' AND p.amount_minor = NEW.written_off_minor - OLD.written_off_minor END) THEN
      RAISE EXCEPTION 'recovery % goes so far by the word of two persons', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'recoveries_by_two';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER recoveries_by_two BEFORE UPDATE ON recoveries FOR EACH ROW
    WHEN (NEW.written_off_minor <> OLD.written_off_minor
       OR NEW.status = 'written_off' AND OLD.status <> 'written_off'
       OR NEW.kind = 'claimant' AND OLD.status = 'open' AND NEW.status NOT IN ('open', 'closed'))
    EXECUTE FUNCTION recoveries_by_two();`;
