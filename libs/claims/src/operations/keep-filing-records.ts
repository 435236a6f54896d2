import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import type { Tx } from '@app/platform';

import { CLAIM_TEXTS } from '../domain/claim-texts';
import { contactKeys } from '../domain/contact-search';
import type { PayoutMethod } from '../domain/payout-method';
import type { Filing } from '../filing/filing';
import { ClaimContactEntity } from '../persistence/claim-contact.entity';
import { ClaimProxyEntity } from '../persistence/claim-proxy.entity';
import { ClaimRepresentationEntity } from '../persistence/claim-representation.entity';
import { ClaimVulnerabilityEntity } from '../persistence/claim-vulnerability.entity';
import type { ClaimEntity } from '../persistence/claim.entity';
import { ChangeClaim } from './change-claim';
import { ClaimLinks } from './claim-links';
import { KeepPayoutMethod } from './keep-payout-method';

/**
 * Keeps what a filing says of the claimant: how to reach them, who files and speaks for them, what
 * they need, where an award is to go. What can also be said later leaves the same records as then.
 */
@Injectable()
export class KeepFilingRecords {
  constructor(
    private readonly claimLinks: ClaimLinks,
    private readonly keepPayoutMethod: KeepPayoutMethod,
    private readonly changeClaim: ChangeClaim,
    private readonly audit: AuditTrail,
  ) {}

  /** What the row of the claim says of where an award is to go. */
  payoutMethod({ payoutMethod }: Filing): PayoutMethod {
    return this.keepPayoutMethod.keptAs(payoutMethod, 0);
  }

  /** For a claim whose row is kept, and whose timeline has begun. */
  async run(tx: Tx, claim: ClaimEntity, filing: Filing): Promise<void> {
    const { actor, input, representation, filedAt: recordedAt } = filing;
    const key = { lane: claim.lane, claimId: claim.id };
    const { contact, device, proxy } = input;
    await tx.insert(ClaimContactEntity, { ...key, ...contact, searchKeys: contactKeys(contact) });
    const { email, phone } = contact;
    await this.claimLinks.keep(tx, claim, { device: device?.id ?? null, email, phone });
    if (representation !== null) {
      const said = { ...representation, agentId: actor.id, recordedAt };
      await tx.insert(ClaimRepresentationEntity, { ...key, ...said });
    }
    if (proxy !== undefined) await tx.insert(ClaimProxyEntity, { ...key, ...proxy });
    await this.keepVulnerability(tx, claim, filing);
    await this.keepAccount(tx, claim, filing);
  }

  private async keepVulnerability(tx: Tx, claim: ClaimEntity, filing: Filing): Promise<void> {
    const { actor, input, filedAt: recordedAt } = filing;
    const { kinds, supportNeeds } = input.vulnerability ?? { kinds: [], supportNeeds: null };
    if (kinds.length === 0) return;
    const { lane, id: claimId } = claim;
    const position = 0;
    const by = { actorId: actor.id, actorRole: actor.role, recordedAt };
    const said = { lane, claimId, position, kinds: [...kinds], supportNeeds, ...by };
    await tx.insert(ClaimVulnerabilityEntity, said);
    const action = 'need_to_know.recorded';
    await this.audit.record(tx, { lane, actor, action, objectId: claimId, facts: { position } });
  }

  /** The account that was named; nothing where the money goes back. */
  private async keepAccount(tx: Tx, claim: ClaimEntity, filing: Filing): Promise<void> {
    const { actor, payoutMethod } = filing;
    const kept = await this.keepPayoutMethod.run(tx, claim, actor, payoutMethod);
    if (kept === null) return;
    const summary = CLAIM_TEXTS.payoutMethod(kept);
    await this.changeClaim.addEvent(tx, claim, actor, { kind: 'payee.changed', summary });
    const about = { lane: claim.lane, actor, objectId: claim.id };
    await this.audit.record(tx, { ...about, action: 'payee.changed', facts: { ...kept } });
  }
}
