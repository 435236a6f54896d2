import type { Client } from 'pg';

import { ChangePayoutMethod } from '@app/claims';
import {
  AdvancePayout,
  BankInstructionEntity,
  DownloadBankFile,
  MakeBankFile,
  OpenPayouts,
  ReleaseBankFile,
  ReleaseBankReport,
  TakeBankReport,
} from '@app/payouts';
import type {
  BankFileEntity,
  BankFileVerdict,
  BankReportVerdict,
  PayoutEntity,
} from '@app/payouts';
import type { Actor } from '@app/platform';
import { AssessClaim } from '@app/review';

import { emulateBank } from '../../apps/cli/src/rail-emulators/bank/emulate-bank';
import type { BankFate, BankReports } from '../../apps/cli/src/rail-emulators/bank/emulate-bank';
import { readBankReport } from '../../libs/payouts/src/rails/bank/read-bank-report';
import { hired } from './accounts';
import { BANK_ONLY, TEST_BANK } from './bank-steps';
import { claimNow, claimantOf, decide, payoutNow, payoutsOf, reviewedCase } from './cases';
import { TestOperations } from './test-operations';

export const ACCOUNT_HOLDER = '林小满';
export const ACCOUNT_BANK = '工商银行';
const HOUR_MS = 3_600_000;

type TakenReport = Awaited<ReturnType<TakeBankReport['run']>>;

/** Who makes files for the bank, lets them go and takes its reports in. */
export class BankDesk {
  private reports = 0;
  private accounts = 0;

  private constructor(
    readonly ops: TestOperations,
    private readonly app: Client,
    readonly people: Readonly<Record<'maker' | 'zhao' | 'li', Actor>>,
  ) {}

  static async start(): Promise<BankDesk> {
    const ops = await TestOperations.start({ config: { rails: BANK_ONLY } });
    const maker = await hired(ops, 'operator');
    const [zhao, li] = [await hired(ops, 'approver'), await hired(ops, 'approver')];
    return new BankDesk(ops, await ops.libs.connectAs('ganpei_app'), { maker, zhao, li });
  }

  async stop(): Promise<void> {
    await this.ops.stop();
  }

  /** The account that the last payout goes to: many claims to one account would be a signal. */
  get account(): string {
    return `6222${String(this.accounts).padStart(12, '0')}`;
  }

  /** A payout to a bank account that was handed to the rail. */
  async handedIn(amountMinor = 86_000n): Promise<PayoutEntity> {
    const { ops } = this;
    const claim = await reviewedCase(ops, { amounts: [amountMinor], payerName: ACCOUNT_HOLDER });
    this.accounts += 1;
    const account = {
      ...{ kind: 'bank' as const, holderName: ACCOUNT_HOLDER },
      ...{ number: this.account, bank: ACCOUNT_BANK },
    };
    const method = { route: 'account' as const, account };
    await ops.transaction((tx) =>
      ops.get(ChangePayoutMethod).run(tx, claimantOf(claim), { claimId: claim.id, method }),
    );
    await ops.get(AssessClaim).run({ claimId: claim.id });
    ops.clock.moveOn(25 * HOUR_MS);
    const assessed = await claimNow(ops, claim);
    if (assessed.status === 'in_review') await decide(ops, assessed);
    await ops.get(OpenPayouts).run({ claimId: claim.id });
    const [payout] = await payoutsOf(ops, claim);
    if (payout === undefined) throw new Error(`Claim ${claim.id} has no payout.`);
    return this.look(payout);
  }

  /** A payout after one more look at it, when the last one is long past. */
  async look(payout: PayoutEntity): Promise<PayoutEntity> {
    this.ops.clock.moveOn(2 * HOUR_MS);
    await this.ops.get(AdvancePayout).run({ payoutId: payout.id });
    return payoutNow(this.ops, payout);
  }

  instructionOf({ lane, key }: PayoutEntity): Promise<BankInstructionEntity> {
    return this.ops.reads.findOneByOrFail(BankInstructionEntity, { lane, key });
  }

  makeFile(currency = 'CNY'): Promise<BankFileEntity> {
    const { maker } = this.people;
    return this.ops.transaction((tx) => this.ops.get(MakeBankFile).run(tx, maker, { currency }));
  }

  say(
    by: Actor,
    { id: fileId }: BankFileEntity,
    verdict: BankFileVerdict = 'release',
  ): Promise<BankFileEntity> {
    const word = { fileId, verdict, note: 'Seen.' };
    return this.ops.transaction((tx) => this.ops.get(ReleaseBankFile).run(tx, by, word));
  }

  async releasedFile(): Promise<BankFileEntity> {
    const file = await this.makeFile();
    await this.say(this.people.zhao, file);
    return this.say(this.people.li, file);
  }

  fetched({ id }: BankFileEntity): Promise<Buffer> {
    const { maker } = this.people;
    return this.ops.transaction((tx) => this.ops.get(DownloadBankFile).run(tx, maker, id));
  }

  /** What the bank reports about a file in the evening. */
  async reportOn(
    file: BankFileEntity,
    fates: readonly (readonly [PayoutEntity, BankFate])[] = [],
  ): Promise<BankReports> {
    return emulateBank((await this.fetched(file)).toString('utf8'), {
      fates: new Map(fates.map(([{ key }, fate]) => [key, fate])),
      bookedAt: this.ops.clock.now(),
      dayNumber: this.reports,
    });
  }

  /** Takes a report in, which another person lets count where it has to wait for one. */
  async taken(report: string): Promise<TakenReport> {
    const taken = await this.handedOver(report);
    if (taken.report.status === 'waiting') await this.judge(this.people.zhao, taken);
    return taken;
  }

  /** Takes a report in, and no more; a digest tells it from all others. */
  async handedOver(report: string, digest?: string): Promise<TakenReport> {
    this.reports += 1;
    const sha256 = digest ?? `report-${String(this.reports)}`;
    const read = readBankReport(Buffer.from(report), TEST_BANK.timeZone);
    const handed = { read, sha256, fileName: 'report.xml' };
    const { maker } = this.people;
    return this.ops.transaction((tx) => this.ops.get(TakeBankReport).run(tx, maker, handed));
  }

  judge(
    by: Actor,
    { report: { id: reportId } }: TakenReport,
    verdict: BankReportVerdict = 'release',
  ): Promise<unknown> {
    const word = { reportId, verdict, note: 'As the bank shows it.' };
    return this.ops.transaction((tx) => this.ops.get(ReleaseBankReport).run(tx, by, word));
  }

  /** What refuses somebody who got past our code, with its rights in the database. */
  async tried(...statements: readonly (readonly [string, readonly unknown[]])[]): Promise<string> {
    await this.app.query('BEGIN');
    try {
      for (const [sql, values] of statements) await this.app.query(sql, [...values]);
      await this.app.query('SET CONSTRAINTS ALL IMMEDIATE');
      return 'done';
    } catch (error) {
      return (error as { constraint?: string }).constraint ?? (error as Error).message;
    } finally {
      await this.app.query('ROLLBACK');
    }
  }
}
