import { DomainError } from '@app/kernel';

/** Who files: as much of an actor as that depends on. */
export interface Filer {
  readonly role: string;
  readonly partyId: string | null;
}

/**
 * Whose payments a claim is about: a claimant's own, or those of whom an agent names. Else
 * `claim.claimant_unclear`.
 */
export function claimantOf(filer: Filer, named: string | null): string {
  const partyId = filer.role === 'claimant' ? filer.partyId : named;
  if (partyId !== null && (filer.role !== 'claimant' || [null, partyId].includes(named))) {
    return partyId;
  }
  throw new DomainError(
    'invalid',
    'claim.claimant_unclear',
    {
      en: 'An agent names the claimant in "claimantPartyId"; a claimant files for nobody else.',
      'zh-CN': '客服代为提交时须填写 claimantPartyId；索赔人只能为自己提交。',
    },
    { field: 'claimantPartyId' },
  );
}

/** Refuses a loss that was discovered after now: `claim.discovered_in_the_future`. */
export function requireDiscovered(discoveredAt: Date, now: Date): void {
  if (discoveredAt <= now) return;
  throw new DomainError(
    'unprocessable',
    'claim.discovered_in_the_future',
    {
      en: 'The loss cannot have been discovered in the future. Check the date and its time zone.',
      'zh-CN': '发现损失的时间不能晚于现在，请检查日期和时区。',
    },
    { field: 'discoveredAt', saw: discoveredAt.toISOString() },
  );
}

/** An incident that a claimant names at filing: they are told nothing of incidents. */
export function incidentForStaff(): DomainError {
  return new DomainError(
    'forbidden',
    'incident.for_staff',
    {
      en: 'Only the service desk says which incident a claim belongs to. Leave "incidentId" out.',
      'zh-CN': '索赔所属的事件仅由客服填写，请勿填写 incidentId。',
    },
    { field: 'incidentId' },
  );
}

export function noSuchIncident(saw: string): DomainError {
  return new DomainError(
    'not_found',
    'incident.not_found',
    {
      en: 'There is no such incident. GET /v1/incidents lists those that there are.',
      'zh-CN': '没有该事件，现有事件见 GET /v1/incidents。',
    },
    { field: 'incidentId', saw },
  );
}
