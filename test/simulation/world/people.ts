import { ClaimEntity, isUnpayable } from '@app/claims';
import { DomainError } from '@app/kernel';
import { PayoutEntity } from '@app/payouts';
import { SYSTEM } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { USUAL_LIMITS } from '../../../libs/audit/src/domain/limits';
import {
  isResolvable,
  resolutionState,
  resolutionTerms,
} from '../../../libs/payouts/src/domain/resolution';
import type { SaidOutcome } from '../../../libs/payouts/src/domain/resolution';
import { lockPayout } from '../../../libs/payouts/src/lock-payout';
import { PayoutResolutionApprovalEntity } from '../../../libs/payouts/src/persistence/payout-resolution-approval.entity';
import { PayoutResolutionEntity } from '../../../libs/payouts/src/persistence/payout-resolution.entity';
import type { Dice } from '../dice';
import type { MemoryDatabase } from '../memory/memory-database';
import type { MemoryTx } from '../memory/memory-tx';
import { keepAccount } from './case-data';
import type { Operations } from './operations';
import { Violation } from './violation';
import type { Watch } from './watch';

/** Something that somebody does, as a request to a process. */
export type Act = (operations: Operations) => Promise<void>;

const CLAIMANT = person('u_1', 'claimant');
const STAFF = ['u_2', 'u_3', 'u_4'].map((id) => person(id, 'approver'));
const TO_BE_SENT_AGAIN = { outcome: 'resend_same_key', transferId: null, settledAt: null } as const;
const NOTE = 'As the statement of the day says.';

/**
 * Claimants and staff. They are honest, act at any time, often two at once, and come late: what
 * they saw may have changed, and then they are refused.
 */
export class People {
  /** When the statements of the day came in, which name what came back; null until then. */
  statementAtMs: number | null = null;

  constructor(
    private readonly database: MemoryDatabase,
    private readonly watch: Watch,
    private readonly world: { readonly dice: Dice; readonly nowMs: number },
    private readonly rails: readonly string[],
  ) {}

  /** What somebody could do now; null when nobody has anything to do. */
  nextAct(): Act | null {
    const { dice, nowMs } = this.world;
    const acts: Act[] = [];
    for (const payout of this.database.committed(PayoutEntity)) {
      const act = this.aboutPayout(payout, new Date(nowMs));
      if (act !== null) acts.push(act);
    }
    for (const claim of this.database.committed(ClaimEntity)) {
      if (isUnpayable(claim)) acts.push(this.aboutClaim(claim));
    }
    return acts.length === 0 ? null : dice.pick(acts);
  }

  private aboutPayout(payout: PayoutEntity, now: Date): Act | null {
    const { id: payoutId, status } = payout;
    if (this.cameBackUnheard(payout)) {
      return (operations) => this.bookReturn(operations, payout);
    }
    const isOpen = isResolvable(payout, resolutionTerms(USUAL_LIMITS, now));
    if (!isOpen && (status !== 'unknown' || this.world.dice.chance(0.8))) return null;
    const truth = isOpen ? this.truthOf(payout, now) : TO_BE_SENT_AGAIN;
    if (truth === null) return null;
    const said = this.openResolution(payout);
    if (said !== null) {
      const verdict = said.outcome === truth.outcome ? 'approve' : 'return';
      const given = { payoutId, number: said.number, verdict, note: NOTE } as const;
      return ({ unitOfWork, approveResolution }) =>
        this.ask(unitOfWork.transaction((tx) => approveResolution.run(tx, this.anybody(), given)));
    }
    const evidence = { kind: 'rail_portal', reference: 'p. 1', note: NOTE } as const;
    const proposal = { ...truth, payoutId, evidence };
    return ({ unitOfWork, proposeResolution }) =>
      this.ask(unitOfWork.transaction((tx) => proposeResolution.run(tx, this.anybody(), proposal)));
  }

  /** The claimant names an account, or somebody of the staff orders the payout again. */
  private aboutClaim({ id: claimId }: ClaimEntity): Act {
    const { dice } = this.world;
    if (dice.chance(0.2)) {
      return (operations) =>
        operations.unitOfWork.transaction((tx) => this.nameAccount(tx, operations, claimId));
    }
    const wish = { claimId, reason: NOTE };
    return ({ unitOfWork, reorderPayouts }) =>
      this.ask(unitOfWork.transaction((tx) => reorderPayouts.run(tx, this.anybody(), wish)));
  }

