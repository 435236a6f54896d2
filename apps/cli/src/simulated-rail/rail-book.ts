import type { MoneyJson } from '@app/money';

import { BookFile } from './book-file';
import type {
  BookLine,
  ChangeLine,
  PlannedNotice,
  SpentLine,
  TakenBackLine,
  TransferLine,
} from './book-line';
import type { BookedTransfer } from './booked-transfer';

/** A notice that has not been received yet, and the transfer as it stood when it was planned. */
export interface OwedNotice extends PlannedNotice {
  readonly transfer: BookedTransfer;
}

/**
 * The rail's own memory: what it was asked, what it paid, what is left. State is the fold of the
 * lines of one file, so that the rail knows after a crash what it knew when it answered.
 */
export class RailBook {
  private readonly transfers = new Map<string, BookedTransfer>();
  private readonly idsByKey = new Map<string, string>();
  private readonly balances = new Map<string, bigint>();
  private readonly owed = new Map<string, OwedNotice>();

  private constructor(private readonly file: BookFile) {}

  /** Opens the book; a new one begins with the given deposits. */
  static async open(path: string, opening: readonly MoneyJson[]): Promise<RailBook> {
    const { file, lines } = await BookFile.open(path);
    const book = new RailBook(file);
    try {
      for (const line of lines) book.apply(line as BookLine);
      const at = new Date().toISOString();
      const deposits = lines.length === 0 ? opening : [];
      await Promise.all(deposits.map((money) => book.record({ event: 'deposit', at, money })));
      return book;
    } catch (error) {
      await book.close();
      throw error;
    }
  }

  /** Takes a line into account at once; resolves when it is safe on the disk. */
  record(line: BookLine): Promise<void> {
    this.apply(line);
    return this.file.append(line);
  }

  /** Resolves when all that the book says by now would survive a crash. */
  durable(): Promise<void> {
    return this.file.durable();
  }

  /** The transfer that the key stands for. */
  findByKey(key: string): BookedTransfer | undefined {
    return this.find(this.idsByKey.get(key) ?? '');
  }

  find(transferId: string): BookedTransfer | undefined {
    return this.transfers.get(transferId);
  }

  /** All transfers in the order in which they were taken. */
  all(): BookedTransfer[] {
    return [...this.transfers.values()];
  }

  owedNotices(): OwedNotice[] {
    return [...this.owed.values()];
  }

  balanceOf(currency: string): bigint {
    return this.balances.get(currency) ?? 0n;
  }

  balanceList(): MoneyJson[] {
    return [...this.balances].map(([currency, amount]) => ({
      currency,
      amountMinor: amount.toString(),
    }));
  }

  close(): Promise<void> {
    return this.file.close();
  }

  private apply(line: BookLine): void {
    switch (line.event) {
      case 'deposit':
        this.move(line.money, 1n);
        break;
      case 'transfer':
        this.applyTransfer(line);
        break;
      case 'settled':
      case 'failed':
      case 'returned':
        this.applyChange(line);
        break;
      case 'spent':
      case 'taken_back':
        this.applyToCredit(line);
        break;
      case 'notified':
        this.owed.delete(line.noticeId);
    }
  }

  private applyTransfer({ transfer, notice }: TransferLine): void {
    this.transfers.set(transfer.transferId, transfer);
    this.idsByKey.set(transfer.key, transfer.transferId);
    if (transfer.status !== 'rejected') this.moveFor(transfer, -1n);
    if (notice !== undefined) this.owed.set(notice.noticeId, { ...notice, transfer });
  }

  private applyChange(line: ChangeLine): void {
    const before = this.transfers.get(line.transferId);
    if (before === undefined) throw new Error(`The book has no transfer ${line.transferId}.`);
    const { event: status, at, code, notice } = line;
    const transfer: BookedTransfer = {
      ...before,
      status,
      changedAt: at,
      ...(status === 'settled' ? { settledAt: at } : {}),
      ...(status === 'returned' ? { returnedAt: at } : {}),
      ...(code === undefined ? {} : { code }),
    };
    this.transfers.set(transfer.transferId, transfer);
    if (status !== 'settled') this.moveFor(transfer, 1n);
    if (notice !== undefined) this.owed.set(notice.noticeId, { ...notice, transfer });
  }

  private applyToCredit(line: SpentLine | TakenBackLine): void {
    const before = this.transfers.get(line.transferId);
    if (before === undefined) throw new Error(`The book has no transfer ${line.transferId}.`);
    const after =
      line.event === 'spent'
        ? {
            ...before,
            spentMinor: (BigInt(before.spentMinor ?? 0) + BigInt(line.amountMinor)).toString(),
          }
        : { ...before, reversal: line.reversal };
    this.transfers.set(line.transferId, after);
  }

  /** What is credited on condition is backed elsewhere, and does not leave the house's account. */
  private moveFor({ money, purpose }: BookedTransfer, sign: 1n | -1n): void {
    if (purpose === undefined) this.move(money, sign);
  }

  private move(money: MoneyJson, sign: 1n | -1n): void {
    const amount = sign * BigInt(money.amountMinor);
    this.balances.set(money.currency, this.balanceOf(money.currency) + amount);
  }
}
