import { appealDueAt } from './appeal-limit';
import type { AppealMoments } from './appeal-limit';

const at = (text: string): Date => new Date(text);
const MOMENTS: AppealMoments = {
  decidedAt: at('2026-11-20T02:00:00Z'),
  filedAt: at('2026-11-10T02:00:00Z'),
  discoveredAt: at('2026-11-09T02:00:00Z'),
  milestones: [{ milestone: 'complaint', at: at('2026-11-15T02:00:00Z') }],
};
/** Says what was reckoned, so that nothing else can be taken for it. */
const dueAfter = (from: Date, within: string): Date =>
  new Date(from.getTime() + Number.parseInt(within, 10) * 86_400_000);

describe('until when an appeal can be lodged', () => {
  it.each([
    ['decided', '2026-12-05T02:00:00Z'],
    ['approved', '2026-12-05T02:00:00Z'],
    ['claim_received', '2026-11-25T02:00:00Z'],
    ['discovered', '2026-11-24T02:00:00Z'],
    ['complaint', '2026-11-30T02:00:00Z'],
  ] as const)('is counted from: %s', (from, due) => {
    expect(appealDueAt({ from, within: '15D' }, MOMENTS, dueAfter)).toEqual(at(due));
  });

  it.each([
    ['the pack sets no limit', 'decided', null],
    ['that from which it runs was never recorded', 'dispute_opened', '15D'],
  ] as const)('is open when %s', (_why, from, within) => {
    expect(appealDueAt({ from, within }, MOMENTS, dueAfter)).toBeNull();
  });
});
