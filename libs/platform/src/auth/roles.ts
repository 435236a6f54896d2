export const ROLES = [
  'claimant',
  'reviewer',
  'approver',
  'agent',
  'auditor',
  'operator',
  'institution',
] as const;
export type Role = (typeof ROLES)[number];

/**
 * Who may do what: the one matrix. A route names a permission; the sweep test in
 * `test/e2e/route-roles` calls every route as every role and compares.
 */
export const PERMISSIONS = {
  'payments:import': ['operator', 'institution'],
  'payments:read': [
    'claimant',
    'reviewer',
    'approver',
    'agent',
    'auditor',
    'operator',
    'institution',
  ],
  'operations:read': ['operator', 'institution', 'auditor'],
  'claims:file': ['claimant', 'agent'],
  'claims:read': ['claimant', 'reviewer', 'approver', 'agent', 'auditor', 'operator'],
  'claims:withdraw': ['claimant', 'agent'],
  'claims:close': ['reviewer', 'approver'],
  'clocks:pause': ['reviewer', 'approver'],
  'milestones:record': ['reviewer', 'approver', 'agent', 'institution'],
  // They may say that somebody is vulnerable, and move an award: for those who decide.
  'circumstances:record': ['reviewer', 'approver'],
  'circumstances:read': ['reviewer', 'approver'],
  'evidence:add': ['claimant', 'agent'],
  'evidence:read': ['claimant', 'reviewer', 'approver', 'agent', 'auditor'],
  'assessment:read': ['reviewer', 'approver', 'auditor'],
  'review:queue': ['reviewer', 'approver', 'auditor'],
  'claims:decide': ['reviewer', 'approver'],
  'decisions:approve': ['approver'],
  'payouts:read': ['claimant', 'reviewer', 'approver', 'agent', 'auditor', 'operator'],
  'programs:read': [
    'claimant',
    'reviewer',
    'approver',
    'agent',
    'auditor',
    'operator',
    'institution',
  ],
  // A dry run; nothing is stored, and nobody's case is shown.
  'programs:evaluate': ['reviewer', 'operator', 'auditor'],
  'programs:compare': ['operator', 'auditor'],
  'programs:propose': ['operator'],
  'programs:approve': ['approver', 'operator'],
  'programs:proposals': ['approver', 'operator', 'auditor'],
  'funds:contribute': ['operator'],
  'ledger:close': ['operator'],
  'ledger:read': ['auditor', 'reviewer', 'approver', 'operator'],
  // Hashes and signatures tell nothing of a case; the more people keep them, the better.
  'log:read': ['claimant', 'reviewer', 'approver', 'agent', 'auditor', 'operator', 'institution'],
  'log:entries': ['auditor', 'operator'],
  'metrics:read': ['auditor', 'operator'],
  'reports:read': ['auditor', 'operator', 'reviewer', 'approver'],
} as const satisfies Record<string, readonly Role[]>;
export type Permission = keyof typeof PERMISSIONS;

/** Whether a role may do something. */
export function isAllowed(role: Role, permission: Permission): boolean {
  return (PERMISSIONS[permission] as readonly Role[]).includes(role);
}
