import type { RailNotice, RailNoticeType } from '../../../libs/payouts/src/rails/payout-rail';
import type { Dice } from '../dice';
import type { Faults } from './faults';
import { noticeOf } from './notice';
import type { Notice } from './notice';
import type { Transfer } from './rail-book';

const LATE_MAX_MS = 72 * 3_600_000;
/** So long a rail waits before it comes again with a notice that nobody took. */
const AGAIN_MS = 60_000;

/** Carries notices from rails to us: loses, doubles and delays them. */
export class Post {
  private notices: Notice[] = [];
  private readonly handedOver: RailNotice[] = [];

  constructor(
    private readonly dice: Dice,
    private readonly faults: () => Faults,
  ) {}

  tell(transfer: Transfer, type: RailNoticeType, nowMs: number): void {
    const { noticeLost, noticeTwice } = this.faults();
    if (this.dice.chance(noticeLost)) return;
    const notice = noticeOf(transfer, type, nowMs);
    const copies = this.dice.chance(noticeTwice) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      const lateMs = this.dice.between(0, this.dice.chance(0.9) ? 5_000 : LATE_MAX_MS);
      this.send({ ...notice, atMs: nowMs + lateMs });
    }
  }

  send(notice: Notice): void {
    this.notices.push(notice);
  }

  sendAgain(notice: Notice, nowMs: number): void {
    this.send({ ...notice, atMs: nowMs + AGAIN_MS });
  }

  due(nowMs: number): Notice[] {
    return this.notices.filter(({ atMs }) => atMs <= nowMs);
  }

  get nextMs(): number {
    return this.notices.reduce((nextMs, { atMs }) => Math.min(nextMs, atMs), Infinity);
  }

  /** Takes it out of the bag. */
  take(notice: Notice): void {
    this.notices = this.notices.filter((one) => one !== notice);
  }

  /** The body under which a worker gets it. */
  bodyOf({ says }: Notice): string {
    return String(this.handedOver.push(says) - 1);
  }

  /** What a body says. */
  read(body: string): RailNotice {
    const notice = this.handedOver[Number(body)];
    if (notice === undefined) throw new Error(`Nobody told ${body}.`);
    return notice;
  }
}
