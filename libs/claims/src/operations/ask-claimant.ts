import { Injectable } from '@nestjs/common';

import { Clock, newId } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';
import { PackLibrary } from '@app/programs';

import { claimRules } from '../filing/claim-rules';
import { ClaimQueries } from '../claims.queries';
import { endClocks, pauseClocks, startClocks } from '../domain/clock-moves';
import { foldClocks } from '../domain/clocks';
import { EVIDENCE_TEXTS } from '../domain/evidence-texts';
import { nextDueAt } from '../domain/next-due';
import { VICTIM_INFORMATION } from '../domain/pause-reasons';
import { requireItem } from '../domain/welcome-evidence';
import { InformationQueries } from '../evidence/information.queries';
import { ClaimInformationItemEntity } from '../persistence/claim-information-item.entity';
import { ClaimInformationRequestEntity } from '../persistence/claim-information-request.entity';
import type { ClaimEntity } from '../persistence/claim.entity';
import { ChangeClaim } from './change-claim';
import type { ClaimChange } from './change-claim';
import { RemindClaimant } from './remind-claimant';

/** What the claimant is asked for: items of the pinned pack's list. */
export interface Ask {
  /** Whether the assessment asks, or a reviewer. */
  readonly command: 'ask_claimant' | 'request_information';
  readonly items: readonly string[];
  /** What a reviewer writes to the claimant; null when the assessment asks. */
  readonly text: string | null;
  /** What else changes on the claim with it. */
  readonly set?: ClaimChange['set'];
}

/** Asks the claimant for items of the pack's list, and lets the claim wait for them. */
@Injectable()
export class AskClaimant {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly remindClaimant: RemindClaimant,
    private readonly packs: PackLibrary,
    private readonly queries: ClaimQueries,
    private readonly information: InformationQueries,
    private readonly clock: Clock,
  ) {}

  /**
   * An item is written down as asked for once, with the rule that asks for it, and clocks stand
   * still for it once: when all of these were asked for before, the claim waits and its clocks run
   * on. Returns the new request; null when nothing new is asked for.
   */
  async run(
    tx: Tx,
    actor: Actor,
    claim: ClaimEntity,
    { command, items, text, set }: Ask,
  ): Promise<ClaimInformationRequestEntity | null> {
    const { evidence } = await this.packs.pinned(tx, claim);
    const rules = items.map((item) => requireItem(item, evidence));
    const asked = (await this.information.items(tx, claim)).map(({ item }) => item);
    const fresh = rules.filter(({ id }) => !asked.includes(id));
    await this.changeClaim.apply(tx, claim, {
      actor,
      command,
      to: 'awaiting_claimant',
      nextStep: 'add_evidence',
      ...(set === undefined ? {} : { set }),
      clocks: (facts, clockRules) => {
        const at = this.clock.now();
        const pause = { at, reason: VICTIM_INFORMATION };
        return [
          ...endClocks(['forward'], facts, { kind: 'met', at }),
          ...(fresh.length === 0 ? [] : pauseClocks(pause, facts, clockRules)),
          ...startClocks({ name: 'information_requested', at }, facts, clockRules),
        ];
      },
      event: {
        kind: 'claim.evidence_needed',
        summary: EVIDENCE_TEXTS.asked(
          rules.map(({ label }) => label),
          text,
        ),
      },
    });
    await this.remindClaimant.plan(tx, claim);
    if (fresh.length === 0) return null;
    const request = await this.insertRequest(tx, actor, claim, text);
    await tx.insert(
      ClaimInformationItemEntity,
      fresh.map(({ id: item, label, why }, position) => ({
        lane: claim.lane,
        claimId: claim.id,
        item,
        requestId: request.id,
        position,
        label,
        why,
      })),
    );
    return request;
  }

  private async insertRequest(
    tx: Tx,
    actor: Actor,
    claim: ClaimEntity,
    text: string | null,
  ): Promise<ClaimInformationRequestEntity> {
    const askedAt = this.clock.now();
    const request: ClaimInformationRequestEntity = {
      lane: claim.lane,
      id: newId('irq', claim.lane),
      claimId: claim.id,
      text,
      askedBy: actor.id,
      askedByRole: actor.role,
      askedAt,
      dueAt: await this.dueAt(tx, claim, askedAt),
    };
    await tx.insert(ClaimInformationRequestEntity, request);
    return request;
  }

  /** By the pack's own clock for documents, if it has one, or else ten days from now. */
  private async dueAt(tx: Tx, claim: ClaimEntity, now: Date): Promise<Date> {
    const rules = claimRules(await this.packs.pinned(tx, claim), []);
    const clocks = foldClocks(await this.queries.clockFacts(tx, claim), now);
    return nextDueAt('add_evidence', clocks, { now, rules });
  }
}
