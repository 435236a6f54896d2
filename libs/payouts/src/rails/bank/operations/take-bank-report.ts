import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock, HOUSE_LANE, laneOfId, newId } from '@app/kernel';
import type { Lane } from '@app/kernel';
import { AccountStanding } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { payoutIdOfKey } from '../../../domain/payout-order';
import { BankFileQueries } from '../bank-file.queries';
import type { BankReport, BankReportLine, GroupStatus } from '../bank-report';
import { isEnding } from '../ending-words';
import { BankInstructionEntity } from '../persistence/bank-instruction.entity';
import { BankReportLineEntity } from '../persistence/bank-report-line.entity';
import { BankReportEntity } from '../persistence/bank-report.entity';
import { reportLines } from '../report-lines';
import { AskAboutReport } from './ask-about-report';

export interface HandedInReport {
  /** As `BankReportFiles` has read it. */
  readonly read: BankReport;
  /** Of its content: the file is kept under it. */
  readonly sha256: string;
  readonly fileName: string;
}

export interface TakenReport {
  readonly report: BankReportEntity;
  /** Whether it was here already: then nothing happened. */
  readonly isKnown: boolean;
}

const LINES_AT_ONCE = 500;

/**
 * Takes in what the bank reports: a payment status report or an account statement. It moves no
 * money. What would end a payout waits for another person; of all else each payout that it speaks
 * of is asked about at once, and finds what it says.
 */
@Injectable()
export class TakeBankReport {
  constructor(
    private readonly standing: AccountStanding,
    private readonly files: BankFileQueries,
    private readonly askAboutReport: AskAboutReport,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** The same content again changes nothing. */
  async run(tx: Tx, actor: Actor, handed: HandedInReport): Promise<TakenReport> {
    await this.standing.require(tx, actor);
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [handed.sha256]);
    const known = await this.files.reportByContent(tx, handed.sha256);
    if (known !== null) return { report: known, isKnown: true };
    const lines = await this.matched(tx, handed.read);
    const report = await this.keep(tx, actor, handed, lines);
    if (report.status === 'released') await this.askAboutReport.run(tx, lines);
    return { report, isKnown: false };
  }

  /** Every line of a report, a group spelled out, with whether it is about an instruction. */
  private async matched(tx: Tx, read: BankReport): Promise<BankReportLineEntity[]> {
    const groups = read.kind === 'pain.002' ? read.groups : [];
    const spelled: BankReportLine[] = [...reportLines(read)];
    for (const group of groups) spelled.push(...(await spelledOut(tx, read.messageId, group)));
    const known = await keysOf(tx, spelled);
    return spelled.map((line, index) => {
      const isMatched = line.key !== null && known.has(line.key);
      return rowOf(line, { position: index + 1, isMatched });
    });
  }

  private async keep(
    tx: Tx,
    actor: Actor,
    { read, sha256, fileName }: HandedInReport,
    lines: readonly BankReportLineEntity[],
  ): Promise<BankReportEntity> {
    const report: BankReportEntity = {
      id: newId('bkr', HOUSE_LANE),
      sha256,
      kind: read.kind,
      messageId: read.messageId.slice(0, 100),
      fileName,
      lineCount: lines.length,
      matchedCount: lines.filter(({ isMatched }) => isMatched).length,
      takenBy: actor.id,
      takenByPerson: actor.personId,
      takenAt: this.clock.now(),
      status: lines.some(isEnding) ? 'waiting' : 'released',
    };
    await tx.insert(BankReportEntity, report);
    const rows = lines.map((line) => Object.assign(line, { reportId: report.id }));
    for (let at = 0; at < rows.length; at += LINES_AT_ONCE) {
      await tx.insert(BankReportLineEntity, rows.slice(at, at + LINES_AT_ONCE));
    }
    const { id: objectId, kind, lineCount, matchedCount, status } = report;
    await this.audit.record(tx, {
      ...{ lane: HOUSE_LANE, actor, action: 'bank_report.taken', objectId },
      facts: { sha256, kind, lineCount, matchedCount, status },
    });
    return report;
  }
}

/** A group that the bank does not list one by one is every instruction of that file of ours. */
async function spelledOut(
  tx: Tx,
  messageId: string,
  { messageId: fileMessageId, word, code, at, text }: GroupStatus,
): Promise<BankReportLine[]> {
  const instructions = await tx.find(BankInstructionEntity, {
    where: { fileId: fileMessageId.replace(/^bkf/, 'bkf_') },
    order: { key: 'ASC' },
  });
  const said = { word, code, at, text, money: null };
  if (instructions.length === 0) return [{ ...said, lineId: `${messageId}/group`, key: null }];
  return instructions.map(({ key }) => ({ ...said, lineId: `${messageId}/${key}`, key }));
}

/** Which of the keys that a report names are those of instructions. */
async function keysOf(tx: Tx, lines: readonly BankReportLine[]): Promise<ReadonlySet<string>> {
  const keys = [...new Set(lines.flatMap(({ key }) => (laneOfKey(key) === null ? [] : [key])))];
  const rows = await tx.query<{ key: string }[]>(
    `SELECT key FROM bank_instructions
      WHERE (lane, key) IN (SELECT * FROM unnest($1::smallint[], $2::text[]))`,
    [keys.map(laneOfKey), keys],
  );
  return new Set(rows.map(({ key }) => key));
}

function laneOfKey(key: string | null): Lane | null {
  const payoutId = key === null ? null : payoutIdOfKey(key);
  return payoutId === null ? null : laneOfId(payoutId);
}

function rowOf(
  line: BankReportLine,
  { position, isMatched }: Pick<BankReportLineEntity, 'position' | 'isMatched'>,
): BankReportLineEntity {
  const { lineId, word, key, money, code, at, text } = line;
  const lane = (isMatched ? laneOfKey(key) : null) ?? HOUSE_LANE;
  return {
    ...{ lane, reportId: '', position, lineId, word, key, code, at, text, isMatched },
    currency: money?.currency ?? null,
    amountMinor: money?.amountMinor ?? null,
  };
}
