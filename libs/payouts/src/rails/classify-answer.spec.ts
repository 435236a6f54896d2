import * as fc from 'fast-check';

import { JSON_RAIL_ERRORS } from './json-rail-errors';
import { ORDER, REFUSAL, answerTo, withTransfer } from './testing/rail-replies';

describe('classifyAnswer', () => {
  it('confirms a settled transfer that echoes the order', () => {
    expect(answerTo('send', 201, withTransfer({}))).toEqual({
      outcome: 'confirmed',
      transferId: 'trf_1',
      settledAt: new Date('2026-11-23T10:00:01.500Z'),
      echo: expect.objectContaining({ key: ORDER.key, reference: ORDER.reference }),
    });
  });

  it('leaves an accepted transfer pending', () => {
    const body = withTransfer({ status: 'accepted', settledAt: undefined });
    expect(answerTo('send', 201, body)).toMatchObject({ outcome: 'pending', transferId: 'trf_1' });
  });

  it('reports a transfer that came back after it settled', () => {
    const change = { status: 'returned', returnedAt: '2026-11-26T08:00:00Z', code: 'CLOSED' };
    expect(answerTo('query', 200, withTransfer(change))).toMatchObject({
      outcome: 'returned',
      transferId: 'trf_1',
      returnedAt: new Date('2026-11-26T08:00:00Z'),
      code: 'CLOSED',
    });
  });

  const finalCodes = [...JSON_RAIL_ERRORS].filter(([, { meaning }]) => meaning === 'final');

  it.each(finalCodes)(
    'takes the listed code %s as final, whichever way it comes',
    (code, entry) => {
      const rejected = { outcome: 'rejected', code, text: entry.text };
      expect(answerTo('send', 422, { error: { ...REFUSAL, code } })).toEqual(rejected);
      for (const status of ['rejected', 'failed']) {
        expect(answerTo('query', 200, withTransfer({ status, code }))).toEqual(rejected);
      }
    },
  );

  it('believes "not found" only as the answer to a query for this key', () => {
    const error = { code: 'TRANSFER_NOT_FOUND', key: ORDER.key };
    expect(answerTo('query', 404, { error })).toEqual({ outcome: 'not_found' });
  });

  it('quotes a stranger in at most 300 printable characters', () => {
    const answer = answerTo('send', 500, `\u0000\n\u202e${'x'.repeat(100_000)}`);
    expect(answer).toMatchObject({ seen: expect.stringMatching(/^HTTP 500 +x{200,}$/) });
    expect((answer as { seen: string }).seen.length).toBeLessThanOrEqual(300);
  });

  it('never believes and never throws on what it cannot read', () => {
    const body = fc.oneof(fc.string(), fc.json(), fc.string({ unit: 'binary' }));
    const property = fc.property(body, fc.integer({ min: 100, max: 599 }), (text, status) => {
      const { outcome } = answerTo('query', status, text);
      return outcome === 'unknown';
    });
    fc.assert(property, { numRuns: 2_000 });
  });
});
