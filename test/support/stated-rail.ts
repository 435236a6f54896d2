import { deepStrictEqual } from 'node:assert/strict';

import { PostEvents } from '@app/accounting';
import { HOUSE_LANE, newId } from '@app/kernel';
import { AccountQueries } from '@app/ledger';
import { Money } from '@app/money';
import {
  EndBreak,
  ReconcileBook,
  ReconciliationBreakEntity,
  ReconciliationQueries,
  StatementMatchEntity,
} from '@app/payouts';
import type { BookReport, EndedBreak, PayoutEntity, TakenStatement } from '@app/payouts';
import type { Actor } from '@app/platform';

import { payingCase } from './cases';
import { atRest } from './payout-steps';
import { csvStatement, takeStatement } from './statement-steps';
import type { CsvLine } from './statement-steps';
import { TestOperations } from './test-operations';

type Ending = Parameters<EndBreak['run']>[2];

/** A rail and its statements, below HTTP. */
export class StatedRail {
  readonly book = { rail: 'simulated', currency: 'CNY' };

  private constructor(readonly ops: TestOperations) {}

  static async start(): Promise<StatedRail> {
    const secret = `whsec_${Buffer.from('of a rail that nobody calls').toString('base64')}`;
    const simulated = { url: 'http://127.0.0.1:9', secret, webhookSecret: secret };
    const rails = { wallet: null, wechat: null, alipay: null, bank: null, simulated };
    return new StatedRail(await TestOperations.start({ config: { rails } }));
  }

  async stop(): Promise<void> {
    await this.ops.stop();
  }

  /** A payout that has settled. */
  async paid(amountMinor: bigint): Promise<PayoutEntity> {
    return atRest(this.ops, await this.opened(amountMinor));
  }

  /** A payout that was never sent. */
  async opened(amountMinor: bigint): Promise<PayoutEntity> {
    const [payout] = await payingCase(this.ops, { amounts: [amountMinor] });
    return payout!;
  }

  /** Money for the rail, by way of the fund. */
  async contributed(amountMinor: bigint): Promise<void> {
    const money = Money.of(amountMinor, 'CNY');
    const topUp = { code: 'E22', source: 'fund', rail: this.book.rail, money } as const;
    await this.ops.transaction((tx) =>
      this.ops.get(PostEvents).run(tx, [{ code: 'E01', money }, topUp], {
        ...{ lane: HOUSE_LANE, claimId: null, actor: 'system', fund: 'guarantee' },
        ...{ occurredAt: new Date(), causeId: newId('fnd', HOUSE_LANE) },
      }),
    );
  }

  takenIn(text: string): Promise<TakenStatement[]> {
    return takeStatement(this.ops, text);
  }

  /** Takes lines in, if there are any, compares, and tells what is open. */
  async reconciled(...lines: CsvLine[]): Promise<string[]> {
    if (lines.length > 0) await this.takenIn(csvStatement(lines));
    await this.ops.get(ReconcileBook).run(this.book);
    return this.open();
  }

  async open(): Promise<string[]> {
    return (await this.breaks())
      .filter(({ endedAt }) => endedAt === null)
      .map(({ kind, reason, effectMinor }) => `${kind} ${reason} ${effectMinor.toString()}`)
      .sort();
  }

  breaks(): Promise<ReconciliationBreakEntity[]> {
    return this.ops.reads.find(ReconciliationBreakEntity, { order: { id: 'ASC' } });
  }

  matches(): Promise<number> {
    return this.ops.reads.count(StatementMatchEntity);
  }

  async report(asOf: Date | null = null): Promise<BookReport> {
    const queries = this.ops.get(ReconciliationQueries);
    const [report] = await queries.report(this.ops.reads, asOf);
    if (asOf === null) await this.requireSameByAll(report!);
    return report!;
  }

  /** What is kept of what is open says the same as all lines and bookings do. */
  private async requireSameByAll(report: BookReport): Promise<void> {
    const later = new Date('9998-12-31T00:00:00Z');
    const [byAll] = await this.ops.get(ReconciliationQueries).report(this.ops.reads, later);
    const aged = (one: BookReport | undefined): object => ({ ...one, ages: null });
    deepStrictEqual(aged(byAll), aged(report));
  }

  /** What somebody says of a break: to write it off, unless they say something else. */
  say(actor: Actor, ending: Partial<Ending>): Promise<EndedBreak> {
    const said = { breakId: '', how: 'written_off', note: 'Looked into.', against: '' } as const;
    return this.ops.transaction((tx) =>
      this.ops.get(EndBreak).run(tx, actor, { ...said, ...ending }),
    );
  }

  /** Debits less credits of an account. */
  async balance(code: string): Promise<bigint> {
    const rows = await this.ops.get(AccountQueries).turnover(this.ops.reads, { code });
    return rows.reduce((sum, { debitMinor, creditMinor }) => sum + debitMinor - creditMinor, 0n);
  }
}
