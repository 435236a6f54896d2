import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock, DomainError, newId } from '@app/kernel';
import { enqueue } from '@app/platform';
import type { Actor, StoredFile, Tx } from '@app/platform';
import { PackLibrary, evidenceChecklist } from '@app/programs';
import type { EvidenceState, Pack } from '@app/programs';

import { assessClaimJob } from '../claims.jobs';
import { ClaimQueries } from '../claims.queries';
import { isSettledStatus, isUndecided } from '../domain/claim-lifecycle';
import { claimForEvidence } from '../domain/claim-for-evidence';
import { CLAIM_TEXTS } from '../domain/claim-texts';
import { clocksAfterWaiting, clocksAtCompletion } from '../domain/clock-stages';
import { ClaimEvidenceEntity } from '../persistence/claim-evidence.entity';
import type { ClaimEntity } from '../persistence/claim.entity';
import { ChangeClaim } from './change-claim';

export interface NewEvidence {
  readonly claimId: string;
  readonly item: string;
  readonly file: StoredFile;
  readonly mediaType: string;
  readonly fileName: string;
  readonly description: string | null;
}

const FILES_PER_CLAIM_MAX = 50;

/** Puts a file that is stored already on a claim, for one item of the pack's list. */
@Injectable()
export class AddEvidence {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly packs: PackLibrary,
    private readonly queries: ClaimQueries,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * The same content for the same item again is the first one. When it was the last required item,
   * the waiting clocks run on and the claim is assessed again.
   */
  async run(tx: Tx, actor: Actor, input: NewEvidence): Promise<ClaimEvidenceEntity> {
    const claim = await this.changeClaim.lock(tx, input.claimId);
    const pack = await this.packs.pinned(tx, claim);
    const held = await this.queries.evidence(tx, claim);
    const same = held.find(
      ({ item, sha256 }) => item === input.item && sha256 === input.file.sha256,
    );
    if (same !== undefined) return same;
    const label = requireWelcome(claim, pack, input, held.length);
    const evidence = this.row(claim, actor, input);
    await tx.insert(ClaimEvidenceEntity, evidence);
    await this.audit.record(tx, {
      lane: claim.lane,
      actor,
      action: 'evidence.added',
      objectId: claim.id,
      facts: { evidenceId: evidence.id, item: input.item, sha256: input.file.sha256 },
    });
    const asked = claimForEvidence(claim, {
      milestones: await this.queries.milestones(tx, claim),
      circumstances: await this.queries.circumstances(tx, claim),
    });
    const before = held.map(({ item }) => item);
    const missing = (items: readonly string[]): EvidenceState[] =>
      evidenceChecklist(pack, asked, items, []).filter(
        ({ required, state }) => required && state === 'missing',
      );
    const completes = missing(before).length > 0 && missing([...before, input.item]).length === 0;
    await this.changeClaim.apply(tx, claim, {
      actor,
      event: { kind: 'evidence.added', summary: CLAIM_TEXTS.evidenceAdded(label, input.fileName) },
    });
    if (completes) await this.goOn(tx, claim, actor);
    return evidence;
  }

  /**
   * All required evidence is here: paused clocks run on, and those that wait for that start, unless
   * the claim was decided without it and nothing is left to be checked.
   */
  private async goOn(tx: Tx, claim: ClaimEntity, actor: Actor): Promise<void> {
    const waited = claim.status === 'awaiting_claimant';
    const undecided = isUndecided(claim.status);
    await this.changeClaim.apply(tx, claim, {
      actor,
      ...(waited ? { to: 'assessing' as const, nextStep: 'assess' as const } : {}),
      clocks: (facts, rules) => {
        const moved = undecided ? clocksAtCompletion : clocksAfterWaiting;
        return moved(this.clock.now(), facts, rules);
      },
      event: { kind: 'evidence.complete', summary: CLAIM_TEXTS.documentsComplete },
    });
    if (waited) await enqueue(tx, assessClaimJob, { claimId: claim.id });
  }

  private row(claim: ClaimEntity, actor: Actor, input: NewEvidence): ClaimEvidenceEntity {
    const uploadedAt = this.clock.now();
    return {
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
      uploadedAt,
    };
  }
}

/** Refuses evidence that nobody asks for; returns the item's name. */
function requireWelcome(
  claim: ClaimEntity,
  pack: Pack,
  { item }: NewEvidence,
  heldCount: number,
): { en: string; 'zh-CN': string } {
  if (isSettledStatus(claim.status)) {
    throw new DomainError('conflict', 'evidence.claim_settled', {
      en: `The claim is "${claim.status}"; evidence can be added while it is open.`,
      'zh-CN': `索赔状态为“${claim.status}”，仅在处理期间可补充材料。`,
    });
  }
  if (heldCount >= FILES_PER_CLAIM_MAX) {
    throw new DomainError('conflict', 'evidence.too_many', {
      en: `A claim holds at most ${String(FILES_PER_CLAIM_MAX)} files.`,
      'zh-CN': `每份索赔最多 ${String(FILES_PER_CLAIM_MAX)} 个文件。`,
    });
  }
  const rule = pack.evidence.find(({ id }) => id === item);
  if (rule !== undefined) return rule.label;
  const known = pack.evidence.map(({ id }) => id).join(', ');
  throw new DomainError(
    'unprocessable',
    'evidence.unknown_item',
    {
      en: `"${item}" is not on this claim's evidence list. It has: ${known}.`,
      'zh-CN': `材料清单中没有“${item}”，可选：${known}。`,
    },
    { field: 'item', saw: item },
  );
}
