import { Injectable } from '@nestjs/common';

import { DomainError } from '@app/kernel';
import { networkOf } from '@app/platform';

/** Enough for a family behind one address that mistypes, too few to hit a code by chance. */
const MISSES_MAX = 20;
const WINDOW_MS = 10 * 60_000;
/** So that a crowd of addresses does not fill the memory. */
const ADDRESSES_MAX = 20_000;

interface Misses {
  readonly since: number;
  readonly count: number;
}

/**
 * How often codes that are none were tried from an address. Only misses count: many people may
 * share an address, and whoever checks what we did send is never in their way. Each process counts
 * by itself, and nothing of it is kept.
 */
@Injectable()
export class MissLimit {
  private readonly missesBy = new Map<string, Misses>();

  /** Refuses an address with too many misses in ten minutes (`message.too_many_guesses`). */
  require(address: string, now: Date): void {
    const misses = this.missesBy.get(networkOf(address));
    if (misses === undefined) return;
    const leftMs = misses.since + WINDOW_MS - now.getTime();
    if (leftMs <= 0 || misses.count < MISSES_MAX) return;
    throw new DomainError(
      'too_many_requests',
      'message.too_many_guesses',
      {
        en: 'Too many codes that are none were tried from your network. Wait ten minutes, or call us: we look the message up for you.',
        'zh-CN': '您的网络输入的无效编码过多，请十分钟后再试，或致电我们代为核实。',
      },
      { retryAfterSeconds: Math.ceil(leftMs / 1_000) },
    );
  }

  count(address: string, now: Date): void {
    const network = networkOf(address);
    const known = this.missesBy.get(network);
    const isOver = known === undefined || known.since + WINDOW_MS <= now.getTime();
    const { since, count } = isOver ? { since: now.getTime(), count: 0 } : known;
    // At the end again, so that the first of the map is the one that was quiet for longest.
    this.missesBy.delete(network);
    this.missesBy.set(network, { since, count: count + 1 });
    const [oldest] = this.missesBy.keys();
    if (this.missesBy.size > ADDRESSES_MAX && oldest !== undefined) this.missesBy.delete(oldest);
  }
}
