import { Injectable } from '@nestjs/common';

import { isId } from '@app/kernel';
import type { PageRequest, Reads } from '@app/platform';

import { checkPack } from './check-pack';
import type { Pack } from './domain/pack';
import { malformedPack } from './malformed-pack';
import { ProgramVersionApprovalEntity } from './persistence/program-version-approval.entity';
import { ProgramVersionWithdrawalEntity } from './persistence/program-version-withdrawal.entity';
import { ProgramVersionEntity } from './persistence/program-version.entity';

/** A proposed version with the verdict that counts: a return, else the approval, else none. */
export interface ProposedVersion {
  readonly version: ProgramVersionEntity;
  readonly approval: ProgramVersionApprovalEntity | null;
  /** That its proposer does not want it any more; then there is no verdict. */
  readonly withdrawal: ProgramVersionWithdrawalEntity | null;
}

/** All reads of the versions that people proposed and published. */
@Injectable()
export class ProgramVersionQueries {
  /** One row more than the page holds, newest first. */
  async list(reads: Reads, page: PageRequest): Promise<ProposedVersion[]> {
    const query = reads
      .createQueryBuilder(ProgramVersionEntity, 'version')
      .orderBy('version.id', 'DESC')
      .limit(page.limit + 1);
    if (page.after !== undefined) query.where('version.id < :after', { after: page.after });
    const proposed: ProposedVersion[] = [];
    for (const version of await query.getMany()) {
      proposed.push({ version, ...(await this.endOf(reads, version.id)) });
    }
    return proposed;
  }

  async byId(reads: Reads, id: string): Promise<ProposedVersion | null> {
    const version = isId(id, 'pgv') ? await reads.findOneBy(ProgramVersionEntity, { id }) : null;
    return version === null ? null : { version, ...(await this.endOf(reads, id)) };
  }

  private async endOf(reads: Reads, versionId: string): Promise<Omit<ProposedVersion, 'version'>> {
    const verdicts = await reads.findBy(ProgramVersionApprovalEntity, { versionId });
    return {
      approval: verdicts.find(({ verdict }) => verdict === 'return') ?? verdicts[0] ?? null,
      withdrawal: await reads.findOneBy(ProgramVersionWithdrawalEntity, { versionId }),
    };
  }
}

/** How many verdicts there are. It only grows, so that it tells whether there are new ones. */
export async function countVerdicts(reads: Reads): Promise<number> {
  return reads.count(ProgramVersionApprovalEntity);
}

/**
 * The packs that were published and not taken back before they began, each as it was approved. They
 * were sound then: one that this version of the program cannot read any more is refused with all
 * others (`programs.malformed_pack`), because nobody may be left with half of what was promised.
 */
export async function readPublished(reads: Reads): Promise<Pack[]> {
  const rows = await reads
    .createQueryBuilder(ProgramVersionEntity, 'version')
    .innerJoin(ProgramVersionApprovalEntity, 'approval', 'approval.version_id = version.id')
    .where(`approval.verdict = 'approve'`)
    .andWhere(
      `NOT EXISTS (SELECT FROM program_version_approvals back
        WHERE back.version_id = version.id AND back.verdict = 'return')`,
    )
    .orderBy('version.id')
    .getMany();
  const checked = rows.map(({ id, pack }) => ({ id, pack, is: checkPack(pack) }));
  const faults = checked.flatMap(({ id, pack, is }) =>
    'problems' in is
      ? is.problems.map((problem) => ({ place: `${pack.packId}@${pack.version} (${id})`, problem }))
      : [],
  );
  if (faults.length > 0) throw malformedPack(faults);
  return checked.map(({ pack }) => pack);
}
