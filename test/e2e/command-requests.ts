import type { ClaimCommand } from '@app/claims';

import type { GoodRequests } from './good-requests';

/** The commands that people give over HTTP, each by the route that takes it. */
export const ROUTE_OF_COMMAND = {
  decide: 'POST /v1/claims/:id/decisions',
  approve: 'POST /v1/decisions/:id/approvals',
  return: 'POST /v1/decisions/:id/approvals',
  recall: 'POST /v1/decisions/:id/recall',
  withdraw: 'POST /v1/claims/:id/withdraw',
  appeal: 'POST /v1/claims/:id/appeals',
  reopen: 'POST /v1/claims/:id/reopen',
  merge: 'POST /v1/claims/:id/merge',
  close: 'POST /v1/claims/:id/close',
  request_information: 'POST /v1/claims/:id/information-requests',
  reorder_payout: 'POST /v1/claims/:id/payouts',
  take_back: 'POST /v1/claims/:id/take-backs',
  change_payout_method: 'PUT /v1/claims/:id/payout-method',
  record_circumstance: 'POST /v1/claims/:id/circumstances',
  record_milestone: 'POST /v1/claims/:id/milestones',
  record_finding: 'POST /v1/claims/:id/findings',
  pause_clock: 'POST /v1/claims/:id/clocks/pause',
  resume_clock: 'POST /v1/claims/:id/clocks/resume',
  extend_clock: 'POST /v1/claims/:id/clocks/extend',
  assign: 'POST /v1/claims/:id/assign',
  snooze: 'POST /v1/claims/:id/snooze',
  declare_vulnerability: 'POST /v1/claims/:id/vulnerability',
  link_incident: 'PUT /v1/claims/:id/incident',
} as const satisfies Partial<Record<ClaimCommand, string>>;

export type RoutedCommand = keyof typeof ROUTE_OF_COMMAND;
export const ROUTED_COMMANDS = Object.keys(ROUTE_OF_COMMAND) as readonly RoutedCommand[];

/** What a request is about; another one's good request is turned to it. */
export interface AskedClaim {
  readonly claimId: string;
  readonly lineId: string;
  readonly decisionId: string;
  /** An undecided claim of the same claimant. */
  readonly otherId: string;
}

export interface CommandRequest {
  readonly method: 'post' | 'put';
  readonly path: string;
  readonly body: object;
  readonly headers: Readonly<Record<string, string>>;
}

/** Of every claim that is asked here. */
const FIRST_VERSION = '"1"';

/** The request that gives a command to a claim: right in every respect but perhaps its status. */
export function requestFor(
  command: RoutedCommand,
  asked: AskedClaim,
  good: GoodRequests,
): CommandRequest {
  const route = ROUTE_OF_COMMAND[command];
  const sample = good[route];
  if (sample === undefined) throw new Error(`There is no good request for ${route}.`);
  const method = route.startsWith('PUT') ? 'put' : 'post';
  const turned = JSON.stringify({ ...sample.body, ...extras(command, asked) }).replaceAll(
    /cln_[0-9a-z]{26}/g,
    asked.lineId,
  );
  return {
    method,
    path: sample.path
      .replace(/clm_[0-9a-z]{26}/, asked.claimId)
      .replace(/dec_[0-9a-z]{26}/, asked.decisionId),
    body: JSON.parse(turned) as object,
    headers: command === 'decide' ? { 'If-Match': FIRST_VERSION } : {},
  };
}

/** What differs between two commands of one route, or is about a second claim. */
function extras(command: RoutedCommand, { otherId }: AskedClaim): object {
  if (command === 'return') return { verdict: 'return' };
  if (command === 'merge') return { intoClaimId: otherId };
  return command === 'decide' ? { dryRun: false } : {};
}
