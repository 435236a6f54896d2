import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { PostEvents } from '@app/accounting';
import { AuditTrail } from '@app/audit';
import { ChangeClaim, ClaimQueries, ClaimingQueries } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { Money } from '@app/money';
import { PaymentQueries } from '@app/payments';
import { GoodwillQueries, JudgeGoodwill, ProposeGoodwill } from '@app/payouts';
import type { GoodwillGround, PayoutEntity } from '@app/payouts';
import { AccountStanding } from '@app/platform';
import type { Actor, Config } from '@app/platform';
import { PACKS_FOLDER } from '@app/programs';
import type { Pack } from '@app/programs';

import { GrantGoodwill } from '../../libs/payouts/src/goodwill/operations/grant-goodwill';
import type { GoodwillGrantEntity } from '../../libs/payouts/src/goodwill/persistence/goodwill-grant.entity';
import { claimNow, decide, payoutsOf, reviewedCase } from './cases';
import { paidOut } from './lives';
import type { TestOperations } from './test-operations';

const DEMO = join(PACKS_FOLDER, 'cn-wallet-theft-guarantee', '0.1.0.json');
const LATE_PACK_ID = 'test-late';
const DAY_MS = 86_400_000;

/** What the late decision of the test pack pays at most, and one person may give. */
export const LATE_MOST = 5_000n;
export const ALONE_MOST = 6_000n;

/** Makes an installation offer a pack that pays for a late decision, and lets one person give. */
export function offeringLatePack(): Pick<Config, 'programs'> {
  const demo = JSON.parse(readFileSync(DEMO, 'utf8')) as Pack;
  const latePays = { fixedMinor: '500', perDayMinor: '1000', upToMinor: String(LATE_MOST) };
  const pack = {
    ...demo,
    packId: LATE_PACK_ID,
    clocks: demo.clocks.map((clock) => (clock.id === 'decide' ? { ...clock, latePays } : clock)),
    approval: { ...demo.approval, goodwillUpToMinor: String(ALONE_MOST) },
  };
  const packsDir = join(tmpdir(), `ganpei-late-pack-${String(process.pid)}`);
  mkdirSync(join(packsDir, LATE_PACK_ID), { recursive: true });
  writeFileSync(join(packsDir, LATE_PACK_ID, '0.1.0.json'), JSON.stringify(pack));
  const offered = [LATE_PACK_ID, 'cn-wallet-theft-guarantee'];
  return { programs: { packsDir, calendarsFile: null, offered } };
}

/** Who gives what beside an award, over the rail of the test. */
export class GoodwillSteps {
  private readonly proposeGoodwill: ProposeGoodwill;
  private readonly judgeGoodwill: JudgeGoodwill;

  constructor(private readonly ops: TestOperations) {
    const grant = new GrantGoodwill(
      ops.get(PostEvents),
      ops.get(ChangeClaim),
      ops.get(ClaimQueries),
      ops.get(PaymentQueries),
      ops.openPayouts,
      ops.clock,
    );
    const shared = [
      ...([ops.get(AccountStanding), ops.get(ChangeClaim), ops.get(ClaimingQueries)] as const),
      ...([ops.get(GoodwillQueries), grant, ops.get(AuditTrail), ops.clock] as const),
    ] as const;
    this.proposeGoodwill = new ProposeGoodwill(...shared);
    this.judgeGoodwill = new JudgeGoodwill(...shared);
  }

  /** A paid claim whose decision came weeks late. */
  async paidLate(): Promise<ClaimEntity> {
    const { ops } = this;
    const claim = await reviewedCase(ops);
    ops.clock.moveOn(30 * DAY_MS);
    await decide(ops, await claimNow(ops, claim));
    return paidOut(ops, await claimNow(ops, claim));
  }

  propose(
    { id: claimId }: Pick<ClaimEntity, 'id'>,
    amountMinor: bigint | null,
    wish: { readonly by?: Actor; readonly ground?: GoodwillGround } = {},
  ): Promise<GoodwillGrantEntity> {
    const ground = wish.ground ?? (amountMinor === null ? 'lateness' : 'goodwill');
    const money = amountMinor === null ? null : Money.of(amountMinor, 'CNY');
    const input = { claimId, ground, money, reason: 'You had to call three times.' };
    const by = wish.by ?? this.ops.staff.wang;
    return this.ops.transaction((tx) => this.proposeGoodwill.run(tx, by, input));
  }

  judge(
    { claimId, id: grantId }: GoodwillGrantEntity,
    by: Actor = this.ops.staff.zhao,
    verdict: 'approve' | 'return' = 'approve',
  ): Promise<void> {
    const input = { claimId, grantId, verdict, note: 'Seen.' };
    return this.ops.transaction((tx) => this.judgeGoodwill.run(tx, by, input));
  }

  /** The orders of a claim for what is given beside its award. */
  async ordersOf(claim: Pick<ClaimEntity, 'id'>): Promise<PayoutEntity[]> {
    return (await payoutsOf(this.ops, claim)).filter(({ kind }) => kind === 'goodwill');
  }
}
