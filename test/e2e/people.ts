import type { Person } from '../support/test-service';
import { ROLES_IN_TABLE, ROUTE_ROLES } from './route-roles.table';
import type { RoleInTable } from './route-roles.table';

/** Who of the demo's people has which role. */
export const PERSON_OF_ROLE: Readonly<Record<RoleInTable, Person>> = {
  claimant: 'lin',
  agent: 'sun',
  reviewer: 'wang',
  approver: 'zhao',
  auditor: 'audit',
  operator: 'ops',
  institution: 'bank',
};

/** Somebody whom a route answers; nobody for a public one. */
export function somebodyFor(route: string): Person | null {
  const [role] = ROUTE_ROLES[route] ?? [];
  return role === undefined ? null : PERSON_OF_ROLE[role];
}

/** Somebody whom a route refuses; nobody when it answers every role. */
export function strangerTo(route: string): Person | null {
  const role = ROLES_IN_TABLE.find((candidate) => !ROUTE_ROLES[route]?.includes(candidate));
  return role === undefined ? null : PERSON_OF_ROLE[role];
}