  /** As `ChangePayoutMethod` does it for a claim whose payout could not be made. */
  private async nameAccount(tx: Tx, { changeClaim }: Operations, claimId: string): Promise<void> {
    const { dice, nowMs } = this.world;
    const claim = await changeClaim.lock(tx, claimId);
    if (!isUnpayable(claim)) return;
    const { payoutMethod: now, lane } = claim;
    const key = { lane, claimId, position: now.route === 'account' ? now.position + 1 : 0 };
    const rail = dice.pick(this.rails);
    const kept = await keepAccount(tx as unknown as MemoryTx, key, rail, new Date(nowMs));
    await changeClaim.apply(tx, claim, {
      ...{ actor: CLAIMANT, command: 'change_payout_method', nextStep: 'order_again' },
      set: { payoutMethod: kept },
    });
  }

  /** What they know is old, so that they may be refused; what is wrong they do not say. */
  private async ask(request: Promise<unknown>): Promise<void> {
    try {
      await request;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }

  /**
   * What became of a payout, by the books of its rail; null while it may still change: a request
   * may be on its way for as long as the rail needs to show it.
   */
  private truthOf({ id, updatedAt }: PayoutEntity, now: Date): SaidOutcome | null {
    const transfer = this.watch.transfersOf(id).find(({ status }) => status !== 'failed');
    if (transfer?.status === 'accepted') return null;
    if (transfer !== undefined) {
      const settledAt = new Date(transfer.settledAtMs ?? 0);
      return { outcome: 'settled', transferId: transfer.id, settledAt };
    }
    if (now.getTime() - updatedAt.getTime() < LOOK_AFTER_MS) return null;
    return { outcome: 'failed', transferId: null, settledAt: null };
  }

  private openResolution(payout: PayoutEntity): PayoutResolutionEntity | null {
    const approvals = this.database.committed(PayoutResolutionApprovalEntity);
    const said = this.database
      .committed(PayoutResolutionEntity)
      .filter(({ payoutId }) => payoutId === payout.id)
      .find((one) => {
        const approval = approvals.find(
          ({ payoutId, number }) => payoutId === payout.id && number === one.number,
        );
        return resolutionState(one, approval ?? null, payout) === 'open';
      });
    return said ?? null;
  }

  /**
   * The statement says that it came back, and its rail could not be asked about that: it had
   * forgotten the key, or people had the payout in hand. What a rail can say nobody books by hand.
   */
  private cameBackUnheard({ id, status, nextActionAt }: PayoutEntity): boolean {
    if (this.statementAtMs === null || status !== 'settled' || nextActionAt !== null) return false;
    const askedByMs = this.statementAtMs + ASKED_WITHIN_MS;
    const approvals = this.database.committed(PayoutResolutionApprovalEntity);
    const wasInHands = approvals.some(({ payoutId }) => payoutId === id);
    return this.watch
      .transfersOf(id)
      .some((one) => one.status === 'returned' && (wasInHands || one.forgottenAtMs < askedByMs));
  }

  private async bookReturn(
    { unitOfWork, applyAnswer }: Operations,
    { id }: PayoutEntity,
  ): Promise<void> {
    await unitOfWork.transaction(async (tx) => {
      const payout = await lockPayout(tx, id);
      if (payout === null) throw new Violation(`Payout ${id} is gone.`);
      if (!this.cameBackUnheard(payout)) return;
      const at = new Date(this.world.nowMs);
      await applyAnswer.run(tx, payout, { answer: { found: 'not_paid' }, by: SYSTEM, at });
    });
  }

  private anybody(): Actor {
    return this.world.dice.pick(STAFF);
  }
}

/** Longer than any request is on its way, with clocks that are off. */
const LOOK_AFTER_MS = 900_000;
/** So long at most it takes until a rail is asked about what a statement says. */
const ASKED_WITHIN_MS = 3_600_000;

function person(id: string, role: Actor['role']): Actor {
  return { id, role, name: id, partyId: null, personId: id };
}
