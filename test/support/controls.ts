import type { Client } from 'pg';

import {
  AcceptInvitation,
  ApplyChange,
  ApproveChange,
  AuditModule,
  ChangeQueries,
  IssueInvitation,
  Limits,
  ProposeChange,
  changeStatus,
} from '@app/audit';
import type {
  ChangeContent,
  Invitation,
  LimitName,
  LimitValues,
  NewUser,
  ProposedChange,
} from '@app/audit';
import { HOUSE_LANE, newId } from '@app/kernel';
import { UserEntity } from '@app/platform';
import type { Actor, Role, Tx } from '@app/platform';

import { addAccount } from './accounts';
import { TestLibs } from './test-libs';
import type { LibsUnderTest } from './test-libs';

export const DAY_MS = 24 * 3_600_000;

/** The operations on rights and limits, over a database of their own. */
export class Controls {
  private constructor(readonly libs: TestLibs) {}

  static async start({ imports = [], ...wish }: LibsUnderTest = {}): Promise<Controls> {
    return new Controls(await TestLibs.start({ imports: [AuditModule, ...imports], ...wish }));
  }

  stop(): Promise<void> {
    return this.libs.stop();
  }

  /** Somebody new; with `person`, a further account of somebody who is there already. */
  async hired(role: Role, person?: Actor): Promise<Actor> {
    const id = newId('usr', HOUSE_LANE);
    const personId = person?.personId ?? id;
    const partyId = role === 'claimant' ? 'u_1001' : null;
    const actor: Actor = { id, role, name: `A ${role}`, partyId, personId };
    await this.libs.inTransaction((tx) => addAccount(tx, actor));
    return actor;
  }

  /** Somebody of the staff who is not of the demo: the command line makes such people. */
  async appointed(role: Role): Promise<string> {
    const owner = await this.libs.connectAs('ganpei_owner');
    const id = newId('usr', HOUSE_LANE);
    await owner.query(
      `INSERT INTO users (id, username, password_hash, name, role, person_id, created_at)
       VALUES ($1, $1, 'none', 'Somebody', $2, $1, now())`,
      [id, role],
    );
    return id;
  }

  /** `done`, or the constraint that refused; 42501 where there is no right at all. */
  async attempt(client: Client, sql: string, values: unknown[]): Promise<string> {
    try {
      await client.query(sql, values);
      return 'done';
    } catch (error) {
      const { constraint, code } = error as { constraint?: string; code: string };
      return constraint ?? code;
    }
  }

  async propose(
    actor: Actor,
    content: ChangeContent,
    newUser: NewUser | null = null,
  ): Promise<string> {
    const input = { content, newUser, reason: 'It is needed.' };
    const { id } = await this.run((tx) => this.libs.get(ProposeChange).run(tx, actor, input));
    return id;
  }

  /** Proposes an account for somebody new; the id of the change and of the account to be. */
  async proposeUser(
    actor: Actor,
    role: Role,
    wish: Partial<NewUser> = {},
  ): Promise<{ changeId: string; userId: string; username: string }> {
    const userId = newId('usr', HOUSE_LANE);
    const username = wish.username ?? `${userId}@example.org`;
    const newUser = { name: 'Somebody new', partyId: null, personId: null, ...wish, username };
    const changeId = await this.propose(actor, { kind: 'user.add', userId, role }, newUser);
    return { changeId, userId, username };
  }

  judge(
    actor: Actor,
    changeId: string,
    verdict: 'approve' | 'return' = 'approve',
  ): Promise<ProposedChange> {
    const input = { changeId, verdict, note: 'As I see it.' };
    return this.run((tx) => this.libs.get(ApproveChange).run(tx, actor, input));
  }

  apply(changeId: string): Promise<void> {
    return this.run((tx) => this.libs.get(ApplyChange).run(tx, changeId));
  }

  /** A day passes, and the job does its work. */
  async comeIntoForce(changeId: string): Promise<void> {
    this.libs.clock.moveOn(DAY_MS);
    await this.apply(changeId);
  }

  invite(actor: Actor, changeId: string): Promise<Invitation> {
    return this.run((tx) => this.libs.get(IssueInvitation).run(tx, actor, { changeId }));
  }

  accept(token: string, password: string): Promise<void> {
    return this.run((tx) => this.libs.get(AcceptInvitation).run(tx, { token, password }));
  }

  async found(changeId: string): Promise<ProposedChange> {
    const change = await this.libs.get(ChangeQueries).byId(this.libs.unitOfWork.reads, changeId);
    if (change === null) throw new Error(`There is no change ${changeId}.`);
    return change;
  }

  async statusOf(changeId: string): Promise<string> {
    return changeStatus(await this.found(changeId));
  }

  async limit(name: LimitName): Promise<number> {
    const values: LimitValues = await this.libs.get(Limits).current(this.libs.unitOfWork.reads);
    return values[name];
  }

  account(id: string): Promise<UserEntity | null> {
    return this.libs.unitOfWork.reads.findOneBy(UserEntity, { id });
  }

  run<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    return this.libs.inTransaction(work);
  }
}
