import { PostEvents } from '@app/accounting';
import { AuditTrail, Limits } from '@app/audit';
import type { LimitValues } from '@app/audit';
import { AppealQueries, ChangeClaim, ClaimingQueries, PayoutMethodQueries } from '@app/claims';
import { Clock } from '@app/kernel';
import { HoldAllotment, MoveAllotment, PostJournals } from '@app/ledger';
import {
  AdvancePayout,
  ApproveResolution,
  AskNow,
  OpenPayouts,
  ProposeResolution,
  RailDirectory,
  ReceiveNotice,
  RefillAllotment,
  ReorderPayouts,
} from '@app/payouts';
import type { PayoutRail } from '@app/payouts';
import { AccountStanding, UnitOfWork } from '@app/platform';

import { USUAL_LIMITS } from '../../../libs/audit/src/domain/limits';
import { AwardedPayments } from '../../../libs/payouts/src/awarded-payments';
import { ApplyAnswer } from '../../../libs/payouts/src/operations/apply-answer';
import { FollowPayout } from '../../../libs/payouts/src/operations/follow-payout';
import { GatherAllotment } from '../../../libs/payouts/src/operations/gather-allotment';
import { GiveUpPayout } from '../../../libs/payouts/src/operations/give-up-payout';
import { RecordAnswer } from '../../../libs/payouts/src/operations/record-answer';
import { SubmitPayout } from '../../../libs/payouts/src/operations/submit-payout';
import { Payees } from '../../../libs/payouts/src/payees';
import { ReorderQueries } from '../../../libs/payouts/src/reorder.queries';
import { ResolutionQueries } from '../../../libs/payouts/src/resolution.queries';
import { MemoryJournals } from './books';
import { BareAwardedPayments, BareChangeClaim } from './claims';
import { Parts } from './parts';
import type { PlantedBug } from './planted-bugs';
import { WorkerUnitOfWork } from './worker';
import type { Worker } from './worker';

/** What is played as it is; the lib's other parts are not of this world. */
const PLAYED = new Set([
  ...[AdvancePayout, SubmitPayout, RecordAnswer, GiveUpPayout, ApplyAnswer, FollowPayout],
  ...[OpenPayouts, ReceiveNotice, AskNow, RefillAllotment, HoldAllotment, MoveAllotment],
  ...[ProposeResolution, ApproveResolution, ReorderPayouts, ReorderQueries, ResolutionQueries],
  ...[GatherAllotment, Payees, PostEvents, AuditTrail],
]);

interface Given {
  readonly ways: readonly PayoutRail[];
  readonly limits: Partial<LimitValues>;
  readonly bug: PlantedBug | null;
}

/** What is done in a process; each is put together when it is wanted. */
export class Operations {
  constructor(private readonly parts: Parts) {}

  get unitOfWork(): UnitOfWork {
    return this.parts.get(UnitOfWork);
  }

  get changeClaim(): ChangeClaim {
    return this.parts.get(ChangeClaim);
  }

  get openPayouts(): OpenPayouts {
    return this.parts.get(OpenPayouts);
  }

  get advancePayout(): AdvancePayout {
    return this.parts.get(AdvancePayout);
  }

  get refillAllotment(): RefillAllotment {
    return this.parts.get(RefillAllotment);
  }

  get receiveNotice(): ReceiveNotice {
    return this.parts.get(ReceiveNotice);
  }

  get applyAnswer(): ApplyAnswer {
    return this.parts.get(ApplyAnswer);
  }

  get proposeResolution(): ProposeResolution {
    return this.parts.get(ProposeResolution);
  }

  get approveResolution(): ApproveResolution {
    return this.parts.get(ApproveResolution);
  }

  get reorderPayouts(): ReorderPayouts {
    return this.parts.get(ReorderPayouts);
  }
}

type Part = readonly [abstract new (...parts: never[]) => unknown, unknown];

export function operationsOf(worker: Worker, { ways, limits, bug }: Given): Operations {
  const given: readonly Part[] = [
    [Clock, worker],
    [UnitOfWork, new WorkerUnitOfWork(worker)],
    [ChangeClaim, new BareChangeClaim(worker)],
    [Limits, new SetLimits(limits)],
    [AppealQueries, Object.create(NoAppeals.prototype)],
    [AccountStanding, new SteadyAccounts()],
    [ClaimingQueries, new OtherPeople()],
    [PostJournals, new MemoryJournals()],
    [RailDirectory, new RailDirectory(ways.map((way) => bug?.rail?.(way) ?? way))],
    [AwardedPayments, new BareAwardedPayments()],
  ];
  const parts = new Parts(given, PLAYED);
  if (bug === null) return new Operations(parts);
  return new Operations(new Parts([...given, ...wrong(parts, bug)], PLAYED));
}

/** What stands in the place of right parts. */
function wrong(parts: Parts, bug: PlantedBug): Part[] {
  const { askNow, awarded, moveAllotment, payees, recorder } = bug;
  const wrongs: Part[] = [];
  if (askNow !== undefined) wrongs.push([AskNow, askNow()]);
  if (awarded !== undefined) wrongs.push([AwardedPayments, awarded()]);
  if (moveAllotment !== undefined) wrongs.push([MoveAllotment, moveAllotment()]);
  if (payees !== undefined) wrongs.push([Payees, payees(parts.get(PayoutMethodQueries))]);
  if (recorder !== undefined) {
    wrongs.push([RecordAnswer, recorder(parts.get(RecordAnswer), parts.get(UnitOfWork))]);
  }
  return wrongs;
}

class SetLimits extends Limits {
  private readonly values: LimitValues;

  constructor(set: Partial<LimitValues>) {
    super(false);
    this.values = { ...USUAL_LIMITS, ...set };
  }

  override current(): Promise<LimitValues> {
    return Promise.resolve(this.values);
  }
}

class NoAppeals extends AppealQueries {
  override live(): Promise<null> {
    return Promise.resolve(null);
  }
}

/** Nobody loses their account or role here. */
class SteadyAccounts extends AccountStanding {
  override require(): Promise<void> {
    return Promise.resolve();
  }
}

/** Whoever decides here claims nothing. */
class OtherPeople extends ClaimingQueries {
  override requireNoHand(): Promise<void> {
    return Promise.resolve();
  }
}
