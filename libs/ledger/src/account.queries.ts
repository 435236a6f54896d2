import { Injectable } from '@nestjs/common';

import type { Reads } from '@app/platform';

import type { AccountTurnover, Basis } from './domain/turnover';
import { readTurnover, readTurnoverUntil } from './persistence/read-turnover';
import { readRegister } from './persistence/read-register';
import type { RegisterEntry, RegisterWish } from './persistence/read-register';

export interface TurnoverWish {
  /** One account; all of them without it. */
  readonly code?: string;
  /** Up to and including this moment; all that was posted without it. */
  readonly asOf?: Date;
  /** By which time: of booking (the default), or of effect. */
  readonly basis?: Basis;
}

/**
 * What went through the accounts. Each answer starts from what the sealer has summed and adds what
 * is not sealed yet, in one statement and so from one state of the books; what it costs does not
 * depend on how many journals there are.
 */
@Injectable()
export class AccountQueries {
  /**
   * Turnover per account and currency, in the order of the codes. `asOf` is told in milliseconds,
   * and a journal counts from the millisecond that it shows.
   */
  async turnover(reads: Reads, wish: TurnoverWish = {}): Promise<AccountTurnover[]> {
    const { code = null, asOf, basis = 'booked' } = wish;
    return asOf === undefined
      ? readTurnover(reads, code)
      : readTurnoverUntil(reads, { code, basis, asOf });
  }

  /**
   * The sealed lines of an account in one currency, newest first, each with the balance after it
   * on the side of the debits. Lines that were posted in the last second may be missing: the log
   * decides their order.
   */
  async register(reads: Reads, wish: RegisterWish): Promise<RegisterEntry[]> {
    return readRegister(reads, wish);
  }
}
