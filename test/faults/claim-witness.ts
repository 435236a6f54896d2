import { aClaim, aPayment, aPng, approval, asSeen } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { PersistentClient } from './persistent-client';
import type { Acknowledged, Sightings } from './persistent-client';

const PEOPLE = ['lin', 'chen', 'wang', 'zhao', 'sun', 'audit', 'ops'] as const;
type Cast = Record<(typeof PEOPLE)[number], PersistentClient>;

/** What a claim is to come to. The amounts lie on both sides of the demo pack's limits. */
interface Plot {
  readonly by: 'lin' | 'chen' | 'sun';
  readonly payer: string | null;
  readonly amountMinor: string;
  readonly end: 'paid' | 'denied';
}

/** An agent files for somebody new each time, whose small claims are approved by themselves. */
const PLOTS: readonly Plot[] = [
  { by: 'sun', payer: null, amountMinor: '15000', end: 'paid' },
  { by: 'lin', payer: 'u_1001', amountMinor: '86000', end: 'paid' },
  { by: 'sun', payer: null, amountMinor: '19900', end: 'paid' },
  { by: 'chen', payer: 'u_1002', amountMinor: '32000', end: 'denied' },
  { by: 'sun', payer: null, amountMinor: '510000', end: 'paid' },
  { by: 'chen', payer: 'u_1002', amountMinor: '24000', end: 'paid' },
];

/** A claim that the service acknowledged: from then on it must never be lost or changed. */
export interface WitnessedClaim extends Plot {
  readonly filing: Acknowledged<ClaimJson>;
}

/** Plays claims and notes, outside of the service, all that the service acknowledged. */
export class ClaimWitness {
  readonly claims: WitnessedClaim[] = [];
  private played = 0;
  private isOver = false;

  private constructor(readonly cast: Cast) {}

  static async arrive(url: string, seen: Sightings): Promise<ClaimWitness> {
    const signedIn = PEOPLE.map(async (name) => [
      name,
      await PersistentClient.signIn(url, name, seen),
    ]);
    return new ClaimWitness(Object.fromEntries(await Promise.all(signedIn)) as Cast);
  }

  /** Plays several claims beside each other, one after the other, until `end`. */
  async play(besideEachOther: number): Promise<void> {
    const players = Array.from({ length: besideEachOther }, async () => {
      while (!this.isOver) await this.playOne();
    });
    await Promise.all(players);
  }

  /** Claims under way are played to their decision; no more are filed. */
  end(): void {
    this.isOver = true;
  }

  private async playOne(): Promise<void> {
    const number = (this.played += 1);
    const plot = PLOTS[number % PLOTS.length] ?? PLOTS[0];
    if (plot === undefined) return;
    const witnessed = await this.file(plot, plot.payer ?? `u_kept_${number}`);
    this.claims.push(witnessed);
    const { body: claim } = witnessed.filing;
    for (const { item } of claim.evidence.filter(({ required }) => required)) {
      const file = new File([aPng(`${claim.id} ${item}`)], `${item}.png`, { type: 'image/png' });
      await this.cast[plot.by].upload(`/v1/claims/${claim.id}/evidence`, item, file);
    }
    await this.decide(plot, claim.id);
  }

  private async file(plot: Plot, payer: string): Promise<WitnessedClaim> {
    const { amountMinor } = plot;
    const payments = [aPayment({ amountMinor, payer })];
    const reported = await this.cast.ops.post<{ data: [{ id: string }] }>('/v1/payments', {
      payments,
    });
    const [{ id: paymentId }] = reported.body.data;
    const content = {
      ...aClaim([{ paymentId, amountMinor }]),
      ...(plot.by === 'sun' ? { claimantPartyId: payer } : {}),
    };
    const filing = await this.cast[plot.by].post<ClaimJson>('/v1/claims', content);
    return { ...plot, filing };
  }

  private async decide(plot: Plot, claimId: string): Promise<void> {
    const { wang, zhao, audit } = this.cast;
    const claim = await audit.until<ClaimJson>(
      `/v1/claims/${claimId}`,
      ({ status }) => !['received', 'assessing', 'awaiting_claimant'].includes(status),
    );
    if (claim.status !== 'in_review') return;
    const reason = 'The claimant made the payment after being deceived.';
    const decided = await wang.post<{ id: string; status: string }>(
      `/v1/claims/${claimId}/decisions`,
      plot.end === 'paid'
        ? approval(claim, plot.amountMinor)
        : { outcome: 'deny', lines: [], reason },
      asSeen(claim),
    );
    const { id, status } = decided.body;
    if (status !== 'awaiting_approval') return;
    const verdict = { verdict: 'approve', note: 'Seen.' };
    await zhao.post(`/v1/decisions/${id}/approvals`, verdict);
  }
}
