import type { Bilingual } from '@app/kernel';

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

/** Who acts, in words for people. */
export const ROLE_WORDS: Readonly<Record<Role | 'system', Bilingual>> = {
  claimant: { en: 'claimant', 'zh-CN': '索赔人' },
  reviewer: { en: 'reviewer', 'zh-CN': '审核员' },
  approver: { en: 'approver', 'zh-CN': '复核员' },
  agent: { en: 'agent', 'zh-CN': '客服' },
  auditor: { en: 'auditor', 'zh-CN': '审计员' },
  operator: { en: 'operator', 'zh-CN': '运营人员' },
  institution: { en: 'institution', 'zh-CN': '机构' },
  system: { en: 'system', 'zh-CN': '系统' },
};

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
  'payer-events:report': ['operator', 'institution'],
  'operations:read': ['operator', 'institution', 'auditor'],
  'claims:file': ['claimant', 'agent'],
  'drafts:write': ['claimant', 'agent'],
  'claims:read': ['claimant', 'reviewer', 'approver', 'agent', 'auditor', 'operator'],
  'claims:withdraw': ['claimant', 'agent'],
  'claims:close': ['reviewer', 'approver'],
  'claims:payout-method': ['claimant', 'agent'],
  'claims:appeal': ['claimant', 'agent'],
  'claims:reopen': ['reviewer', 'approver', 'agent'],
  'claims:merge': ['reviewer', 'approver'],
  'clocks:pause': ['reviewer', 'approver'],
  'milestones:record': ['reviewer', 'approver', 'agent', 'institution'],
  // They may say that somebody is vulnerable, and move an award: for those who decide.
  'circumstances:record': ['reviewer', 'approver'],
  'circumstances:read': ['reviewer', 'approver'],
  'findings:record': ['reviewer', 'approver'],
  'findings:read': ['reviewer', 'approver', 'auditor'],
  // Whoever hears of it may record it; an agent reads back only what they recorded.
  'vulnerability:declare': ['claimant', 'agent', 'reviewer', 'approver'],
  'vulnerability:read': ['claimant', 'agent', 'reviewer', 'approver'],
  // They tell of several people's claims at once: for staff.
  'incidents:write': ['agent', 'reviewer', 'approver'],
  'incidents:read': ['agent', 'reviewer', 'approver', 'auditor', 'operator'],
  'evidence:add': ['claimant', 'agent'],
  // The file as it came, which tells place and device: for whose it is, and for whoever audits.
  'evidence:original': ['claimant', 'auditor'],
  'information:request': ['reviewer', 'approver'],
  'information:answer': ['claimant', 'agent'],
  'evidence:read': ['claimant', 'reviewer', 'approver', 'agent', 'auditor'],
  'assessment:read': ['reviewer', 'approver', 'auditor'],
  // Who looks alike to whom: for those who decide, and for those who look after them.
  'risk:read': ['reviewer', 'approver', 'auditor'],
  'review:queue': ['reviewer', 'approver', 'auditor'],
  'claims:assign': ['reviewer', 'approver'],
  'claims:snooze': ['reviewer', 'approver'],
  // Who looks at a claim, for those who work on it: an auditor is in nobody's way.
  'viewings:note': ['reviewer', 'approver', 'agent', 'operator'],
  // Why somebody was refused something, by the number that they were shown.
  'support:lookup': ['agent', 'operator', 'auditor'],
  'claims:search': ['reviewer', 'approver', 'agent', 'auditor', 'operator'],
  'claims:decide': ['reviewer', 'approver'],
  'decisions:approve': ['approver'],
  'letters:read': ['claimant', 'agent', 'reviewer', 'approver', 'auditor'],
  // Whoever is called books; those who call see the numbers.
  'callbacks:book': ['claimant', 'agent'],
  'callbacks:read': ['claimant', 'agent', 'reviewer', 'approver', 'auditor', 'operator'],
  'callbacks:call': ['agent'],
  // Everything that the claimant may see, as one file: for them, and for an ombudsman.
  'bundles:read': ['claimant', 'agent', 'reviewer', 'approver', 'auditor'],
  // A staff member's name stands under what they write; the operator has no part in it.
  'messages:read': ['claimant', 'agent', 'reviewer', 'approver', 'auditor'],
  'messages:write': ['claimant', 'agent', 'reviewer', 'approver'],
  'messages:redact': ['reviewer', 'approver'],
  // What staff write for each other: no claimant reads it, by any route.
  'notes:read': ['agent', 'reviewer', 'approver', 'auditor'],
  'notes:write': ['agent', 'reviewer', 'approver'],
  'notes:redact': ['reviewer', 'approver'],
  'phrase:choose': ['claimant'],
  // Mails that went nowhere, for want of a mail server: for whoever runs the installation.
  'outbox:read': ['operator'],
  // Mails that came in, for whoever looks after them; what stands in them is for case work.
  'mails:read': ['agent', 'reviewer', 'approver', 'operator', 'auditor'],
  'mails:accept': ['agent', 'reviewer', 'approver'],
  // Whoever has the code speaks for the claimant: it is theirs alone.
  'chats:join': ['claimant'],
  'payouts:read': ['claimant', 'reviewer', 'approver', 'agent', 'auditor', 'operator'],
  // What no machine may decide about a payout: one says it with evidence, another one confirms it.
  'payouts:resolve': ['approver', 'operator'],
  'payouts:resolutions': ['reviewer', 'approver', 'operator', 'auditor'],
  'payouts:reorder': ['reviewer', 'approver'],
  // An award whose loss was made good: one wants to take it back, another one approves.
  'awards:take-back': ['reviewer', 'approver'],
  'awards:take-backs': ['reviewer', 'approver', 'auditor'],
  'awards:approve-take-back': ['approver'],
  // Money beside the award: one gives it, beyond the pack's limit another one approves.
  'goodwill:read': ['reviewer', 'approver', 'auditor'],
  'goodwill:propose': ['reviewer', 'approver'],
  'goodwill:approve': ['approver'],
  'payouts:unclaimed': ['reviewer', 'approver', 'agent', 'auditor', 'operator'],
  // Files for the bank and what it reports: an operator makes and fetches them, two people let go.
  'bank-files:read': ['approver', 'operator', 'auditor'],
  'bank-files:make': ['operator'],
  'bank-files:release': ['approver', 'operator'],
  'bank-files:download': ['operator'],
  'bank-reports:take': ['operator'],
  // What a report would end, it ends by the word of another person.
  'bank-reports:release': ['approver', 'operator'],
  // What rails and banks state, and what differs from the books: whoever runs the rails takes it
  // in, and two people end what costs money.
  'statements:take': ['operator'],
  'reconciliation:read': ['approver', 'operator', 'auditor'],
  'reconciliation:end': ['approver', 'operator'],
  // What others owe us of what we paid, and money that came unasked.
  'recoveries:read': ['reviewer', 'approver', 'auditor', 'operator'],
  'recoveries:work': ['reviewer', 'approver', 'operator'],
  'recoveries:approve': ['approver', 'operator'],
  // That a claimant deceived us is for those who decide; another person approves it.
  'clawbacks:propose': ['reviewer', 'approver'],
  // Whoever is asked says what speaks for them; somebody without a part in it answers.
  'clawbacks:object': ['claimant', 'agent'],
  'clawbacks:answer': ['approver'],
  'receipts:record': ['operator'],
  'receipts:match': ['approver', 'operator'],
  'counterparties:write': ['operator'],
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
  // Rights and limits: an operator proposes, and another person lets it come into force.
  'changes:propose': ['operator'],
  'changes:approve': ['approver', 'operator'],
  'changes:read': ['approver', 'operator', 'auditor'],
  'users:read': ['approver', 'operator', 'auditor'],
  // Who did what to whose claim, with the words of whoever did it.
  'audit:read': ['auditor'],
  'funds:contribute': ['operator'],
  'funds:top-up': ['operator'],
  'funds:read': ['operator', 'auditor', 'approver'],
  'ledger:close': ['operator'],
  'ledger:read': ['auditor', 'reviewer', 'approver', 'operator'],
  // Hashes and signatures tell nothing of a case; the more people keep them, the better.
  'log:read': ['claimant', 'reviewer', 'approver', 'agent', 'auditor', 'operator', 'institution'],
  'log:entries': ['auditor', 'operator'],
  // What happened, by ids: for the systems of whoever reports payments, and who looks after them.
  'events:read': ['institution', 'operator', 'auditor'],
  // Where events are posted: whoever registered an address, and operators.
  'webhooks:write': ['institution', 'operator'],
  'webhooks:read': ['institution', 'operator', 'auditor'],
  'metrics:read': ['auditor', 'operator'],
  'reports:read': ['auditor', 'operator', 'reviewer', 'approver'],
} as const satisfies Record<string, readonly Role[]>;
export type Permission = keyof typeof PERMISSIONS;

/** Whether a role may do something. */
export function isAllowed(role: Role, permission: Permission): boolean {
  return (PERMISSIONS[permission] as readonly Role[]).includes(role);
}
