import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { reversalOf } from '@app/accounting';
import { ClosePeriod, ExportLedger, LedgerQueries, PostJournals } from '@app/ledger';
import type { ExportWish, ExportedLedger, JournalDraft } from '@app/ledger';
import { Money } from '@app/money';

import { LogProcess, aDraft } from './log-process';
import { SeededRandom } from './wechat-trade-bill/seeded-random';

export const CURRENCIES = ['CNY', 'JPY', 'KWD'];

const CODES = ['1010', '1020', '1030', '2010', '2030', '3010', '5010', '9100', '9101'];
const MEMOS = [
  'Case reserve set',
  '立案准备金 "set"; x',
  'two\nlines',
  '🙂 \u202eabc',
  'date:2020-01-01',
];

/** A ledger, and a folder for its exports. */
export class LedgerToExport {
  readonly folder = mkdtempSync(join(tmpdir(), 'ganpei-export-'));
  private readonly random = new SeededRandom(7);
  private paths = 0;

  private constructor(readonly log: LogProcess) {}

  static async start(): Promise<LedgerToExport> {
    return new LedgerToExport(await LogProcess.start());
  }

  async stop(): Promise<void> {
    await this.log.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A path in the folder that does not exist yet. */
  freshPath(): string {
    this.paths += 1;
    return join(this.folder, `export-${this.paths}`);
  }

  /** Exports a bundle of everything to a fresh path, unless wished else. */
  async export(wish: Partial<ExportWish> = {}): Promise<ExportedLedger & { out: string }> {
    const full = { out: this.freshPath(), formats: ['bundle'] as const, ...wish };
    const { libs } = this.log;
    const exported = await libs.get(ExportLedger).run(libs.unitOfWork.reads, full);
    return { ...exported, out: full.out };
  }

  /** Three times 60 journals and 5 reversals, each in a seal of its own; a period is closed. */
  async fill(): Promise<void> {
    for (let round = 0; round < 3; round += 1) {
      const ids = await this.post(Array.from({ length: 60 }, () => this.aVariedDraft()));
      await this.log.seal();
      await this.post(await this.someReversals(ids));
      if (round === 0) await this.closePeriod('2026-02-01T00:00:00Z');
      await this.log.seal();
    }
  }

  private async post(drafts: readonly JournalDraft[]): Promise<string[]> {
    const { libs } = this.log;
    const posted = await libs.inTransaction((tx) => libs.get(PostJournals).run(tx, drafts));
    return posted.map(({ id }) => id);
  }

  private aVariedDraft(): JournalDraft {
    const { random } = this;
    const lines = random.pick([1, 1, 2, 3, 40]);
    return aDraft({
      lane: 3,
      claimId: random.happens(50) ? 'clm_1' : null,
      memo: random.pick(MEMOS),
      occurredAt: new Date(Date.UTC(2026, random.below(3), 1 + random.below(28))),
      transfers: Array.from({ length: lines }, () => {
        const debit = random.pick(CODES);
        return {
          debit,
          credit: random.pick(CODES.filter((code) => code !== debit)),
          money: Money.of(BigInt(random.between(1, 2_000_000_000)), random.pick(CURRENCIES)),
          dimensions: random.happens(50) ? { pack: 'p@1', rail: 'simulated' } : {},
        };
      }),
    });
  }

  private async someReversals(ids: readonly string[]): Promise<JournalDraft[]> {
    const { libs } = this.log;
    const posted = await libs.get(LedgerQueries).newestJournals(libs.unitOfWork.reads, 60);
    return posted
      .filter(({ journal }) => ids.includes(journal.id) && journal.reversesId === null)
      .slice(0, 5)
      .map((journal) =>
        reversalOf(journal, {
          actor: 'usr_zhao',
          occurredAt: new Date('2026-03-01T00:00:00Z'),
          reason: 'wrong',
        }),
      );
  }

  private async closePeriod(until: string): Promise<void> {
    const { libs } = this.log;
    const closing = { closedUntil: new Date(until), actor: 'usr_zhao', reason: '结账' };
    await libs.inTransaction((tx) => libs.get(ClosePeriod).run(tx, closing, new Date()));
  }
}
