import type { Role } from './roles';

/** Who is asking: a signed-in person or institution, or the system itself in a job. */
export interface Actor {
  readonly id: string;
  readonly role: Role | 'system';
  readonly name: string;
  /** The payer identity of a claimant: the one whose payments are theirs. */
  readonly partyId: string | null;
  /** The human behind the account: two accounts of one human share it. Four eyes count persons. */
  readonly personId: string;
}

/** Who acts in jobs: automatic assessment, payouts, clocks. */
export const SYSTEM: Actor = {
  id: 'system',
  role: 'system',
  name: 'Ganpei',
  partyId: null,
  personId: 'system',
};
