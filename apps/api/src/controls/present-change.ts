import { LIMITS, changeStatus, isPerCurrency } from '@app/audit';
import type { ChangeContent, LimitInForce, ProposedChange } from '@app/audit';
import { assertNever } from '@app/kernel';

/** A change: who wants what and why, and what became of it. */
export function presentChange(proposed: ProposedChange): object {
  const { change, approval, returned, applied } = proposed;
  return {
    id: change.id,
    kind: change.content.kind,
    status: changeStatus(proposed),
    ...presentContent(change.content),
    ...(change.newUser === null ? {} : { newUser: presentNewUser(proposed) }),
    reason: change.reason,
    weakens: change.weakens,
    approvalsRequired: change.approvalsRequired,
    digest: change.digest,
    proposedBy: change.proposedBy,
    proposedAt: change.proposedAt.toISOString(),
    ...(approval === null ? {} : { approval: presentVerdict(approval) }),
    ...(returned === null ? {} : { returned: presentVerdict(returned) }),
    ...(applied === null ? {} : presentEnd(applied)),
  };
}

/** A limit with its ends, and since when it is what it is. */
export function presentLimit(limit: LimitInForce): object {
  const { name, value, setAt, changeId } = limit;
  const { usual, min, max, label } = LIMITS[name];
  const since = setAt === null ? {} : { setAt: setAt.toISOString(), changeId };
  const currencies = limit.currencies.map((one) => ({ ...one, setAt: one.setAt.toISOString() }));
  return {
    ...{ name, value, usual, min, max, label, ...since },
    ...(isPerCurrency(name) ? { currencies } : {}),
  };
}

function presentContent(content: ChangeContent): object {
  const { kind } = content;
  switch (kind) {
    case 'limit.set':
      return { limit: withoutKind(content) };
    case 'user.role':
      return { userId: content.userId, role: content.role };
    case 'user.person':
      return { userId: content.userId, personId: content.personId };
    case 'user.add':
    case 'user.disable':
    case 'user.enable':
    case 'user.invite':
      return { userId: content.userId };
    case 'top_up.set':
      return { topUp: withoutKind(content) };
    case 'rail.top_up':
      return { railTopUp: withoutKind(content) };
    case 'contribution.bill':
      return { billing: withoutKind(content) };
    case 'contribution.unbill':
      return { billedBy: content.billedBy };
    case 'estimate.raise':
    case 'estimate.release':
      return { estimate: withoutKind(content) };
    default:
      return assertNever(kind);
  }
}

function withoutKind({ kind: _kind, ...rest }: ChangeContent): object {
  return rest;
}

function presentEnd({ appliedAt, problem }: NonNullable<ProposedChange['applied']>): object {
  return { settledAt: appliedAt.toISOString(), ...(problem === null ? {} : { problem }) };
}

function presentNewUser({ change: { content, newUser } }: ProposedChange): object {
  return { ...newUser, ...(content.kind === 'user.add' ? { role: content.role } : {}) };
}

function presentVerdict({
  note,
  approverId,
  approvedAt,
  effectiveAt,
}: NonNullable<ProposedChange['approval']>): object {
  return {
    note,
    approverId,
    approvedAt: approvedAt.toISOString(),
    ...(effectiveAt === null ? {} : { effectiveAt: effectiveAt.toISOString() }),
  };
}
