import type { Reads } from '@app/platform';
import { checkBooks } from '@app/reports';

import { demoBill } from './demo-bill';
import { DemoClient } from './demo-client';
import { amount } from './demo-paper';
import type { DemoPaper } from './demo-paper';
import type {
  ClaimShape,
  DecisionShape,
  JournalShape,
  ListShape,
  MoneyShape,
  OperationShape,
  PaymentShape,
  PayoutShape,
  TrialBalanceShape,
} from './demo-shapes';

/** The smallest PNG that is one, standing in for what a victim photographs. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);

interface Cast {
  readonly lin: DemoClient;
  readonly chen: DemoClient;
  readonly wang: DemoClient;
  readonly zhao: DemoClient;
  readonly audit: DemoClient;
  readonly ops: DemoClient;
}

/** Plays the main job over HTTP, from import to trial balance. True when the books are in order. */
export class DemoStory {
  private constructor(
    private readonly cast: Cast,
    private readonly paper: DemoPaper,
  ) {}

  static async play(url: string, reads: Reads, paper: DemoPaper): Promise<boolean> {
    const person = (name: string): Promise<DemoClient> => DemoClient.signIn(url, name);
    const cast: Cast = {
      lin: await person('lin'),
      chen: await person('chen'),
      wang: await person('wang'),
      zhao: await person('zhao'),
      audit: await person('audit'),
      ops: await person('ops'),
    };
    const story = new DemoStory(cast, paper);
    await story.importAgain();
    const single = await story.claimApprovedByOne();
    const dual = await story.claimNeedingTwo();
    const denied = await story.claimDenied();
    await story.close([single, dual]);
    await story.showBooks([single, dual, denied]);
    return story.check(reads, denied);
  }

  private async importAgain(): Promise<void> {
    const { ops } = this.cast;
    this.paper.chapter('导入账单', 'Import of a bill');
    const bill = await demoBill(new Date());
    const file = new File([bill.content], bill.fileName, { type: 'text/csv' });
    const fields = { format: 'auto', payerMap: JSON.stringify(bill.payerMap) };
    const { id } = await ops.upload<OperationShape>('/v1/imports', fields, file);
    const done = await ops.until<OperationShape>(`/v1/operations/${id}`, ({ status }) =>
      ['succeeded', 'failed'].includes(status),
    );
    this.paper.line(`${bill.fileName}: ${done.status}, ${JSON.stringify(done.result)}`);
    this.paper.line(
      '同一账单在启动时已导入，再次导入不改变任何数据。 It was imported at the start; again changes nothing.',
    );
    if (done.status !== 'succeeded' || done.result?.accepted !== 0)
      throw new Error('The second import changed something.');
  }

  private async claimApprovedByOne(): Promise<ClaimShape> {
    const { chen, wang } = this.cast;
    this.paper.chapter('一人批准的索赔', 'A claim that one person approves');
    const claim = await this.fileWithEvidence(chen, '86000');
    const decision = await this.approve(wang, claim);
    this.paper.line(`Wang 批准，${statusOf(decision)} Wang approves: ${decision.status}.`);
    return this.untilPaid(claim);
  }

  private async claimNeedingTwo(): Promise<ClaimShape> {
    const { lin, wang, zhao } = this.cast;
    this.paper.chapter('需要两人的索赔', 'A claim that needs two people');
    const claim = await this.fileWithEvidence(lin, '1280000');
    const decision = await this.approve(wang, claim);
    this.paper.line(
      `Wang 批准，${statusOf(decision)} Wang approves: ${decision.status}, ${String(decision.approvalsRequired)} more person needed.`,
    );
    const approved = await zhao.post<DecisionShape>(`/v1/decisions/${decision.id}/approvals`, {
      verdict: 'approve',
      note: '金额、收款渠道与材料相符。 Amount, payee and evidence agree.',
    });
    this.paper.line(`Zhao 复核，${statusOf(approved)} Zhao approves: ${approved.status}.`);
    return this.untilPaid(claim);
  }

  private async claimDenied(): Promise<ClaimShape> {
    const { lin, wang } = this.cast;
    this.paper.chapter('被拒的索赔', 'A claim that is denied');
    const claim = await this.fileWithEvidence(lin, '320000');
    await this.decide(wang, claim, {
      outcome: 'deny',
      lines: [],
      reason:
        '该付款为您受骗后本人操作，不属于盗用，请报警处理；如不同意可申诉。 You made this payment yourself after being deceived; that is not theft. Please report it to the police; you may appeal.',
    });
    const denied = await lin.get<ClaimShape>(`/v1/claims/${claim.id}`);
    this.paper.line(
      `Wang 说明理由后拒赔，状态 ${denied.status}，准备金已释放。 Wang denies it with a reason: ${denied.status}; the reserve is released.`,
    );
    return denied;
  }

