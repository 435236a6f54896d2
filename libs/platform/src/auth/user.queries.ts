import { Injectable } from '@nestjs/common';
import { Not } from 'typeorm';

import type { Reads } from '../database/tx';
import type { PageRequest } from '../http/page';
import type { Role } from './roles';
import { UserEntity } from './user.entity';

/** Reads of accounts as a list. */
@Injectable()
export class UserQueries {
  /** One row more than the page holds, newest first; with a role only those who have it. */
  async list(reads: Reads, page: PageRequest & { readonly role?: Role }): Promise<UserEntity[]> {
    const query = reads
      .createQueryBuilder(UserEntity, 'account')
      .orderBy('account.id', 'DESC')
      .limit(page.limit + 1);
    if (page.after !== undefined) query.andWhere('account.id < :after', { after: page.after });
    if (page.role !== undefined) query.andWhere('account.role = :role', { role: page.role });
    return query.getMany();
  }

  /** Everybody of a role, oldest first; of every role but claimants, who may be many, for null. */
  async all(reads: Reads, role: Role | null): Promise<UserEntity[]> {
    const where = { role: role ?? Not('claimant' as const) };
    return reads.find(UserEntity, { where, order: { id: 'ASC' } });
  }
}
