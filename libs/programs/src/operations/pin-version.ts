import { Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';
import type { Tx } from '@app/platform';

import type { Pack } from '../domain/pack';
import { packDigest } from '../domain/version-digest';
import { PinnedVersionEntity } from '../persistence/pinned-version.entity';
import { pinnedFaults, refusePinned } from '../pinned-versions';

/** Keeps the fingerprint of a version that a claim is filed under, the first time. */
@Injectable()
export class PinVersion {
  /** Pins that stand in the database for certain. */
  private readonly kept = new Set<string>();

  constructor(private readonly clock: Clock) {}

  /** `programs.pinned_pack_lost` when claims are pinned to another content of this version. */
  async run(tx: Tx, pack: Pack): Promise<void> {
    const { packId, version } = pack;
    const digest = packDigest(pack);
    const name = `${packId}@${version} ${digest}`;
    if (this.kept.has(name)) return;
    const pinned = await tx.findOneBy(PinnedVersionEntity, { packId, version });
    if (pinned === null) {
      await tx
        .createQueryBuilder()
        .insert()
        .into(PinnedVersionEntity)
        .values({ packId, version, digest, pinnedAt: this.clock.now() })
        .orIgnore()
        .execute();
      return;
    }
    refusePinned(pinnedFaults([pinned], [pack]));
    this.kept.add(name);
  }
}
