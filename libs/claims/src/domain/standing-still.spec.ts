import { standingStill } from './standing-still';
import { hour, packClock, story } from './testing/clock-story';

const DOCUMENTS = packClock('documents', { until: 'documents_complete' });
const DECIDE = packClock('decide');
const span = { from: hour(0), to: hour(10) };

describe('the time in which a claimant is to answer', () => {
  it.each([
    ['runs', 'documents:started+10', false, 0],
    ['stands still when somebody paused it', 'documents:started+10 documents:paused@2', true, 0],
    [
      'stood still while it was paused',
      'documents:started+10 documents:paused@2 documents:resumed@5+13',
      false,
      3,
    ],
    [
      'stood still as long as all its pauses take together',
      'documents:started+10 documents:paused@2 documents:resumed@3+11 documents:paused@4 documents:resumed@6+13',
      false,
      3,
    ],
    [
      'runs while a promise of ours waits for the claimant',
      'decide:started+10 decide:paused@2',
      false,
      0,
    ],
  ])('%s', (_title, facts, isNow, pausedHours) => {
    const seen = standingStill([DOCUMENTS, DECIDE], story(facts), span);
    expect(seen).toEqual({ isNow, pausedMs: pausedHours * 3_600_000 });
  });

  it('counts only what lies in the span', () => {
    const facts = story('documents:started+10 documents:paused@2 documents:resumed@8+16');
    const { pausedMs } = standingStill([DOCUMENTS], facts, { from: hour(4), to: hour(6) });
    expect(pausedMs).toBe(2 * 3_600_000);
  });
});
