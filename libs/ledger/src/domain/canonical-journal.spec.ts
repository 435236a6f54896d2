import { createHash } from 'node:crypto';

import fc from 'fast-check';
import { canonicalize } from 'json-canonicalize';

import { canonicalJournal, canonicalRequest } from './canonical-journal';
import { aJournal, aLine, anyJournal, anyText } from './testing/sample-journals';

/** The bytes are right also for what no id looks like. */
const journal = fc.tuple(anyJournal, anyText).map(([one, id]) => ({ ...one, id }));

const GOLDEN = aJournal({
  id: 'jnl_01m8beenaye00845saj3n53crd',
  idempotencyKey: 'clm_01m8beenaye00845saj3n53crd/E05',
  claimId: 'clm_01m8beenaye00845saj3n53crd',
  transfers: [
    aLine({ dimensions: { rail: 'simulated', pack: 'cn-wallet-theft-guarantee@0.1.0' } }),
  ],
});

const GOLDEN_BYTES =
  '{"actor":"system","claimId":"clm_01m8beenaye00845saj3n53crd","effectiveAt":"2026-03-01T00:00:00.000000Z",' +
  '"id":"jnl_01m8beenaye00845saj3n53crd","idempotencyKey":"clm_01m8beenaye00845saj3n53crd/E05","kind":"E05",' +
  '"lane":5,"memo":"立案准备金 \\"set\\"\\n","occurredAt":"2026-03-01T00:00:00.000Z",' +
  '"postedAt":"2026-03-01T08:00:00.123456Z","reversesId":null,"transfers":[{"amountMinor":"19900","credit":"2010",' +
  '"currency":"CNY","debit":"5010","dimensions":{"pack":"cn-wallet-theft-guarantee@0.1.0","rail":"simulated"}}]}';

describe('the bytes of a journal', () => {
  it('are those of RFC 8785, whatever the texts hold', () => {
    fc.assert(
      fc.property(journal, (one) => {
        expect(canonicalJournal(one)).toBe(canonicalize(one));
      }),
      { numRuns: 1_000 },
    );
  });

  it('never change: they were signed', () => {
    expect(canonicalJournal(GOLDEN)).toBe(GOLDEN_BYTES);
    const leaf = createHash('sha256').update('\0').update(GOLDEN_BYTES).digest('hex');
    expect(leaf).toMatchInlineSnapshot(
      `"830f895dd83144ce9a7ef7b23d994d2ce472b82d79ebe5690cef5a469aa83ec5"`,
    );
  });
});

describe('the content of a request', () => {
  it('is that of RFC 8785 over what was asked for', () => {
    fc.assert(
      fc.property(journal, ({ kind, claimId, occurredAt, reversesId, memo, transfers }) => {
        const request = { kind, claimId, occurredAt, reversesId, memo, transfers };
        expect(canonicalRequest(request)).toBe(canonicalize(request));
      }),
      { numRuns: 300 },
    );
  });
});
