import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock, HOUSE_LANE, newId } from '@app/kernel';
import { AccountStanding } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { versionDigest } from '../domain/version-digest';
import { PackLibrary } from '../pack-library';
import { ProgramVersionEntity } from '../persistence/program-version.entity';
import { requirePublishable } from '../require-publishable';
import { requireSound } from '../require-sound';

/** A version as somebody wrote it; nothing in it is believed yet. */
export interface NewVersion {
  readonly pack: unknown;
  readonly cases: unknown;
  /** For the person who approves it: why it is wanted. */
  readonly reason: string;
}

/** Proposes a version of a pack. It counts for nothing until another person has approved it. */
@Injectable()
export class ProposeVersion {
  constructor(
    private readonly standing: AccountStanding,
    private readonly packs: PackLibrary,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Refuses, naming every problem with its path, what `requireSound` refuses: a pack or cases that
   * cannot be used, a pack that does not do what its cases say. And what `requirePublishable` does.
   */
  async run(tx: Tx, actor: Actor, input: NewVersion): Promise<ProgramVersionEntity> {
    await this.standing.require(tx, actor);
    const { pack, cases } = requireSound(input.pack, input.cases);
    await this.packs.refresh(tx);
    const now = this.clock.now();
    requirePublishable(pack, this.packs.list(), now);
    const version: ProgramVersionEntity = {
      id: newId('pgv', HOUSE_LANE),
      packId: pack.packId,
      version: pack.version,
      pack,
      cases,
      reason: input.reason,
      digest: versionDigest(pack, cases),
      proposedBy: actor.id,
      proposedAt: now,
    };
    await tx.insert(ProgramVersionEntity, version);
    await this.audit.record(tx, {
      lane: HOUSE_LANE,
      actor,
      action: 'program.version_proposed',
      objectId: version.id,
      reason: input.reason,
      facts: { pack: `${pack.packId}@${pack.version}`, digest: version.digest },
    });
    return version;
  }
}
