import type { BookedTransfer, Reversal } from './booked-transfer';
import type { RailBook } from './rail-book';
import { RailError } from './rail-error';
import type { ReversalRequest } from './read-request';

/** Takes back what was credited on condition: once, as far as its payee has it still. */
export class ReversalDesk {
  constructor(
    private readonly book: RailBook,
    private readonly now: () => Date,
  ) {}

  /**
   * Asked again it says the same. Throws RailError 404 TRANSFER_NOT_FOUND, and 409 NOT_PROVISIONAL
   * for what was not credited on condition or has not settled.
   */
  async takeBack({ key, money }: ReversalRequest): Promise<Reversal> {
    const transfer = this.require(key);
    if (transfer.reversal !== undefined) {
      await this.book.durable();
      return transfer.reversal;
    }
    const left = BigInt(transfer.money.amountMinor) - BigInt(transfer.spentMinor ?? 0);
    const wanted = BigInt(money.amountMinor);
    const amountMinor = (left < wanted ? left : wanted).toString();
    const reversal = {
      money,
      taken: { currency: transfer.money.currency, amountMinor },
      reversedAt: this.now().toISOString(),
    };
    await this.book.record({ event: 'taken_back', transferId: transfer.transferId, reversal });
    return reversal;
  }

  /** The payee spends some of it, at most what is left. */
  async spend({ key, money }: ReversalRequest): Promise<void> {
    const { transferId } = this.require(key);
    const at = this.now().toISOString();
    await this.book.record({ event: 'spent', transferId, at, amountMinor: money.amountMinor });
  }

  private require(key: string): BookedTransfer {
    const transfer = this.book.findByKey(key);
    if (transfer === undefined) {
      throw new RailError(404, 'TRANSFER_NOT_FOUND', 'There is no such transfer.');
    }
    if (transfer.purpose === undefined || transfer.status !== 'settled') {
      throw new RailError(409, 'NOT_PROVISIONAL', 'Only a credit on condition is taken back.');
    }
    return transfer;
  }
}
