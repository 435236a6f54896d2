import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';

import { AuditTrail } from '@app/audit';
import { Clock, HOUSE_LANE, newId } from '@app/kernel';
import { AccountStanding, enqueue } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import type { StatementLine } from '../../domain/statement-line';
import { PayoutEntity } from '../../persistence/payout.entity';
import { RailDirectory } from '../../rails/rail-directory';
import { CASH } from '../domain/reconcilable';
import { TakeBankReport } from '../../rails/bank/operations/take-bank-report';
import { ReconciledBookEntity } from '../persistence/reconciled-book.entity';
import { StatementLineEntity } from '../persistence/statement-line.entity';
import { StatementEntity } from '../persistence/statement.entity';
import { WithdrawnStatementEntity } from '../persistence/withdrawn-statement.entity';
import { bookLock, reconcileBookJob } from '../reconciliation.jobs';
import { lineChanged, statementInFuture } from '../reconciliation-refusals';
import type { KeptFile } from '../statement-files';
import type { SoundStatement } from '../statements/sound-statement';

export interface TakenStatement {
  readonly statement: StatementEntity;
  /** Whether it was here already: then nothing happened. */
  readonly isKnown: boolean;
}

const LINES_AT_ONCE = 500;
/** As far as the clocks and days of others may be ahead of ours. */
const AHEAD_MAX_MS = 86_400_000;

/**
 * Takes in the statements of a file: each line once, whatever statements it stands in, unless an
 * earlier one was withdrawn. It books and compares nothing; the job that does is rung in the same
 * commit. What the bank states is heard by the bank rail as well.
 */
@Injectable()
export class TakeStatement {
  constructor(
    private readonly standing: AccountStanding,
    private readonly takeBankReport: TakeBankReport,
    private readonly rails: RailDirectory,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * `statement.in_future`; `statement.line_changed` where a line says something else than before.
   * Then of all nothing is taken.
   */
  async run(
    tx: Tx,
    actor: Actor,
    file: KeptFile & { readonly fileName: string },
  ): Promise<TakenStatement[]> {
    await this.standing.require(tx, actor);
    await this.requireRail(tx, file.rail);
    const { bankReport, sha256, fileName } = file;
    const latest = new Date(this.clock.now().getTime() + AHEAD_MAX_MS);
    for (const { to } of file.statements) if (to > latest) throw statementInFuture(to, latest);
    if (bankReport !== null) {
      await this.takeBankReport.run(tx, actor, { read: bankReport, sha256, fileName });
    }
    const inOrder = [...file.statements].sort((a, b) => (a.currency < b.currency ? -1 : 1));
    const taken: TakenStatement[] = [];
    for (const statement of inOrder) taken.push(await this.take(tx, actor, { file, statement }));
    return taken;
  }

  /** One that is configured, or was: what it paid is compared all the same. */
  private async requireRail(tx: Tx, rail: string): Promise<void> {
    if (rail === CASH || this.rails.names.includes(rail)) return;
    if (!(await tx.existsBy(PayoutEntity, { rail }))) this.rails.get(rail);
  }

  private async take(tx: Tx, actor: Actor, { file, statement }: Handed): Promise<TakenStatement> {
    const book = { rail: file.rail, currency: statement.currency };
    await tx.query(...bookLock(book));
    const [known] = await tx.find(StatementEntity, {
      where: {
        ...book,
        ...{ sha256: file.sha256, account: statement.account, fromAt: statement.from },
      },
      order: { edition: 'DESC' },
      take: 1,
    });
    if (known !== undefined && !(await withdrawnOf(tx, [known.id])).has(known.id)) {
      return { statement: known, isKnown: true };
    }
    const fresh = await newLines(tx, file.rail, statement);
    const row = {
      ...this.rowOf(actor, { file, statement }, fresh.length),
      edition: (known?.edition ?? 0) + 1,
    };
    await tx.insert(StatementEntity, row);
    for (let at = 0; at < fresh.length; at += LINES_AT_ONCE) {
      const lines = fresh.slice(at, at + LINES_AT_ONCE).map((line) => lineRow(line, row));
      await tx.insert(StatementLineEntity, lines);
    }
    await tx.upsert(ReconciledBookEntity, { ...book, isDue: true }, ['rail', 'currency']);
    await enqueue(tx, reconcileBookJob, book);
    const { sha256, format, lineCount, newLineCount } = row;
    await this.audit.record(tx, {
      ...{ lane: HOUSE_LANE, actor, action: 'statement.taken', objectId: row.id },
      facts: { ...book, sha256, format, lineCount, newLineCount },
    });
    return { statement: row, isKnown: false };
  }

  private rowOf(
    actor: Actor,
    { file, statement }: Handed,
    newLineCount: number,
  ): Omit<StatementEntity, 'edition'> {
    const { currency, source, account, from, to, opening, closing, lines } = statement;
    return {
      ...{ id: newId('stm', HOUSE_LANE), rail: file.rail, currency, source, account },
      ...{ format: file.format, fromAt: from, toAt: to },
      openingMinor: opening?.amountMinor ?? null,
      closingMinor: closing?.amountMinor ?? null,
      ...{ lineCount: lines.length, newLineCount, sha256: file.sha256, fileName: file.fileName },
      ...{ takenBy: actor.id, takenAt: this.clock.now() },
    };
  }
}

interface Handed {
  readonly file: KeptFile & { readonly fileName: string };
  readonly statement: SoundStatement;
}

/** A line of a statement that is there for the first time, or again after it was withdrawn. */
interface NewLine {
  readonly line: StatementLine;
  readonly edition: number;
}

/** The lines that no earlier statement had, but for those that were withdrawn. */
async function newLines(
  tx: Tx,
  rail: string,
  { source, lines }: SoundStatement,
): Promise<NewLine[]> {
  const fresh: NewLine[] = [];
  for (let at = 0; at < lines.length; at += LINES_AT_ONCE) {
    const some = lines.slice(at, at + LINES_AT_ONCE);
    const rows = await tx.find(StatementLineEntity, {
      where: { source, lineId: In(some.map(({ lineId }) => lineId)) },
      order: { edition: 'ASC' },
    });
    const newest = new Map(rows.map((row) => [row.lineId, row]));
    const gone = await withdrawnOf(
      tx,
      rows.map(({ statementId }) => statementId),
    );
    for (const line of some) {
      const row = newest.get(line.lineId);
      if (row === undefined || gone.has(row.statementId)) {
        fresh.push({ line, edition: (row?.edition ?? 0) + 1 });
      } else if (!isSame(row, line) || row.rail !== rail) throw lineChanged(line.lineId);
    }
  }
  return fresh;
}

/** Which of these statements are withdrawn. */
async function withdrawnOf(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.findBy(WithdrawnStatementEntity, { statementId: In([...new Set(ids)]) });
  return new Set(rows.map(({ statementId }) => statementId));
}

function isSame(row: StatementLineEntity, line: StatementLine): boolean {
  return (
    row.amountMinor === line.money.amountMinor &&
    row.currency === line.money.currency &&
    row.direction === line.direction &&
    row.key === line.key &&
    row.bookedAt.getTime() === line.bookedAt.getTime()
  );
}

function lineRow({ line, edition }: NewLine, statement: StatementEntity): StatementLineEntity {
  const { lineId, kind, direction, money, bookedAt, key, transferId, text } = line;
  const { id: statementId, rail, currency, source } = statement;
  return {
    ...{ id: newId('stl', HOUSE_LANE), statementId, rail, currency, source },
    ...{ lineId, edition, kind, direction, bookedAt, key, transferId, text },
    amountMinor: money.amountMinor,
  };
}
