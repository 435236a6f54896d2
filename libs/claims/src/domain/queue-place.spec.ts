import { hasMoved } from './queue-place';
import type { QueuePlace } from './queue-place';

const AT = new Date('2026-11-26T08:00:00Z');
const PLACE: QueuePlace = {
  status: 'in_review',
  ownerId: 'usr_1',
  nextStep: 'review',
  nextDueAt: AT,
  escalatedAt: null,
  priority: 0,
};

describe('the place of a claim in the queues', () => {
  it.each<[change: Partial<QueuePlace>]>([
    [{ status: 'awaiting_approval' }],
    [{ ownerId: null }],
    [{ nextStep: null }],
    [{ nextDueAt: new Date(AT.getTime() + 1) }],
    [{ escalatedAt: AT }],
    [{ priority: 1 }],
  ])('moves with %j', (change) => {
    expect(hasMoved(PLACE, change)).toBe(true);
  });

  it.each<[change: Partial<QueuePlace>]>([
    [{}],
    [{ ...PLACE, nextDueAt: new Date(AT) }],
    [{ status: 'in_review', escalatedAt: null }],
  ])('stays with %j', (change) => {
    expect(hasMoved(PLACE, change)).toBe(false);
  });
});
