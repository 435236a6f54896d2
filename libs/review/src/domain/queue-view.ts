/** The ways in which reviewers look at the claims that are to be worked on. */
export const QUEUE_VIEWS = [
  'all',
  'mine',
  'unassigned',
  'due_today',
  'breached',
  'waiting',
  'second_approval',
  'appeals',
  'unanswered',
] as const;
export type QueueView = (typeof QUEUE_VIEWS)[number];

/**
 * Whether a list shows claims of vulnerable people first. Their place would tell it to whoever need
 * not know: for them the list goes by promises and due times alone.
 */
export function isRankedFor(role: string): boolean {
  return ['reviewer', 'approver'].includes(role);
}
