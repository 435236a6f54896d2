import { Injectable } from '@nestjs/common';

import { AuditTrail, Limits } from '@app/audit';
import { Clock, newId } from '@app/kernel';
import { enqueue } from '@app/platform';
import type { Actor, Reads, StoredFile, Tx } from '@app/platform';
import { PackLibrary } from '@app/programs';
import type { EvidenceRule } from '@app/programs';

import { CLAIM_TEXTS } from '../domain/claim-texts';
import { requireRoom } from '../domain/evidence-limits';
import type { Scan } from '../domain/evidence-state';
import {
  CORRESPONDENCE,
  isFirstForItem,
  quarantined,
  requireFileItem,
  requireOpenToFiles,
} from '../domain/welcome-evidence';
import { prepareEvidenceJob } from '../evidence/evidence.jobs';
import { EvidenceQueries } from '../evidence/evidence.queries';
import type { PreparedEvidence } from '../evidence/evidence.queries';
import { ClaimEvidenceEntity } from '../persistence/claim-evidence.entity';
import type { ClaimEntity } from '../persistence/claim.entity';
import { ChangeClaim } from './change-claim';
import { EndWaiting } from './end-waiting';

export interface NewEvidence {
  readonly claimId: string;
  readonly item: string;
  readonly file: StoredFile;
  readonly mediaType: string;
  readonly fileName: string;
  readonly description: string | null;
}

type Judged =
  | { readonly same: ClaimEvidenceEntity; readonly rule?: undefined }
  | { readonly same?: undefined; readonly rule: EvidenceRule };

/** Puts a file that is stored already on a claim, for one item of the pack's list. */
@Injectable()
export class AddEvidence {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly packs: PackLibrary,
    private readonly evidence: EvidenceQueries,
    private readonly endWaiting: EndWaiting,
    private readonly audit: AuditTrail,
    private readonly limits: Limits,
    private readonly clock: Clock,
  ) {}

  /**
   * The same content for the same item again is the first one. What the decision stands on has
   * changed; when nothing is waited for any more, the claim goes on.
   */
  async run(tx: Tx, actor: Actor, input: NewEvidence): Promise<ClaimEvidenceEntity> {
    const claim = await this.changeClaim.lock(tx, input.claimId);
    const { same, rule } = await this.judge(tx, actor, claim, input);
    if (same !== undefined) return same;
    const before = await this.endWaiting.waiting(tx, claim);
    const added = await this.insert(tx, claim, actor, input);
    await this.changeClaim.apply(tx, claim, {
      actor,
      command: 'add_evidence',
      content: 'changed',
      event: {
        kind: 'evidence.added',
        summary: CLAIM_TEXTS.evidenceAdded(rule.label, input.fileName),
      },
    });
    await this.endWaiting.run(tx, actor, claim, before);
    return added;
  }

  /** Refuses a file that could not be added, before anybody sends it. */
  async requireOpen(reads: Reads, actor: Actor, claim: ClaimEntity): Promise<void> {
    requireOpenToFiles({ status: claim.status, role: actor.role });
    const held = await this.evidence.ofClaim(reads, claim);
    const { evidence: list } = await this.packs.pinned(reads, claim);
    const missing = list.find(({ id }) => isFirstForItem(id, held.map(standing)));
    const { id: item } = missing ?? CORRESPONDENCE;
    await this.requireRoom(reads, held, { item, sizeBytes: 1 });
  }

  /**
   * Refuses one more file on a claim that holds as much as it may, except for the first one of an
   * item on its list. What is announced takes room, too: nobody fills the disk with beginnings.
   */
  async requireRoom(
    reads: Reads,
    held: readonly PreparedEvidence[],
    { item, sizeBytes }: { readonly item: string; readonly sizeBytes: number },
    announced: readonly { readonly sizeBytes: number }[] = [],
  ): Promise<void> {
    if (isFirstForItem(item, held.map(standing))) return;
    const { evidenceBytesPerClaimMax: bytesMax } = await this.limits.current(reads);
    const files = held.map(({ evidence }) => evidence);
    requireRoom([...files, ...announced], sizeBytes, bytesMax);
  }

  /** Refuses a file that has come and could not be added, before anything of it is kept. */
  async requireWelcome(
    reads: Reads,
    actor: Actor,
    claim: ClaimEntity,
    file: Pick<NewEvidence, 'item' | 'file'>,
  ): Promise<void> {
    await this.judge(reads, actor, claim, file);
  }

  /** The rule that a file is for, or what there is of it already. */
  private async judge(
    reads: Reads,
    actor: Actor,
    claim: ClaimEntity,
    { item, file }: Pick<NewEvidence, 'item' | 'file'>,
  ): Promise<Judged> {
    const held = await this.evidence.ofClaim(reads, claim);
    const alike = held.filter(({ evidence }) => evidence.sha256 === file.sha256);
    if (alike.some(({ preparation }) => preparation.scan === 'infected')) throw quarantined();
    const same = alike.find(({ evidence }) => evidence.item === item)?.evidence;
    if (same !== undefined) return { same };
    const pack = await this.packs.pinned(reads, claim);
    requireOpenToFiles({ status: claim.status, role: actor.role });
    const rule = requireFileItem(item, pack.evidence);
    await this.requireRoom(reads, held, { item, sizeBytes: file.sizeBytes });
    return { rule };
  }

  private async insert(
    tx: Tx,
    claim: ClaimEntity,
    actor: Actor,
    input: NewEvidence,
  ): Promise<ClaimEvidenceEntity> {
    const evidence: ClaimEvidenceEntity = {
      lane: claim.lane,
      id: newId('evd', claim.lane),
      claimId: claim.id,
      item: input.item,
      sha256: input.file.sha256,
      mediaType: input.mediaType,
      sizeBytes: input.file.sizeBytes,
      fileName: input.fileName,
      description: input.description,
      uploadedBy: actor.id,
      uploadedAt: this.clock.now(),
    };
    await tx.insert(ClaimEvidenceEntity, evidence);
    await enqueue(tx, prepareEvidenceJob, { evidenceId: evidence.id });
    await this.audit.record(tx, {
      lane: claim.lane,
      actor,
      action: 'evidence.added',
      objectId: claim.id,
      facts: { evidenceId: evidence.id, item: input.item, sha256: input.file.sha256 },
    });
    return evidence;
  }
}

function standing({ evidence, preparation }: PreparedEvidence): { item: string; scan: Scan } {
  return { item: evidence.item, scan: preparation.scan };
}
