import { randomBytes } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';

import { Clock, DomainError, HOUSE_LANE, newId } from '@app/kernel';

import type { Tx } from '../database/tx';
import { UnitOfWork } from '../database/unit-of-work';
import type { Actor } from './actor';
import { DEMO_MODE } from './auth.tokens';
import type { Role } from './roles';
import { UserEntity } from './user.entity';
import { usernameOf, usernameProblem } from './username';

export interface NewAccount {
  readonly username: string;
  /** Null: nobody can sign in until one is set. */
  readonly password: string | null;
  readonly name: string;
  readonly role: Role;
  readonly partyId?: string;
  /** Of a human who has an account already; otherwise the account is its own person. */
  readonly personId?: string;
  readonly demo?: boolean;
  /** The controlled change that it comes from, and the id that the change gave it. */
  readonly change?: { readonly id: string; readonly userId: string };
}

/** A hash that nothing fits, so that an unknown name takes as long as a wrong password. */
const NOBODY = hash('no account has this password');

/** Local accounts: who may sign in when no OpenID provider is configured. */
@Injectable()
export class Accounts {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    @Inject(DEMO_MODE) private readonly demoMode: boolean,
  ) {}

  /** Adds an account. Refuses what `usernameProblem` says; a name that exists is a `conflict`. */
  async add(tx: Tx, account: NewAccount): Promise<string> {
    const problem = usernameProblem(account.username, 'username');
    if (problem !== null) throw problem;
    const id = account.change?.userId ?? newId('usr', HOUSE_LANE);
    await tx.insert(UserEntity, {
      id,
      username: usernameOf(account.username),
      passwordHash: await hash(account.password ?? randomBytes(32)),
      name: account.name,
      role: account.role,
      partyId: account.partyId ?? null,
      personId: account.personId ?? id,
      changeId: account.change?.id ?? null,
      demo: account.demo ?? false,
      disabledAt: null,
      createdAt: this.clock.now(),
    });
    return id;
  }

  /** What is kept of a password: argon2id, slow to try. */
  async passwordHash(password: string): Promise<string> {
    return hash(password);
  }

  /** Checks a name and password; the answer never tells which of the two was wrong. */
  async signIn(username: string, password: string): Promise<Actor> {
    const user = await this.unitOfWork.reads.findOneBy(UserEntity, {
      username: usernameOf(username),
    });
    const matches = await verify(user?.passwordHash ?? (await NOBODY), password);
    if (user === null || !matches || !this.mayEnter(user)) {
      throw new DomainError('unauthenticated', 'auth.wrong_credentials', {
        en: 'The username and password do not match an account.',
        'zh-CN': '用户名或密码不正确。',
      });
    }
    return actorOf(user);
  }

  /** Whose a valid token is now: a disabled account is out at once, whatever its token says. */
  async actor(userId: string): Promise<Actor> {
    const user = await this.unitOfWork.reads.findOneBy(UserEntity, { id: userId });
    if (user === null || !this.mayEnter(user)) {
      throw new DomainError('unauthenticated', 'auth.account_disabled', {
        en: 'This account may not sign in.',
        'zh-CN': '该账号不能登录。',
      });
    }
    return actorOf(user);
  }

  private mayEnter(user: UserEntity): boolean {
    return user.disabledAt === null && (this.demoMode || !user.demo);
  }
}

function actorOf(user: UserEntity): Actor {
  const { id, role, name, partyId, personId } = user;
  return { id, role, name, partyId, personId };
}
