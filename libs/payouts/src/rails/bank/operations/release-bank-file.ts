import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { ownParties } from '@app/claims';
import { Clock, HOUSE_LANE } from '@app/kernel';
import { AccountStanding, PERMISSIONS, personsOf } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { BankFileQueries } from '../bank-file.queries';
import {
  fileNotFound,
  fileSettled,
  fileStale,
  givenAlready,
  madeByYou,
  ownMoney,
} from '../bank-refusals';
import { OPEN_PAYOUT } from '../open-payout';
import { BankFileReleaseEntity } from '../persistence/bank-file-release.entity';
import { BankFileEntity } from '../persistence/bank-file.entity';
import type { BankFileVerdict } from '../persistence/bank-file-release.entity';
import { BankInstructionEntity } from '../persistence/bank-instruction.entity';

/** How many persons let a file go; the database counts them once more. */
export const RELEASES_REQUIRED = 2;

export interface BankFileDecision {
  readonly fileId: string;
  readonly verdict: BankFileVerdict;
  readonly note: string;
}

/**
 * Lets a file go, by the word of two persons about exactly its bytes; or discards it, for which one
 * is enough: then its instructions wait again.
 */
@Injectable()
export class ReleaseBankFile {
  constructor(
    private readonly standing: AccountStanding,
    private readonly files: BankFileQueries,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** `bank.*` says what stands in the way; the last word is spoken before the file leaves. */
  async run(tx: Tx, actor: Actor, input: BankFileDecision): Promise<BankFileEntity> {
    await this.standing.require(tx, actor);
    const file = await tx.findOne(BankFileEntity, {
      where: { id: input.fileId },
      lock: { mode: 'pessimistic_write' },
    });
    if (file === null) throw fileNotFound();
    if (file.status !== 'waiting') throw fileSettled();
    const releases = await this.files.releases(tx, [file.id]);
    const persons = await personsOf(
      tx,
      releases.map(({ userId }) => userId),
    );
    if (input.verdict === 'release') await this.requireRelease(tx, actor, { file, persons });
    await this.record(tx, actor, { file, input });
    if (input.verdict === 'discard') await this.discard(tx, file);
    else if (persons.size + 1 >= RELEASES_REQUIRED) await this.setStatus(tx, file, 'released');
    return file;
  }

  private async requireRelease(
    tx: Tx,
    actor: Actor,
    { file, persons }: { readonly file: BankFileEntity; readonly persons: ReadonlySet<string> },
  ): Promise<void> {
    if (persons.has(actor.personId)) throw givenAlready();
    if (file.madeByPerson === actor.personId && (await othersCan(tx, actor))) throw madeByYou();
    if (await paysTo(tx, actor, file)) throw ownMoney();
    // The payouts stay as they are until this is committed: nobody ends one that leaves now.
    await tx.query(
      `SELECT FROM payouts WHERE (lane, id) IN
         (SELECT i.lane, i.payout_id FROM bank_instructions i WHERE i.file_id = $1)
        ORDER BY lane, id FOR SHARE`,
      [file.id],
    );
    const [{ count } = { count: 0 }] = await tx.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM bank_instructions instruction
        WHERE instruction.file_id = $1 AND NOT EXISTS (${OPEN_PAYOUT})`,
      [file.id],
    );
    if (count > 0) throw fileStale(count);
  }

  private async record(
    tx: Tx,
    actor: Actor,
    { file, input }: { readonly file: BankFileEntity; readonly input: BankFileDecision },
  ): Promise<void> {
    const { verdict, note } = input;
    const { id: fileId, digest } = file;
    await tx.insert(BankFileReleaseEntity, {
      ...{ fileId, personId: actor.personId, verdict, userId: actor.id, note, digest },
      givenAt: this.clock.now(),
    });
    await this.audit.record(tx, {
      lane: HOUSE_LANE,
      actor,
      action: verdict === 'release' ? 'bank_file.released' : 'bank_file.discarded',
      objectId: fileId,
      reason: note,
      facts: { digest },
    });
  }

  private async discard(tx: Tx, file: BankFileEntity): Promise<void> {
    await this.setStatus(tx, file, 'discarded');
    await tx.update(BankInstructionEntity, { fileId: file.id }, { fileId: null });
  }

  private async setStatus(
    tx: Tx,
    file: BankFileEntity,
    status: BankFileEntity['status'],
  ): Promise<void> {
    await tx.update(BankFileEntity, { id: file.id }, { status });
    file.status = status;
  }
}

/** Whether two persons besides this one may release files, so that its maker does not have to. */
async function othersCan(tx: Tx, { personId }: Actor): Promise<boolean> {
  const [{ count } = { count: 0 }] = await tx.query<{ count: number }[]>(
    `SELECT count(DISTINCT person_id)::int AS count FROM users
      WHERE role = ANY ($1) AND disabled_at IS NULL AND person_id <> $2`,
    [PERMISSIONS['bank-files:release'], personId],
  );
  return count >= RELEASES_REQUIRED;
}

/** Whether a claim of somebody's own is among those that a file pays. */
async function paysTo(tx: Tx, actor: Actor, { id }: BankFileEntity): Promise<boolean> {
  const own = await ownParties(tx, actor);
  if (own.length === 0) return false;
  const rows = await tx.query<unknown[]>(
    `SELECT FROM bank_instructions i
       JOIN payouts p ON p.lane = i.lane AND p.id = i.payout_id
       JOIN claims c ON c.lane = p.lane AND c.id = p.claim_id
      WHERE i.file_id = $1 AND c.claimant_party_id = ANY ($2) LIMIT 1`,
    [id, own],
  );
  return rows.length > 0;
}
