import {
  AccountingModule,
  EarnContribution,
  FillRail,
  FundEventEntity,
  FundGuarantee,
  PostEvents,
  WatchFund,
} from '@app/accounting';
import type { AccountingEvent } from '@app/accounting';
import { isPerCurrency } from '@app/audit';
import type { ChangeContent, LimitName } from '@app/audit';
import { newId } from '@app/kernel';
import { AccountQueries } from '@app/ledger';
import { Money } from '@app/money';
import type { Actor, Reads } from '@app/platform';

import { Controls } from './controls';
import type { LibsUnderTest, TestLibs } from './test-libs';

/** The rail of the tests below. */
export const RAIL = { rail: 'wallet', currency: 'CNY' } as const;

export function cny(amountMinor: bigint): Money {
  return Money.of(amountMinor, 'CNY');
}

/** The fund in renminbi, and the people who stand behind what it does. */
export class FundDesk {
  private constructor(
    readonly controls: Controls,
    readonly operator: Actor,
    readonly approver: Actor,
  ) {}

  static async start({ imports = [], ...wish }: LibsUnderTest = {}): Promise<FundDesk> {
    const controls = await Controls.start({ imports: [AccountingModule, ...imports], ...wish });
    const operator = await controls.hired('operator');
    return new FundDesk(controls, operator, await controls.hired('approver'));
  }

  stop(): Promise<void> {
    return this.controls.stop();
  }

  get libs(): TestLibs {
    return this.controls.libs;
  }

  get reads(): Reads {
    return this.libs.unitOfWork.reads;
  }

  /** Has two people change something, and waits until it holds. Gives the id of the change. */
  async inForce(content: ChangeContent): Promise<string> {
    const id = await this.controls.propose(this.operator, content);
    await this.controls.judge(this.approver, id);
    await this.controls.comeIntoForce(id);
    return id;
  }

  limit(name: LimitName, value: number): Promise<string> {
    const ofCurrency = isPerCurrency(name) ? { currency: RAIL.currency } : {};
    return this.inForce({ kind: 'limit.set', name, value, ...ofCurrency });
  }

  rule(lowMinor: number, targetMinor: number): Promise<string> {
    return this.inForce({ kind: 'top_up.set', ...RAIL, lowMinor, targetMinor });
  }

  async contribute(amountMinor: bigint): Promise<void> {
    const contribution = { actor: this.operator, money: cny(amountMinor), toRail: null };
    await this.libs.inTransaction((tx) => this.libs.get(FundGuarantee).run(tx, contribution));
  }

  /** Books what happened to a claim of the house lane, where all money comes to. */
  async book(events: readonly AccountingEvent[], occurredAt?: Date): Promise<void> {
    await this.libs.inTransaction((tx) =>
      this.libs.get(PostEvents).run(tx, events, {
        ...{ lane: 0, claimId: newId('clm', 0), actor: 'system', causeId: newId('dec', 0) },
        ...{ occurredAt: occurredAt ?? this.libs.clock.now(), pack: 'a-pack', fund: 'guarantee' },
      }),
    );
  }

  fill(wantedMinor = 0n): Promise<Money | null> {
    return this.libs.inTransaction((tx) =>
      this.libs.get(FillRail).run(tx, { ...RAIL, wanted: cny(wantedMinor) }),
    );
  }

  watch(): Promise<void> {
    return this.libs.get(WatchFund).run('CNY');
  }

  earn(billedId: string): Promise<void> {
    return this.libs.get(EarnContribution).run(billedId);
  }

  /** What happened to the fund, the oldest first. */
  async events(): Promise<FundEventEntity[]> {
    return this.reads.find(FundEventEntity, { order: { id: 'ASC' } });
  }

  async kinds(): Promise<string[]> {
    return (await this.events()).map(({ kind }) => kind);
  }

  /** Debits less credits of the accounts that anything was booked on. */
  async balances(): Promise<Record<string, bigint>> {
    const turnover = await this.libs.get(AccountQueries).turnover(this.reads);
    return Object.fromEntries(
      turnover.map(({ code, debitMinor, creditMinor }) => [code, debitMinor - creditMinor]),
    );
  }
}
