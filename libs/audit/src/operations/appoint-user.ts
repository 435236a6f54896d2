import { Injectable } from '@nestjs/common';

import { HOUSE_LANE } from '@app/kernel';
import { Accounts, SYSTEM } from '@app/platform';
import type { Role, Tx } from '@app/platform';

import { AuditTrail } from '../audit-trail';
import { ChangeCheck } from '../change-check';
import type { NewUser } from '../domain/controlled-change';
import { requireStrongPassword } from '../domain/password-rules';
import { takeTurn } from '../take-turn';

export interface Appointment {
  readonly newUser: NewUser;
  readonly role: Role;
  readonly password: string;
  /** Who of the machine's users did it. */
  readonly systemUser: string;
}

/**
 * Makes an account without a second person, for the first people of an installation. The database
 * lets only the owner of its tables do so: this is for the command line.
 */
@Injectable()
export class AppointUser {
  constructor(
    private readonly check: ChangeCheck,
    private readonly accounts: Accounts,
    private readonly audit: AuditTrail,
  ) {}

  /** Refuses what `ChangeCheck` and `requireStrongPassword` refuse. Returns the account's id. */
  async run(tx: Tx, { newUser, role, password, systemUser }: Appointment): Promise<string> {
    await takeTurn(tx);
    await this.check.require(tx, { content: { kind: 'user.add', userId: '', role }, newUser });
    requireStrongPassword(password, newUser.username);
    const { username, name, partyId, personId } = newUser;
    const id = await this.accounts.add(tx, {
      username,
      name,
      role,
      password,
      ...(partyId === null ? {} : { partyId }),
      ...(personId === null ? {} : { personId }),
    });
    await this.audit.record(tx, {
      lane: HOUSE_LANE,
      actor: SYSTEM,
      action: 'user.appointed',
      objectId: id,
      facts: { role, systemUser },
    });
    return id;
  }
}
