import type { NewAccount } from '@app/platform';

/** The password of every demo account. Outside demo mode none of them may sign in. */
export const DEMO_PASSWORD = 'demo';

/** One person per role, and a second claimant. */
export const DEMO_ACCOUNTS: readonly Omit<NewAccount, 'password' | 'demo'>[] = [
  { username: 'lin@demo.ganpei', name: 'Lin', role: 'claimant', partyId: 'u_1001' },
  { username: 'chen@demo.ganpei', name: 'Chen', role: 'claimant', partyId: 'u_1002' },
  { username: 'wang@demo.ganpei', name: 'Wang', role: 'reviewer' },
  { username: 'zhao@demo.ganpei', name: 'Zhao', role: 'approver' },
  { username: 'sun@demo.ganpei', name: 'Sun', role: 'agent' },
  { username: 'audit@demo.ganpei', name: 'Audit', role: 'auditor' },
  { username: 'ops@demo.ganpei', name: 'Ops', role: 'operator' },
];
