import type { ProposedVersion } from '@app/programs';

/** A proposed version for a list: who wants what and why, and what became of it. */
export function presentVersion({ version, approval, withdrawal }: ProposedVersion): object {
  return {
    id: version.id,
    packId: version.packId,
    version: version.version,
    status: statusOf({ approval, withdrawal }),
    reason: version.reason,
    digest: version.digest,
    proposedBy: version.proposedBy,
    proposedAt: version.proposedAt.toISOString(),
    ...(approval === null
      ? {}
      : {
          approval: {
            verdict: approval.verdict,
            note: approval.note,
            approverId: approval.approverId,
            approvedAt: approval.approvedAt.toISOString(),
          },
        }),
    ...(withdrawal === null
      ? {}
      : {
          withdrawal: {
            reason: withdrawal.reason,
            withdrawnBy: withdrawal.withdrawnBy,
            withdrawnAt: withdrawal.withdrawnAt.toISOString(),
          },
        }),
  };
}

/** The same with the pack and the cases that the digest is over. */
export function presentWholeVersion(proposed: ProposedVersion): object {
  const { pack, cases } = proposed.version;
  return { ...presentVersion(proposed), pack, cases };
}

function statusOf({ approval, withdrawal }: Omit<ProposedVersion, 'version'>): string {
  if (withdrawal !== null) return 'withdrawn';
  if (approval === null) return 'awaiting_approval';
  return approval.verdict === 'approve' ? 'published' : 'returned';
}