  private async fileWithEvidence(claimant: DemoClient, amountMinor: string): Promise<ClaimShape> {
    const { data } = await claimant.get<ListShape<PaymentShape>>('/v1/payments?limit=100');
    const payment = data.find(
      ({ money, status }) => money.amountMinor === amountMinor && status === 'settled',
    );
    if (payment === undefined) throw new Error(`${claimant.name} has no payment of ${amountMinor}`);
    const claim = await claimant.post<ClaimShape>('/v1/claims', claimOn(payment));
    this.tellFiling(claimant.name, payment, claim);
    for (const { item, label } of claim.evidence.filter(({ required }) => required)) {
      const file = new File([PICTURE, item], `${item}.png`, { type: 'image/png' });
      await claimant.upload(`/v1/claims/${claim.id}/evidence`, { item }, file);
      this.paper.line(`  + ${label['zh-CN']} ${label.en}`);
    }
    return this.cast.wang.until<ClaimShape>(
      `/v1/claims/${claim.id}`,
      ({ status }) => status === 'in_review',
    );
  }

  private tellFiling(name: string, payment: PaymentShape, claim: ClaimShape): void {
    const { reference, nextStep } = claim;
    const claimed = amount(claim.claimed);
    this.paper.line(`${name} 为“${payment.description ?? ''}”索赔 ${claimed}，编号 ${reference}。`);
    this.paper.line(`${name} claims ${claimed}; the reference is ${reference}.`);
    if (nextStep === null) return;
    this.paper.line(
      `下一步 Next (${nextStep.dueAt}): ${nextStep.text['zh-CN']} ${nextStep.text.en}`,
    );
  }

  private async approve(reviewer: DemoClient, claim: ClaimShape): Promise<DecisionShape> {
    return this.decide(reviewer, claim, {
      outcome: 'approve',
      lines: claim.lines.map(({ id, money }) => ({
        lineId: id,
        award: money,
        reasonCode: 'covered.full',
      })),
      reason:
        '盗用属实，在保障范围内，全额赔付。 The theft is plausible and covered: paid in full.',
    });
  }

  /** On the claim as it was looked at. */
  private decide(reviewer: DemoClient, claim: ClaimShape, body: object): Promise<DecisionShape> {
    const seen = { 'If-Match': `"${String(claim.version)}"` };
    return reviewer.post<DecisionShape>(`/v1/claims/${claim.id}/decisions`, body, seen);
  }

  private async untilPaid(claim: ClaimShape): Promise<ClaimShape> {
    const { audit } = this.cast;
    const paid = await audit.until<ClaimShape>(
      `/v1/claims/${claim.id}`,
      ({ status }) => status === 'paid',
    );
    const { data } = await audit.get<ListShape<PayoutShape>>(`/v1/payouts?claimId=${claim.id}`);
    for (const payout of data) {
      this.paper.line(
        `已赔付 Paid ${amount(payout.money)}，流水号 trace ${payout.railTransferId ?? ''} (${payout.status})`,
      );
    }
    return paid;
  }

  private async close(claims: readonly ClaimShape[]): Promise<void> {
    this.paper.chapter('结案', 'Closing');
    for (const { id, reference } of claims) {
      const closed = await this.cast.wang.post<ClaimShape>(`/v1/claims/${id}/close`, {
        reason: '款项已到账。 The money has arrived.',
      });
      this.paper.line(`${reference}: ${closed.status}`);
    }
  }

  private async showBooks(claims: readonly ClaimShape[]): Promise<void> {
    const { audit } = this.cast;
    this.paper.chapter('分录', 'Journals');
    for (const { id, reference } of claims) {
      this.paper.line(reference);
      this.paper.journals(
        (await audit.get<ListShape<JournalShape>>(`/v1/ledger/journals?claimId=${id}`)).data,
      );
    }
    this.paper.chapter('试算平衡表', 'Trial balance');
    this.paper.trialBalance(await audit.get<TrialBalanceShape>('/v1/reports/trial-balance'));
  }

  private async check(reads: Reads, denied: ClaimShape): Promise<boolean> {
    const { audit } = this.cast;
    this.paper.chapter('检查', 'Checks');
    const { currencies } = await audit.get<TrialBalanceShape>('/v1/reports/trial-balance');
    const claims = await audit.get<ListShape<ClaimShape>>('/v1/claims?limit=100');
    const statuses = claims.data.map(({ status }) => status).sort();
    const checks = [
      ...(await checkBooks(reads)).map(({ rule, violations }) => ({
        rule,
        holds: violations.length === 0,
      })),
      {
        rule: 'Debits equal credits in each currency.',
        holds: currencies.every((one) => one.totalDebitMinor === one.totalCreditMinor),
      },
      {
        rule: 'Two claims are closed and one is denied.',
        holds: statuses.join() === 'closed,closed,denied' && denied.status === 'denied',
      },
    ];
    for (const { rule, holds } of checks) this.paper.line(`${holds ? '✓' : '✗'} ${rule}`);
    return checks.every(({ holds }) => holds);
  }
}

function statusOf({ status }: DecisionShape): string {
  return status === 'final' ? '决定生效。' : '待第二人复核。';
}

function claimOn(payment: { readonly id: string; readonly money: MoneyShape }): object {
  return {
    lossType: 'account_theft',
    lines: [{ paymentId: payment.id, money: payment.money }],
    narrative:
      '手机被盗后，这笔付款不是我本人操作。 My phone was stolen; I did not make this payment.',
    discoveredAt: new Date(Date.now() - 60_000).toISOString(),
    contact: { name: '演示用户 Demo', phone: '+8613800138000', locale: 'zh-CN' },
    payoutMethod: { route: 'original' },
  };
}
