import { randomUUID } from 'node:crypto';

import type { ChangeLine, NoticeType, PlannedNotice } from './book-line';
import type {
  BookedTransfer,
  TransferPlan,
  TransferRequest,
  TransferStatus,
} from './booked-transfer';
import type { ActiveFaults } from './fault-plan';
import type { NoticeSender } from './notice-sender';
import type { RailBook } from './rail-book';
import { RailError } from './rail-error';

/** Refusals that leave no trace: the same key may be sent again later. Code → HTTP status. */
const RETRYABLE: ReadonlyMap<string, number> = new Map([
  ['NOT_ENOUGH', 422],
  ['FREQUENCY_LIMITED', 429],
]);

const NOTICE_TYPES: Readonly<Record<ChangeLine['event'], NoticeType>> = {
  settled: 'transfer.settled',
  failed: 'transfer.failed',
  returned: 'transfer.returned',
};

/** Takes orders, pays each key once, and moves transfers on when their time comes. */
export class TransferDesk {
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(
    private readonly book: RailBook,
    private readonly notices: NoticeSender,
    private readonly settings: { readonly now: () => Date; readonly settlementDelayMs: number },
  ) {}

  /** Picks up after a restart: open settlements run on, and owed notices go out again. */
  resume(): void {
    for (const transfer of this.book.all()) this.schedule(transfer);
    for (const notice of this.book.owedNotices()) this.notices.deliver(notice);
  }

  close(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  /**
   * Pays an order, or finds what became of it. Resolves when the answer would survive a crash.
   * Throws RailError KEY_CONFLICT, NOT_ENOUGH or another retryable code.
   */
  async accept(
    request: TransferRequest,
    faults: ActiveFaults,
  ): Promise<{ transfer: BookedTransfer; isNew: boolean }> {
    const known = faults.has('forget_key') ? undefined : this.book.findByKey(request.key);
    if (known !== undefined) {
      if (contentOf(known) !== contentOf(request)) {
        throw new RailError(409, 'KEY_CONFLICT', 'This key belongs to another order.');
      }
      await this.book.durable();
      return { transfer: known, isNew: false };
    }
    const transfer = this.decide(request, faults);
    const notice = transfer.status === 'settled' ? this.planNotice('settled', transfer) : undefined;
    await this.book.record({
      event: 'transfer',
      transfer,
      ...(notice === undefined ? {} : { notice }),
    });
    if (notice !== undefined) this.notices.deliver({ ...notice, transfer });
    this.schedule(transfer);
    return { transfer, isNew: true };
  }

  private decide(request: TransferRequest, faults: ActiveFaults): BookedTransfer {
    const refusal = faults.find('reject')?.code;
    const retryStatus = RETRYABLE.get(refusal ?? '');
    if (refusal !== undefined && retryStatus !== undefined) {
      throw new RailError(retryStatus, refusal, 'Send the order again later with the same key.');
    }
    if (refusal !== undefined) return this.entry(request, { status: 'rejected', code: refusal });
    const isShort = this.book.balanceOf(request.money.currency) < BigInt(request.money.amountMinor);
    if (isShort && request.purpose === undefined) {
      throw new RailError(422, 'NOT_ENOUGH', 'The balance is too low; send the key again later.');
    }
    const plan = this.plan(faults);
    const isOpen = plan.settleAt !== undefined || plan.failAt !== undefined;
    return this.entry(request, { status: isOpen ? 'accepted' : 'settled', plan });
  }

  private entry(
    request: TransferRequest,
    decision: { status: TransferStatus; code?: string; plan?: TransferPlan },
  ): BookedTransfer {
    const at = this.settings.now().toISOString();
    return {
      ...request,
      transferId: `trf_${randomUUID().replaceAll('-', '')}`,
      acceptedAt: at,
      changedAt: at,
      ...(decision.status === 'settled' ? { settledAt: at } : {}),
      plan: {},
      ...decision,
    };
  }

  private plan(faults: ActiveFaults): TransferPlan {
    const returnAfterMs = faults.find('return_later')?.ms;
    const noticeCopies = faults.has('no_webhook') ? 0 : faults.find('double_webhook')?.copies;
    return {
      ...this.planEnding(faults),
      ...(returnAfterMs === undefined ? {} : { returnAfterMs }),
      ...(noticeCopies === undefined ? {} : { noticeCopies }),
    };
  }

  private planEnding(faults: ActiveFaults): TransferPlan {
    const failure = faults.find('fail_later');
    if (failure !== undefined) {
      const { ms = 0, code = '' } = failure;
      return { failAt: this.after(ms), failCode: code };
    }
    const settleMs = faults.find('settle_later')?.ms ?? this.settings.settlementDelayMs;
    return settleMs > 0 ? { settleAt: this.after(settleMs) } : {};
  }

  private after(ms: number): string {
    return new Date(this.settings.now().getTime() + ms).toISOString();
  }

  private schedule({ transferId, status, plan, settledAt }: BookedTransfer): void {
    if (status === 'accepted' && plan.failAt !== undefined) {
      this.at(Date.parse(plan.failAt), { event: 'failed', transferId, code: plan.failCode });
    } else if (status === 'accepted' && plan.settleAt !== undefined) {
      this.at(Date.parse(plan.settleAt), { event: 'settled', transferId, code: undefined });
    } else if (status === 'settled' && plan.returnAfterMs !== undefined && settledAt) {
      const dueMs = Date.parse(settledAt) + plan.returnAfterMs;
      this.at(dueMs, { event: 'returned', transferId, code: undefined });
    }
  }

  private at(
    dueMs: number,
    change: { event: ChangeLine['event']; transferId: string; code: string | undefined },
  ): void {
    const delayMs = Math.max(0, dueMs - this.settings.now().getTime());
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      // Only a book that cannot be written stops a change; every later request then gets a 500,
      // and a restart finds the change still due.
      void this.change(change).catch(() => undefined);
    }, delayMs);
    this.timers.add(timer);
  }

  private async change(due: {
    event: ChangeLine['event'];
    transferId: string;
    code: string | undefined;
  }): Promise<void> {
    const { event, transferId, code } = due;
    const before = this.book.find(transferId);
    if (before === undefined) return;
    const notice = this.planNotice(event, before);
    await this.book.record({
      event,
      transferId,
      at: this.settings.now().toISOString(),
      ...(code === undefined ? {} : { code }),
      ...(notice === undefined ? {} : { notice }),
    });
    const transfer = this.book.find(transferId) ?? before;
    if (notice !== undefined) this.notices.deliver({ ...notice, transfer });
    this.schedule(transfer);
  }

  private planNotice(
    event: ChangeLine['event'],
    transfer: BookedTransfer,
  ): PlannedNotice | undefined {
    if (!this.notices.hasTarget() || transfer.plan.noticeCopies === 0) return undefined;
    const noticeId = `msg_${randomUUID().replaceAll('-', '')}`;
    return { noticeId, type: NOTICE_TYPES[event] };
  }
}

function contentOf(request: TransferRequest): string {
  const { reference, money, payee, requestDigest, purpose = '' } = request;
  const payeeFields = Object.entries(payee).sort(([a], [b]) => (a < b ? -1 : 1));
  const asked = [reference, money.currency, money.amountMinor, requestDigest, purpose];
  return JSON.stringify([...asked, payeeFields]);
}
