import { Injectable } from '@nestjs/common';

import { Limits } from '@app/audit';
import { Clock, laneOfSeed } from '@app/kernel';
import { ChangeClaimed } from '@app/payments';
import type { Actor, Reads, Tx } from '@app/platform';
import { PackLibrary, PinVersion } from '@app/programs';

import { choosePack } from './choose-pack';
import { requireClaimable } from '../domain/claimable-payments';
import { DEFAULT_CLAIMANT_KIND, claimantKinds, requireClaimantKind } from '../domain/claimant-kind';
import { requireUnclaimed } from '../domain/earlier-claims';
import { requireWithinDay } from '../domain/filing-limits';
import {
  claimantOf,
  incidentForStaff,
  noSuchIncident,
  requireDiscovered,
} from '../domain/filing-rules';
import { within } from '../domain/nested-refusal';
import { requirePayable } from '../domain/payout-method';
import { representationBy, requireReachable } from '../domain/representation';
import { requireKinds } from '../domain/vulnerability';
import type { Filing, NewClaim } from './filing';
import { FilingQueries } from './filing.queries';
import { IncidentQueries } from '../incidents.queries';
import { lockParty } from '../lock-party';
import { requireNotOwn } from '../own-parties';

/** Says whether a claim may be filed as it is written, before anything of it is kept. */
@Injectable()
export class FilingCheck {
  constructor(
    private readonly changeClaimed: ChangeClaimed,
    private readonly limits: Limits,
    private readonly packs: PackLibrary,
    private readonly pinVersion: PinVersion,
    private readonly filings: FilingQueries,
    private readonly incidents: IncidentQueries,
    private readonly clock: Clock,
  ) {}

  /**
   * Locks the party's filings and then the payments, for the rest of the transaction. That the
   * payments are the claimant's own comes first: nothing else is looked at, and nothing counted,
   * for somebody who cannot show a payment. Refuses what `requireNotOwn`, `requireClaimable`,
   * `requireWithinDay`, `choosePack`, `PinVersion`, `requireUnclaimed` and the rules for who files
   * refuse.
   */
  async run(tx: Tx, actor: Actor, input: NewClaim): Promise<Filing> {
    const partyId = claimantOf(actor, input.claimantPartyId);
    await requireNotOwn(tx, actor, { claimantPartyId: partyId });
    await lockParty(tx, 'claims', partyId);
    const paymentIds = input.lines.map(({ paymentId }) => paymentId);
    const locked = await this.changeClaimed.lock(tx, paymentIds, { payerId: partyId });
    const payments = requireClaimable(input.lines, locked, partyId);
    const filedAt = this.clock.now();
    await this.requireRoom(tx, partyId, filedAt);
    requireDiscovered(input.discoveredAt, filedAt);
    const paidAt = new Date(Math.min(...payments.map((payment) => payment.paidAt.getTime())));
    // A version that another process has published counts from its first moment.
    await this.packs.refresh(tx);
    const pack = choosePack(this.packs, input, { paidAt, filedAt, payments });
    // Kept for the version and not for the claim: the first one under it pins it.
    await this.pinVersion.run(tx, pack);
    await this.requireUnclaimed(tx, { input, payments, pack, partyId });
    const representation = representationBy(actor.role, input.representation);
    if (input.proxy !== undefined) requireReachable(input.proxy);
    const { vulnerability } = input;
    if (vulnerability !== undefined) within('vulnerability', () => requireKinds(vulnerability));
    await this.requireIncident(tx, actor, input.incidentId);
    const kinds = claimantKinds(this.packs.list());
    const claimantKind = requireClaimantKind(input.claimantKind ?? DEFAULT_CLAIMANT_KIND, kinds);
    const payers = payments.map(({ payerName }) => payerName);
    const payoutMethod = within('payoutMethod', () =>
      requirePayable(input.payoutMethod, { pack, payers }),
    );
    const who = { actor, input, partyId, claimantKind, representation };
    return { ...who, payments, pack, payoutMethod, filedAt };
  }

  /** What was refused under another promise can be claimed under this one. */
  private async requireUnclaimed(
    tx: Tx,
    { input, payments, pack, partyId }: Pick<Filing, 'input' | 'payments' | 'pack' | 'partyId'>,
  ): Promise<void> {
    const ids = payments.map(({ id }) => id);
    const earlier = await this.filings.earlierLines(tx, laneOfSeed(partyId), ids);
    if (earlier.length === 0) return;
    const { lossType } = input;
    payments.forEach((payment, index) => {
      const money = input.lines[index]?.money;
      if (money === undefined) return;
      const asked = { index, money, lossType, packId: pack.packId };
      requireUnclaimed(payment, asked, earlier);
    });
  }

  private async requireRoom(reads: Reads, partyId: string, now: Date): Promise<void> {
    const { claimsPerPartyPerDay: claimsMax } = await this.limits.current(reads);
    const oldest = await this.filings.nthNewestFiledAt(reads, partyId, claimsMax);
    requireWithinDay(oldest, { claimsMax, now });
  }

  /** Only those who may read incidents may name one, so that nobody finds out which there are. */
  private async requireIncident(
    reads: Reads,
    { role }: Actor,
    incidentId: string | undefined,
  ): Promise<void> {
    if (incidentId === undefined) return;
    if (role === 'claimant') throw incidentForStaff();
    if ((await this.incidents.byId(reads, incidentId)) === null) throw noSuchIncident(incidentId);
  }
}
