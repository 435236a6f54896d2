import { BundleFiles, checkpointFile } from '../../../../test/support/bundle-files';
import {
  BundleUnderTest,
  COUNT,
  JOURNALS,
  refusalOf,
} from '../../../../test/support/bundle-under-test';
import { SAMPLE_CHART, sampleJournals } from '../../../../test/support/sample-bundle';
import type { CanonicalJournal } from '../domain/canonical-journal';
import { verifyBundle } from './verify-bundle';

describe('verifying a bundle', () => {
  let bundle: BundleUnderTest;

  beforeAll(async () => {
    bundle = await BundleUnderTest.write();
  });
  afterAll(() => {
    bundle.remove();
  });

  describe('that the log signed, but ought not to have', () => {
    it.each<[string, (all: readonly CanonicalJournal[]) => CanonicalJournal[], number, string]>([
      [
        'a key used twice',
        (all) =>
          all
            .with(20, { ...all[20]!, lane: 5, id: idIn(5), idempotencyKey: 'twice' })
            .with(8, { ...all[8]!, lane: 5, id: idIn(5, 1), idempotencyKey: 'twice' }),
        20,
        'number 8 has the same idempotency key',
      ],
      [
        'an account that is not in the chart',
        (all) =>
          all.with(20, { ...all[20]!, transfers: [{ ...all[20]!.transfers[0]!, debit: '7' }] }),
        20,
        'account 7 is not in the chart',
      ],
      [
        'a reversal that is no mirror',
        (all) => {
          const at = all.findIndex(({ reversesId }) => reversesId !== null);
          const [line] = all[at]!.transfers;
          return all.with(at, { ...all[at]!, transfers: [{ ...line!, amountMinor: '1' }] });
        },
        JOURNALS.findIndex(({ reversesId }) => reversesId !== null),
        'it is not the exact mirror of',
      ],
    ])('finds %s', async (name, change, index, fault) => {
      const out = await bundle.another(name.replaceAll(' ', '-'), { journals: change(JOURNALS) });
      const { code, message, details } = refusalOf(out);
      expect(code).toBe('ledger.bad_journal');
      expect(message).toContain(fault);
      expect(details).toMatchObject({ index });
    });

    /** Journals of which one reverses a later one, by the clock of another process. */
    function reversedEarly(begin: string): { early: CanonicalJournal[]; at: number; last: number } {
      const all = JOURNALS;
      const last = all.findIndex(({ reversesId }) => reversesId !== null);
      const reversal = all[last]!;
      const at = all.findIndex(({ id }) => id === reversal.reversesId);
      const id = all[at]!.id.replace(/^jnl_..../, begin);
      const early = all.with(at, { ...reversal, reversesId: id }).with(last, { ...all[at]!, id });
      return { early, at, last };
    }

    it('finds a reversal good that stands before what it reverses', async () => {
      const { early } = reversedEarly('jnl_01m8');
      const out = await bundle.another('early', { journals: early });
      expect(verifyBundle(out)).toMatchObject({ size: COUNT, waiting: [] });
    });

    it('names a reversal when the log ends before what it reverses', async () => {
      const { early, at, last } = reversedEarly('jnl_01m9');
      const { id, reversesId } = early[at]!;
      const between = await bundle.another('between', { journals: early.slice(0, last) });
      expect(verifyBundle(between).waiting).toEqual([{ index: at, id, reversesId }]);
      const whole = await bundle.another('after', { journals: early });
      expect(verifyBundle(whole).waiting).toEqual([]);
    });

    it('finds a reversal when the log ought to have had what it reverses', async () => {
      const { early, at, last } = reversedEarly('jnl_01m7');
      const out = await bundle.another('never', { journals: early.slice(0, last) });
      const { message, details } = refusalOf(out);
      expect(message).toMatch(/it reverses jnl_01m7\w+, which is not in the log\.$/);
      expect(details).toMatchObject({ index: at });
    });

    it('finds a fault, and not a reversal before it of what comes after it', async () => {
      const { early, at, last } = reversedEarly('jnl_01m7');
      const faulty = early[at + 1]!;
      const transfers = [{ ...faulty.transfers[0]!, debit: '7' }];
      const out = await bundle.another('between-both', {
        journals: early.with(at + 1, { ...faulty, transfers }),
      });
      expect(at + 1).toBeLessThan(last);
      expect(refusalOf(out).details).toMatchObject({ index: at + 1 });
    });

    it('finds balances that are not what the journals add up to', async () => {
      const out = await bundle.another('unbalanced', {
        balances: bundle.sample.content.balances.map((balance, at) =>
          at === 2 ? { ...balance, debitMinor: '1' } : balance,
        ),
      });
      const { account, currency } = bundle.sample.content.balances[2]!;
      expect(refusalOf(out)).toMatchObject({
        code: 'ledger.bad_balance',
        details: { account, currency },
      });
    });

    it('finds a checkpoint of another history among its own', async () => {
      const foreign = await bundle.another('foreign', { journals: sampleJournals(12, 10) });
      const note = BundleFiles.read(foreign).text(checkpointFile(10));
      const out = await bundle.another('stray', { extraNotes: new Map([[10, note]]) });
      expect(refusalOf(out).message).toMatch(
        /^The checkpoint of 10 journals in checkpoints\/0+10\.txt is of another history/,
      );
    });

    it('finds posting into a closed period', async () => {
      const chart = {
        ...SAMPLE_CHART,
        periodClosings: SAMPLE_CHART.periodClosings.map((closing) => ({
          ...closing,
          closedUntil: '2026-03-10T00:00:00.000000Z',
        })),
      };
      const out = await bundle.another('closed-period', { chart });
      expect(refusalOf(out)).toMatchObject({ code: 'ledger.bad_journal', details: { index: 0 } });
    });
  });
});

/** An id of a lane that no journal of the sample has. */
function idIn(lane: number, number = 0): string {
  return `jnl_01zzzzzzzzzzzzzzzzzzzzz${String(number)}0${lane.toString(32)}`;
}
