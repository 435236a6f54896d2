/**
 * Who may call what, written by hand and not derived from the code: a change of a permission has to
 * be made here as well, by somebody who means it. A route that stands in neither list fails the
 * build.
 */
export const ROLES_IN_TABLE = [
  'claimant',
  'agent',
  'reviewer',
  'approver',
  'auditor',
  'operator',
  'institution',
] as const;
export type RoleInTable = (typeof ROLES_IN_TABLE)[number];

/** Answered to anybody, without a token. */
export const PUBLIC_ROUTES: readonly string[] = [
  'GET /healthz',
  'GET /readyz',
  'GET /v1/public/guarantee',
  'GET /v1/public/contact',
  // It tells that we sent a message, and not what it says.
  'GET /v1/public/messages/:code',
  'POST /v1/auth/token',
  // The invitation is the credential.
  'POST /v1/auth/password',
  // The rail's signature is the credential.
  'POST /v1/rails/:rail/webhook',
  // The signature of the chat's adapter is the credential.
  'POST /v1/channels/:channel/inbound',
  // The link's signature is the credential.
  'GET /v1/files/:token',
  'GET /v1/letters',
  // The description of the interface, for machines and for people.
  'GET /openapi.json',
  'GET /docs',
  'GET /docs/',
  'GET /docs/index.html',
  'GET /docs/LICENSE',
  'GET /docs/swagger-ui-init.js',
  'GET /docs/docs/swagger-ui-init.js',
];

const STAFF = ['agent', 'reviewer', 'approver', 'auditor', 'operator'] as const;
const REVIEW = ['reviewer', 'approver'] as const;

