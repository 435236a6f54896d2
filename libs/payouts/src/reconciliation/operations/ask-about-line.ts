import { Injectable } from '@nestjs/common';

import { Clock, isId, laneOfId } from '@app/kernel';
import type { Tx } from '@app/platform';

import { lockPayout } from '../../lock-payout';
import { AskNow } from '../../operations/ask-now';
import { RailNoticeEntity } from '../../persistence/rail-notice.entity';
import type { StatedLine } from '../domain/reconcilable';

/**
 * A line of a statement is heard as a notice of the rail is: it moves nothing itself, the rail is
 * asked about the payout at once, and its answer goes through the one transition function. Where a
 * rail's own book is what it reports, that answer is the statement.
 */
@Injectable()
export class AskAboutLine {
  constructor(
    private readonly askNow: AskNow,
    private readonly clock: Clock,
  ) {}

  /** Once for each line; the payout is locked, as by everybody. */
  async run(tx: Tx, line: StatedLine): Promise<void> {
    if (line.payoutId === null || !isId(line.payoutId, 'pyo')) return;
    const payout = await lockPayout(tx, line.payoutId);
    if (payout === null) return;
    const key = { lane: laneOfId(payout.id), rail: payout.rail, noticeId: line.id };
    if (await tx.existsBy(RailNoticeEntity, key)) return;
    const notice = { ...key, payoutId: payout.id, receivedAt: this.clock.now() };
    await tx.insert(RailNoticeEntity, notice);
    const told = line.kind === 'return' ? 'transfer.returned' : 'transfer.settled';
    await this.askNow.run(tx, payout, told);
  }
}
