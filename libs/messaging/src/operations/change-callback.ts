import { Inject, Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { ChangeClaim } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { Clock, DomainError, isId, laneOfId } from '@app/kernel';
import { CONFIG, SYSTEM } from '@app/platform';
import type { Actor, Config, Tx } from '@app/platform';

import { CallbackPlaces } from '../callbacks/callback-places';
import { CALLBACK_MOVES } from '../domain/callback-moves';
import type { CallbackMove } from '../domain/callback-moves';
import { callbackText } from '../domain/callback-texts';
import { maskedPhone } from '../domain/masked';
import { claimPage } from '../domain/own-addresses';
import { NoticePost } from '../notices/notice-post';
import { CallbackEntity } from '../persistence/callback.entity';
import { SupportDesk } from '../callbacks/support-desk';

/** What is to become of a call-back that this transaction has locked. */
export interface CallbackChange {
  readonly actor: Actor;
  readonly move: CallbackMove;
  readonly set?: Partial<
    Pick<
      CallbackEntity,
      'callee' | 'phone' | 'locale' | 'topic' | 'slotAt' | 'slotEndsAt' | 'lapses'
    >
  >;
}

/** A call-back and its claim, both locked for the rest of the transaction. */
export interface LockedCallback {
  readonly claim: ClaimEntity;
  readonly callback: CallbackEntity;
}

/** The one way to change a call-back: its row, its place, the timeline, and what is told of it. */
@Injectable()
export class ChangeCallback {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly places: CallbackPlaces,
    private readonly notices: NoticePost,
    private readonly desk: SupportDesk,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Locks the claim, then the call-back. `callback.not_found` when there is none. */
  async lock(tx: Tx, callbackId: string): Promise<LockedCallback> {
    const key = isId(callbackId, 'cbk') ? { lane: laneOfId(callbackId), id: callbackId } : null;
    const found = key === null ? null : await tx.findOneBy(CallbackEntity, key);
    if (key === null || found === null) {
      throw new DomainError('not_found', 'callback.not_found', {
        en: 'There is no such call-back.',
        'zh-CN': '没有该回电预约。',
      });
    }
    const claim = await this.changeClaim.lock(tx, found.claimId);
    return { claim, callback: await tx.findOneByOrFail(CallbackEntity, key) };
  }

  /** Applies a move to a call-back that is booked. Its new slot, if any, has a place already. */
  async apply(
    tx: Tx,
    { claim, callback }: LockedCallback,
    change: CallbackChange,
  ): Promise<CallbackEntity> {
    const slotBefore = callback.slotAt;
    const { to, isTry, isForOwner } = CALLBACK_MOVES[change.move];
    const changed: Partial<CallbackEntity> = {
      ...change.set,
      state: to,
      tries: callback.tries + (isTry ? 1 : 0),
      takenBy: null,
      takenAt: null,
      version: callback.version + 1,
      changedAt: this.clock.now(),
    };
    await tx.update(CallbackEntity, { lane: callback.lane, id: callback.id }, changed);
    Object.assign(callback, changed);
    if (to !== 'booked') await this.places.release(tx, callback.id);
    if (isForOwner && claim.snoozedUntil !== null) {
      await this.changeClaim.snooze(tx, claim, { actor: SYSTEM, until: null });
    }
    await this.tell(tx, { claim, callback }, { ...change, slotBefore });
    return callback;
  }

  /** Writes a move into the timeline and the audit trail, and tells the claimant. */
  async tell(
    tx: Tx,
    { claim, callback }: LockedCallback,
    { actor, move, slotBefore }: CallbackChange & { readonly slotBefore: Date },
  ): Promise<void> {
    const { id, slotAt, tries, lapses, version } = callback;
    const { timeZone } = this.desk.hours().calendar;
    const summary = callbackText(move, { slotAt, slotBefore, timeZone });
    await this.changeClaim.addEvent(tx, claim, actor, { kind: `callback.${move}`, summary });
    await this.audit.record(tx, {
      lane: claim.lane,
      actor,
      action: `callback.${move}`,
      objectId: claim.id,
      facts: { callbackId: id, slotAt: slotAt.toISOString(), tries, lapses },
    });
    const { notice } = CALLBACK_MOVES[move];
    if (notice === null) return;
    const values = {
      slot: { at: slotAt.toISOString() },
      missedSlot: { at: slotBefore.toISOString() },
      number: maskedPhone(callback.phone),
      link: claimPage(this.config.publicUrl, claim.reference),
    };
    const causedBy = `${id}.${String(version)}`;
    await this.notices.post(tx, claim, { key: notice, values, causedBy });
  }
}
