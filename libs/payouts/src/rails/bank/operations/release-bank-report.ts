import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock, HOUSE_LANE } from '@app/kernel';
import { AccountStanding, personOf } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { ownReport, reportNotFound, reportSettled, takenByYou } from '../bank-refusals';
import { BankReportLineEntity } from '../persistence/bank-report-line.entity';
import { BankReportReleaseEntity } from '../persistence/bank-report-release.entity';
import type { BankReportVerdict } from '../persistence/bank-report-release.entity';
import { BankReportEntity } from '../persistence/bank-report.entity';
import { AskAboutReport } from './ask-about-report';

export interface BankReportDecision {
  readonly reportId: string;
  readonly verdict: BankReportVerdict;
  readonly note: string;
}

/**
 * Lets a report count that would end payouts, by the word of another person than took it in, about
 * exactly its content: nothing in such a file proves that it comes from the bank. Or discards it,
 * which whoever took it in may do as well; then the same content can be taken in anew.
 */
@Injectable()
export class ReleaseBankReport {
  constructor(
    private readonly standing: AccountStanding,
    private readonly askAboutReport: AskAboutReport,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** `bank.report_not_found`, `report_settled`, `own_hand`, `own_money`. */
  async run(tx: Tx, actor: Actor, input: BankReportDecision): Promise<BankReportEntity> {
    await this.standing.require(tx, actor);
    const report = await tx.findOne(BankReportEntity, {
      where: { id: input.reportId },
      lock: { mode: 'pessimistic_write' },
    });
    if (report === null) throw reportNotFound();
    if (report.status !== 'waiting') throw reportSettled();
    if (input.verdict === 'release') await requireOtherEyes(tx, actor, report);
    await this.record(tx, actor, { report, input });
    report.status = input.verdict === 'release' ? 'released' : 'discarded';
    await tx.update(BankReportEntity, { id: report.id }, { status: report.status });
    if (report.status === 'released') {
      const of = { reportId: report.id, isMatched: true };
      const order = { position: 'ASC' } as const;
      const lines = await tx.find(BankReportLineEntity, { where: of, order });
      await this.askAboutReport.run(tx, lines);
    }
    return report;
  }

  private async record(
    tx: Tx,
    actor: Actor,
    { report, input }: { readonly report: BankReportEntity; readonly input: BankReportDecision },
  ): Promise<void> {
    const { verdict, note } = input;
    const { id: reportId, sha256: digest } = report;
    await tx.insert(BankReportReleaseEntity, {
      ...{ reportId, personId: actor.personId, verdict, userId: actor.id, note, digest },
      givenAt: this.clock.now(),
    });
    await this.audit.record(tx, {
      ...{ lane: HOUSE_LANE, actor, objectId: reportId, reason: note },
      action: verdict === 'release' ? 'bank_report.released' : 'bank_report.discarded',
      facts: { digest },
    });
  }
}

async function requireOtherEyes(tx: Tx, actor: Actor, report: BankReportEntity): Promise<void> {
  if ((await personOf(tx, report.takenBy)) === actor.personId) throw takenByYou();
  const [own] = await tx.query<unknown[]>(
    `SELECT FROM bank_report_lines line JOIN bank_instructions i ON i.lane = line.lane AND i.key = line.key
      WHERE line.report_id = $1 AND line.is_matched AND payout_is_claimed_by($2, i.lane, i.payout_id)
      LIMIT 1`,
    [report.id, actor.personId],
  );
  if (own !== undefined) throw ownReport();
}
