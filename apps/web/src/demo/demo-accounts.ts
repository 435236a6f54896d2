import type { TextKey } from '../language/texts-en';

export const DEMO_PASSWORD = 'demo';

/** The accounts of demo mode and what each is for. Outside demo mode none of them may sign in. */
export const DEMO_ACCOUNTS: readonly { readonly username: string; readonly role: TextKey }[] = [
  { username: 'lin@demo.ganpei', role: 'role.claimant.first' },
  { username: 'chen@demo.ganpei', role: 'role.claimant' },
  { username: 'wang@demo.ganpei', role: 'role.reviewer' },
  { username: 'zhao@demo.ganpei', role: 'role.approver' },
  { username: 'sun@demo.ganpei', role: 'role.agent' },
  { username: 'audit@demo.ganpei', role: 'role.auditor' },
  { username: 'ops@demo.ganpei', role: 'role.operator' },
];
