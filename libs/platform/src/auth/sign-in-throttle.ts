import { Injectable } from '@nestjs/common';

import { Clock, DomainError } from '@app/kernel';

import { networkOf } from '../http/network-of';
import { Turns } from '../turns';
import { usernameOf } from './username';
import { Waits } from './waits';

/** From where somebody wants to sign in, as whom. */
export interface SignInAttempt {
  readonly username: string;
  readonly address: string;
}

/** Somebody who mistypes their own password. */
const FREE_OF_PAIR = 5;
/** One account, tried from many networks. */
const FREE_OF_ACCOUNT = 20;
/** Many accounts, tried from one network, behind which a whole company may sit. */
const FREE_OF_NETWORK = 50;
/** So many networks are known from which somebody signed in. */
const KNOWN_MAX = 20_000;
/** Argon2 takes 19 MB and a thread each: more at once would keep files and others waiting. */
const AT_ONCE_MAX = 2;
const WAITING_MAX = 500;

/**
 * Holds up whoever tries passwords: by account and network, by account from anywhere, and by
 * network as anybody. From a network where the account's owner signed in before only what failed
 * there as them counts, so that nobody locks them out. Each process counts by itself, and nothing
 * of it is kept.
 */
@Injectable()
export class SignInThrottle {
  private readonly ofPair = new Waits(FREE_OF_PAIR);
  private readonly ofAccount = new Waits(FREE_OF_ACCOUNT);
  private readonly ofNetwork = new Waits(FREE_OF_NETWORK);
  private readonly known = new Set<string>();
  private readonly turns = new Turns({ atOnce: AT_ONCE_MAX, waiting: WAITING_MAX }, tooBusy);

  constructor(private readonly clock: Clock) {}

  /**
   * Lets somebody try to sign in by `verify`, in their turn. `auth.too_many_attempts` before that,
   * whether the password would have been right or not, as long as they have to wait; `auth.busy`.
   */
  async run<Result>(attempt: SignInAttempt, verify: () => Promise<Result>): Promise<Result> {
    const keys = keysOf(attempt);
    this.require(keys);
    return this.turns.run(async () => {
      // Those who were in the line before may have failed meanwhile: a crowd at once is no way in.
      this.require(keys);
      try {
        const result = await verify();
        this.remember(keys);
        return result;
      } catch (error) {
        if (error instanceof DomainError && error.kind === 'unauthenticated') this.fail(keys);
        throw error;
      }
    });
  }

  private require({ pair, account, network }: Keys): void {
    const now = this.clock.now();
    const waitsMs = this.known.has(pair)
      ? [this.ofPair.leftMs(pair, now)]
      : [
          this.ofPair.leftMs(pair, now),
          this.ofAccount.leftMs(account, now),
          this.ofNetwork.leftMs(network, now),
        ];
    const leftMs = Math.max(...waitsMs);
    if (leftMs > 0) throw tooMany(Math.ceil(leftMs / 1_000));
  }

  private fail({ pair, account, network }: Keys): void {
    const now = this.clock.now();
    this.ofPair.add(pair, now);
    this.ofAccount.add(account, now);
    this.ofNetwork.add(network, now);
  }

  private remember({ pair }: Keys): void {
    this.ofPair.forget(pair);
    this.known.delete(pair);
    this.known.add(pair);
    const [oldest] = this.known;
    if (this.known.size > KNOWN_MAX && oldest !== undefined) this.known.delete(oldest);
  }
}

interface Keys {
  readonly pair: string;
  readonly account: string;
  readonly network: string;
}

/** Names that nobody has are counted like others: a wait tells nothing of who there is. */
function keysOf({ username, address }: SignInAttempt): Keys {
  const account = usernameOf(username);
  const network = networkOf(address);
  return { pair: `${network} ${account}`, account, network };
}

function tooMany(retryAfterSeconds: number): DomainError {
  return new DomainError(
    'too_many_requests',
    'auth.too_many_attempts',
    {
      en: `Too many passwords that were none were tried. Wait ${retryAfterSeconds} seconds, then try again; it is never longer than a minute. Who forgot theirs asks an operator for an invitation.`,
      'zh-CN': `密码错误次数过多，请等待 ${retryAfterSeconds} 秒后再试（每次等待不超过一分钟）。如忘记密码，请联系管理员重新发送邀请。`,
    },
    { retryAfterSeconds },
  );
}

function tooBusy(): DomainError {
  return new DomainError(
    'unavailable',
    'auth.busy',
    {
      en: 'Very many people sign in at this moment. Try again in a few seconds.',
      'zh-CN': '当前登录人数过多，请几秒后重试。',
    },
    { retryAfterSeconds: 5 },
  );
}
