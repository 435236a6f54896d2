import { requireSpan } from './comparison-span';

const early = new Date('2026-01-01T00:00:00Z');
const late = new Date('2026-02-01T00:00:00Z');

describe('the span of a comparison', () => {
  it.each([
    [null, null],
    [early, null],
    [null, early],
    [early, late],
  ])('may be open at either end (%s to %s)', (from, to) => {
    expect(() => {
      requireSpan({ from, to });
    }).not.toThrow();
  });

  it.each([
    [late, early],
    [early, early],
  ])('holds some time (%s to %s)', (from, to) => {
    expect(() => {
      requireSpan({ from, to });
    }).toThrow(
      expect.objectContaining({
        code: 'programs.span_reversed',
        details: { field: 'to', saw: to.toISOString() },
      }) as Error,
    );
  });
});
