import type { PackClock } from '@app/programs';

import { latePromises, notGranted } from './late-promises';

const LABEL = { en: 'We decide', 'zh-CN': '作出决定' };
const BROKEN = new Date('2026-03-02T16:00:00Z');
const after = (hours: number): Date => new Date(BROKEN.getTime() + hours * 3_600_000);
const clock = (latePays?: PackClock['latePays']): PackClock => ({
  ...{ id: 'decide', from: 'claim_received', within: '5BD', pausable: false },
  ...{ onBreach: 'escalate', label: LABEL },
  ...(latePays === undefined ? {} : { latePays }),
});
const NOW = after(1_000);

describe('what a broken promise pays', () => {
  it.each([
    ['a day that has begun counts', { perDayMinor: '100', upToMinor: '999' }, 1, 1, 100n],
    ['a whole day is one', { perDayMinor: '100', upToMinor: '999' }, 24, 1, 100n],
    ['and an hour more is two', { perDayMinor: '100', upToMinor: '999' }, 25, 2, 200n],
    ['never more than its most', { perDayMinor: '100', upToMinor: '999' }, 400, 17, 999n],
    ['a fixed sum is paid once', { fixedMinor: '500', upToMinor: '500' }, 400, 17, 500n],
    ['both add up', { fixedMinor: '500', perDayMinor: '100', upToMinor: '999' }, 30, 2, 700n],
  ])('%s', (_what, latePays, hours, days, amountMinor) => {
    const broken = [{ clock: 'decide', brokenAt: BROKEN, endedAt: after(hours) }];
    const late = latePromises([clock(latePays)], broken, NOW);
    expect(late).toEqual([{ clock: 'decide', label: LABEL, days, amountMinor }]);
  });

  it('counts until now while it is still to be kept', () => {
    const broken = [{ clock: 'decide', brokenAt: BROKEN, endedAt: null }];
    const [late] = latePromises([clock({ perDayMinor: '1', upToMinor: '99' })], broken, after(49));
    expect(late).toMatchObject({ days: 3, amountMinor: 3n });
  });

  it('is nothing where the pack says nothing of it', () => {
    const broken = [
      { clock: 'decide', brokenAt: BROKEN, endedAt: null },
      { clock: 'unknown', brokenAt: BROKEN, endedAt: null },
    ];
    expect(latePromises([clock()], broken, NOW)).toEqual([]);
  });

  it('is what nobody has granted yet', () => {
    const late = [{ clock: 'decide', label: LABEL, days: 3, amountMinor: 300n }];
    expect(notGranted(late, new Map([['decide', 100n]]))).toMatchObject([{ amountMinor: 200n }]);
    expect(notGranted(late, new Map([['decide', 300n]]))).toEqual([]);
  });
});
