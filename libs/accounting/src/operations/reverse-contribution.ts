import { Injectable } from '@nestjs/common';
import { In, MoreThan, Not } from 'typeorm';

import { AuditTrail } from '@app/audit';
import { DomainError, HOUSE_LANE, isId } from '@app/kernel';
import {
  HoldAllotment,
  LedgerGuardEntity,
  LedgerJournalEntity,
  LedgerQueries,
  MoveAllotment,
  PostJournals,
} from '@app/ledger';
import type { JournalDraft, JournalWithTransfers } from '@app/ledger';
import type { Money } from '@app/money';
import { enqueue } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { tendFundJob } from '../accounting.jobs';
import { GUARDS } from '../domain/chart-of-accounts';
import { takenFrom } from '../domain/guarded-money';
import { reversalOf } from '../domain/reversal';

export interface ContributionReversal {
  readonly actor: Actor;
  /** Of the contribution. */
  readonly id: string;
  readonly reason: string;
}

/** Takes back a contribution that was typed in wrongly (E36): all that was booked for it. */
@Injectable()
export class ReverseContribution {
  constructor(
    private readonly ledger: LedgerQueries,
    private readonly holdAllotment: HoldAllotment,
    private readonly moveAllotment: MoveAllotment,
    private readonly postJournals: PostJournals,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * The reversal counts when the mistake was made, or from the start of the open period if that one
   * is closed. Refuses an unknown contribution (`fund.contribution_unknown`), a second reversal
   * (`fund.contribution_reversed`), one of money that is spent (`fund.contribution_spent`), and no
   * reason (`accounting.reason_missing`).
   */
  async run(
    tx: Tx,
    { actor, id, reason }: ContributionReversal,
  ): Promise<{ id: string; journalIds: string[] }> {
    const contributed = await this.bookedFor(tx, id);
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`reversal ${id}`]);
    await this.requireFirst(tx, contributed);
    const reversals = contributed.map((wrong) =>
      reversalOf(wrong, { actor: actor.id, occurredAt: wrong.journal.occurredAt, reason }),
    );
    await this.makeRoom(tx, reversals);
    const posted = await this.postJournals.run(tx, reversals);
    const journalIds = posted.map((journal) => journal.id);
    const [currency] = contributed.flatMap(({ transfers }) =>
      transfers.map((transfer) => transfer.currency),
    );
    if (currency !== undefined) await enqueue(tx, tendFundJob, { currency });
    await this.audit.record(tx, {
      lane: HOUSE_LANE,
      actor,
      action: 'fund.contribution_reversed',
      objectId: id,
      reason: reason.trim(),
      facts: { journalIds },
    });
    return { id, journalIds };
  }

  /** The journals of a contribution, the last one first: money goes back the way it came. */
  private async bookedFor(tx: Tx, id: string): Promise<JournalWithTransfers[]> {
    const keys = [`${id}/E01`, `${id}/E22`];
    const found = isId(id, 'fnd')
      ? await tx.find(LedgerJournalEntity, {
          where: { lane: HOUSE_LANE, idempotencyKey: In(keys) },
          order: { id: 'DESC' },
        })
      : [];
    if (found.length === 0) throw unknownContribution();
    const journals: JournalWithTransfers[] = [];
    for (const one of found) {
      const journal = await this.ledger.journal(tx, one.id);
      if (journal !== null) journals.push(journal);
    }
    return journals;
  }

  private async requireFirst(tx: Tx, contributed: readonly JournalWithTransfers[]): Promise<void> {
    const ids = contributed.map(({ journal }) => journal.id);
    const first = await tx.find(LedgerJournalEntity, {
      where: { lane: HOUSE_LANE, reversesId: In(ids) },
      order: { id: 'ASC' },
    });
    if (first.length > 0) throw reversedAlready(first.map(({ id }) => id));
  }

  /**
   * What other lanes were given of the money and have not paid out comes back first: only what is
   * really spent may stand in the way.
   */
  private async makeRoom(tx: Tx, reversals: readonly JournalDraft[]): Promise<void> {
    const [currency = ''] = reversals.flatMap((reversal) =>
      reversal.transfers.map(({ money }) => money.currency),
    );
    for (const guard of GUARDS) {
      const taken = takenFrom(guard, currency, reversals);
      if (taken.isPositive()) await this.gather(tx, guard.name, taken);
    }
  }

  private async gather(tx: Tx, guard: string, wanted: Money): Promise<void> {
    const { currency } = wanted;
    const held = await this.holdAllotment.run(tx, { guard, currency, lane: HOUSE_LANE });
    if (held === null) return;
    let missing = wanted.minus(held);
    const others = await tx.find(LedgerGuardEntity, {
      where: { guard, currency, lane: Not(HOUSE_LANE), availableMinor: MoreThan(0n) },
      order: { lane: 'ASC' },
    });
    for (const { lane } of others) {
      if (!missing.isPositive()) return;
      const move = { guard, fromLane: lane, toLane: HOUSE_LANE, wanted: missing };
      missing = missing.minus(await this.moveAllotment.run(tx, move));
    }
    if (missing.isPositive()) throw spentAlready(guard, missing);
  }
}

function unknownContribution(): DomainError {
  return new DomainError('not_found', 'fund.contribution_unknown', {
    en: 'There is no contribution of this id.',
    'zh-CN': '没有该编号的缴款。',
  });
}

function reversedAlready(journalIds: readonly string[]): DomainError {
  const list = journalIds.join(', ');
  return new DomainError(
    'conflict',
    'fund.contribution_reversed',
    {
      en: `This contribution is reversed already, by ${list}: it is reversed once.`,
      'zh-CN': `该笔缴款已由 ${list} 冲销，只能冲销一次。`,
    },
    { journalIds },
  );
}

function spentAlready(guard: string, missing: Money): DomainError {
  return new DomainError(
    'conflict',
    'fund.contribution_spent',
    {
      en: `Some of this contribution is spent, or promised to payouts: ${missing.toString()} of it is not there any more. Contribute what is right first, then reverse this one.`,
      'zh-CN': `该笔缴款的部分资金已支付或已承诺赔付，缺少 ${missing.toString()}。请先缴入正确的金额，再冲销此笔。`,
    },
    { guard, missing: missing.toJson() },
  );
}
