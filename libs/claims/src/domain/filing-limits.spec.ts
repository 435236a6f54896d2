import { draftExpiry, requireRoomForDraft, requireWithinDay } from './filing-limits';
import { refusedBy } from './testing/refusals';

const NOW = new Date('2026-11-20T10:00:00Z');
const HOUR_MS = 3_600_000;
const hoursAgo = (hours: number): Date => new Date(NOW.getTime() - hours * HOUR_MS);

describe('the claims of a day', () => {
  const limit = { claimsMax: 20, now: NOW };

  it.each<[string, Date | null, string | null]>([
    ['are fewer than there can be', null, null],
    ['are as many, and the oldest is a day old', hoursAgo(24), null],
    ['are too many by a second', new Date(hoursAgo(24).getTime() + 1_000), 'claim.too_many'],
    ['are all of this moment', NOW, 'claim.too_many'],
  ])('%s', (_, oldest, code) => {
    expect(refusedBy(() => requireWithinDay(oldest, limit))?.code ?? null).toBe(code);
  });

  it('say when the next one can be filed, and where to keep what was typed until then', () => {
    expect(refusedBy(() => requireWithinDay(hoursAgo(20), limit))).toMatchObject({
      kind: 'too_many_requests',
      text: { en: expect.stringMatching(/2026-11-20T14:00:00.000Z.*POST \/v1\/claim-drafts/) },
      details: { againAt: '2026-11-20T14:00:00.000Z', retryAfterSeconds: 4 * 3_600 },
    });
  });
});

describe('drafts', () => {
  it.each([
    [19, null],
    [20, 'draft.too_many'],
    [21, 'draft.too_many'],
  ])('with %d there already: %s', (held, code) => {
    expect(refusedBy(() => requireRoomForDraft(held, { draftsMax: 20 }))?.code ?? null).toBe(code);
  });

  it('are kept for thirty days after they were touched last', () => {
    expect(draftExpiry(NOW).toISOString()).toBe('2026-12-20T10:00:00.000Z');
  });
});