/** The roles that each guarded route answers; everybody else is refused. */
export const ROUTE_ROLES: Readonly<Record<string, readonly RoleInTable[]>> = {
  'POST /v1/payments': ['operator', 'institution'],
  'GET /v1/payments': ['claimant', ...STAFF, 'institution'],
  'GET /v1/support/requests/:requestId': ['agent', 'operator', 'auditor'],
  'POST /v1/payers/:payerId/events': ['operator', 'institution'],
  'POST /v1/imports': ['operator', 'institution'],
  'GET /v1/operations/:id': ['operator', 'institution', 'auditor'],
  'GET /v1/operations/:id/errors.csv': ['operator', 'institution', 'auditor'],

  // An agent fills in every field there is; a claimant not those about representation.
  'POST /v1/claims': ['agent', 'claimant'],
  'GET /v1/claims/:id/stream': ['claimant', 'agent', ...REVIEW, 'auditor'],
  'GET /v1/claims/:id/updates': ['claimant', 'agent', ...REVIEW, 'auditor'],
  'GET /v1/review/queue/stream': [...REVIEW, 'auditor'],
  'POST /v1/claims/:id/chat-codes': ['claimant'],
  'GET /v1/inbound-mails': ['agent', 'reviewer', 'approver', 'operator', 'auditor'],
  'GET /v1/inbound-mails/:id': ['agent', 'reviewer', 'approver', 'operator', 'auditor'],
  'POST /v1/inbound-mails/:id/accept': ['agent', 'reviewer', 'approver'],
  // An agent names whose payments it is about.
  'POST /v1/mail-drafts': ['agent', 'claimant'],
  'POST /v1/claim-drafts': ['claimant', 'agent'],
  'GET /v1/claim-drafts': ['claimant', 'agent'],
  'GET /v1/claim-drafts/:id': ['claimant', 'agent'],
  'PUT /v1/claim-drafts/:id': ['claimant', 'agent'],
  'DELETE /v1/claim-drafts/:id': ['claimant', 'agent'],
  'POST /v1/claim-drafts/:id/file': ['claimant', 'agent'],
  'POST /v1/claim-drafts/:id/files': ['claimant', 'agent'],
  'DELETE /v1/claim-drafts/:id/files/:item/:sha256': ['claimant', 'agent'],
  'GET /v1/claims': ['claimant', ...STAFF],
  'GET /v1/claims/:id': ['claimant', ...STAFF],
  'GET /v1/claims/:id/timeline': ['claimant', ...STAFF],
  'POST /v1/claims/:id/withdraw': ['claimant', 'agent'],
  'POST /v1/claims/:id/close': [...REVIEW],
  'GET /v1/claims/:id/appeals': ['claimant', ...STAFF],
  'POST /v1/claims/:id/appeals': ['claimant', 'agent'],
  'POST /v1/claims/:id/reopen': [...REVIEW, 'agent'],
  'POST /v1/claims/:id/merge': [...REVIEW],
  'GET /v1/claims/:id/clocks': ['claimant', ...STAFF],
  'POST /v1/claims/:id/clocks/pause': [...REVIEW],
  'POST /v1/claims/:id/clocks/resume': [...REVIEW],
  'GET /v1/claims/:id/milestones': ['claimant', ...STAFF],
  'POST /v1/claims/:id/milestones': ['agent', ...REVIEW, 'institution'],
  // They may say that somebody is vulnerable: for those who decide, and for nobody else.
  'GET /v1/claims/:id/circumstances': [...REVIEW],
  'POST /v1/claims/:id/circumstances': [...REVIEW],
  'GET /v1/claims/:id/findings': [...REVIEW, 'auditor'],
  'POST /v1/claims/:id/findings': [...REVIEW],
  'GET /v1/claims/:id/vulnerability': ['claimant', 'agent', ...REVIEW],
  'POST /v1/claims/:id/vulnerability': ['claimant', 'agent', ...REVIEW],
  'GET /v1/incidents': [...STAFF],
  'GET /v1/incidents/:id': [...STAFF],
  'POST /v1/incidents': ['agent', ...REVIEW],
  'PUT /v1/claims/:id/incident': ['agent', ...REVIEW],
  'POST /v1/claims/:id/evidence': ['claimant', 'agent'],
  'POST /v1/claims/:id/evidence/uploads': ['claimant', 'agent'],
  'PUT /v1/claims/:id/evidence/uploads/:sha256': ['claimant', 'agent'],
  'POST /v1/claims/:id/evidence/:evidenceId/links': ['claimant', 'agent', ...REVIEW, 'auditor'],
  'GET /v1/claims/:id/information-requests': ['claimant', ...STAFF],
  'POST /v1/claims/:id/information-requests': [...REVIEW],
  'POST /v1/claims/:id/information-requests/:requestId/answers': ['claimant', 'agent'],
  'GET /v1/claims/:id/evidence/:evidenceId/content': ['claimant', 'agent', ...REVIEW, 'auditor'],

  'GET /v1/callback-slots': ['claimant', ...STAFF],
  'GET /v1/claims/:id/callbacks': ['claimant', ...STAFF],
  'POST /v1/claims/:id/callbacks': ['claimant', 'agent'],
  'PUT /v1/callbacks/:id': ['claimant', 'agent'],
  'POST /v1/callbacks/:id/cancel': ['claimant', 'agent'],
  // The telephone numbers of those who want to be called: for whoever calls them.
  'GET /v1/callbacks': ['agent'],
  'POST /v1/callbacks/:id/take': ['agent'],
  'POST /v1/callbacks/:id/calls': ['agent'],

  'GET /v1/review/queue': [...REVIEW, 'auditor'],
  'GET /v1/review/queue/counts': [...REVIEW, 'auditor'],
  'GET /v1/review/queue/news': [...REVIEW, 'auditor'],
  'POST /v1/claims/:id/assign': [...REVIEW],
  'POST /v1/review/assignments': [...REVIEW],
  'POST /v1/claims/:id/snooze': [...REVIEW],
  'POST /v1/claims/:id/unsnooze': [...REVIEW],
  'POST /v1/claims/:id/viewing': ['agent', ...REVIEW, 'operator'],
  'GET /v1/search': [...STAFF],
  'GET /v1/claims/:id/assessment': [...REVIEW, 'auditor'],
  'GET /v1/claims/:id/risk': [...REVIEW, 'auditor'],
  'GET /v1/claims/:id/decisions': [...REVIEW, 'auditor'],
  'POST /v1/claims/:id/decisions': [...REVIEW],
  'POST /v1/decisions/:id/approvals': ['approver'],
  'POST /v1/decisions/:id/recall': [...REVIEW],
  'GET /v1/review/reason-codes': [...REVIEW, 'auditor'],
  'PUT /v1/claims/:id/payout-method': ['claimant', 'agent'],

  'GET /v1/decisions/:id/letter': ['claimant', 'agent', ...REVIEW, 'auditor'],
  'GET /v1/claims/:id/bundle': ['claimant', 'agent', ...REVIEW, 'auditor'],

  'GET /v1/claims/:id/messages': ['claimant', 'agent', ...REVIEW, 'auditor'],
  'POST /v1/claims/:id/messages': ['claimant', 'agent', ...REVIEW],
  'POST /v1/messages/:id/redactions': [...REVIEW],
  // No claimant, by any route.
  'GET /v1/claims/:id/notes': ['agent', ...REVIEW, 'auditor'],
  'POST /v1/claims/:id/notes': ['agent', ...REVIEW],
  'POST /v1/notes/:id/redactions': [...REVIEW],
  'GET /v1/me/phrase': ['claimant'],
  'PUT /v1/me/phrase': ['claimant'],
  'GET /v1/outbox': ['operator'],
  'GET /v1/outbox/:id': ['operator'],

  'GET /v1/payouts': ['claimant', ...STAFF],
  'GET /v1/payouts/:id': ['claimant', ...STAFF],

  'GET /v1/programs': ['claimant', ...STAFF, 'institution'],
  'GET /v1/programs/:packId': ['claimant', ...STAFF, 'institution'],
  'GET /v1/programs/:packId/versions/:version': ['claimant', ...STAFF, 'institution'],
  'POST /v1/programs/evaluate': ['reviewer', 'operator', 'auditor'],
  'POST /v1/programs/compare': ['operator', 'auditor'],
  'GET /v1/programs/versions': ['approver', 'operator', 'auditor'],
  'GET /v1/programs/versions/:id': ['approver', 'operator', 'auditor'],
  'POST /v1/programs/versions': ['operator'],
  'POST /v1/programs/versions/:id/approvals': ['approver', 'operator'],

  'GET /v1/changes': ['approver', 'operator', 'auditor'],
  'GET /v1/changes/:id': ['approver', 'operator', 'auditor'],
  'POST /v1/changes': ['operator'],
  'POST /v1/changes/:id/approvals': ['approver', 'operator'],
  // Only whoever approved that very change is told an invitation.
  'POST /v1/changes/:id/invitation': ['approver', 'operator'],
  'GET /v1/limits': ['approver', 'operator', 'auditor'],
  'GET /v1/users': ['approver', 'operator', 'auditor'],
  'GET /v1/audit-records': ['auditor'],

  'GET /v1/ledger/period-closings': [...REVIEW, 'auditor', 'operator'],
  'POST /v1/ledger/period-closings': ['operator'],
  'POST /v1/ledger/accounts/:code/closing': ['operator'],
  'GET /v1/ledger/accounts': [...REVIEW, 'auditor', 'operator'],
  'GET /v1/ledger/accounts/:code/balance': [...REVIEW, 'auditor', 'operator'],
  'GET /v1/ledger/accounts/:code/register': [...REVIEW, 'auditor', 'operator'],
  'GET /v1/ledger/journals': [...REVIEW, 'auditor', 'operator'],
  'GET /v1/ledger/journals/:id/proof': [...REVIEW, 'auditor', 'operator'],
  // Signatures and hashes: everybody may keep them. Entries hold what was booked on whose claim.
  'GET /v1/ledger/checkpoint': ['claimant', ...STAFF, 'institution'],
  'GET /v1/ledger/consistency': ['claimant', ...STAFF, 'institution'],
  'GET /v1/ledger/log/checkpoint': ['claimant', ...STAFF, 'institution'],
  'GET /v1/ledger/log/tile/:path': ['claimant', ...STAFF, 'institution'],
  'GET /v1/ledger/log/tile/entries/:path': ['auditor', 'operator'],
  'GET /v1/reports/trial-balance': [...REVIEW, 'auditor', 'operator'],
  'GET /v1/events': ['institution', 'operator', 'auditor'],
  'POST /v1/webhook-endpoints': ['institution', 'operator'],
  'GET /v1/webhook-endpoints': ['institution', 'operator', 'auditor'],
  'GET /v1/webhook-endpoints/:id': ['institution', 'operator', 'auditor'],
  'PUT /v1/webhook-endpoints/:id': ['institution', 'operator'],
  'DELETE /v1/webhook-endpoints/:id': ['institution', 'operator'],
  'POST /v1/webhook-endpoints/:id/rotate-secret': ['institution', 'operator'],
  'POST /v1/webhook-endpoints/:id/ping': ['institution', 'operator'],
  'GET /v1/webhook-endpoints/:id/deliveries': ['institution', 'operator', 'auditor'],
  'POST /v1/webhook-endpoints/:id/deliveries/:position/resend': ['institution', 'operator'],
  'POST /v1/funds/contributions': ['operator'],
  'POST /v1/funds/contributions/:id/reversal': ['operator'],

  // A scraper has a token of its own: METRICS_TOKEN.
  'GET /metrics': ['auditor', 'operator'],
};
