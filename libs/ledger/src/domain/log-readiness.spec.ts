import { isStopped, judgeLog, secondsSince } from './log-readiness';
import type { LogState, LogStatus, Publication } from './log-readiness';

const NOW = new Date('2026-03-01T12:00:00.900Z');
const ago = (seconds: number): Date => new Date(NOW.getTime() - seconds * 1_000);

const aPlace = (wish: Partial<Publication> = {}): Publication => ({
  place: 'file',
  size: 10,
  publishedAt: ago(5),
  failingSince: null,
  failure: null,
  ...wish,
});
const FAILING = { failingSince: ago(3_600), failure: 'ledger.place_away: ENOSPC' };
const MISSING = { failingSince: ago(1), failure: 'ledger.checkpoint_missing: The place …' };
const FOREIGN = { failingSince: ago(1), failure: 'ledger.place_foreign: What the place …' };

const aState = (wish: Partial<LogState> = {}): LogState => ({
  checkpoint: { size: 10, sealedAt: ago(5) },
  oldestUnsealedAt: null,
  publications: [aPlace(), aPlace({ place: 'webhook' })],
  ...wish,
});

describe('the readiness of the log', () => {
  it.each<[LogStatus, string, Partial<LogState>]>([
    ['ok', 'all is sealed and published', {}],
    ['ok', 'nothing was ever posted', { checkpoint: null, publications: [] }],
    ['ok', 'a journal waits for its seal', { oldestUnsealedAt: ago(1) }],
    ['ok', 'a journal waits for just a minute', { oldestUnsealedAt: ago(60) }],
    ['late', 'a journal waits for more', { oldestUnsealedAt: ago(61) }],
    ['degraded', 'a place fails, for however long', { publications: [aPlace(FAILING)] }],
    [
      'late',
      'a place fails, and a journal waits for long',
      { publications: [aPlace(FAILING)], oldestUnsealedAt: ago(61) },
    ],
    ['stopped', 'a place holds more than we have', { publications: [aPlace(MISSING)] }],
    ['stopped', 'a place holds something else', { publications: [aPlace(FOREIGN)] }],
    [
      'stopped',
      'one of two places holds more than we have',
      { publications: [aPlace(), aPlace(MISSING)], oldestUnsealedAt: ago(61) },
    ],
  ])('is %s when %s', (status, _when, wish) => {
    expect(judgeLog(aState(wish), NOW).status).toBe(status);
  });

  it('tells how long the oldest journal waits, in whole seconds', () => {
    expect(judgeLog(aState({ oldestUnsealedAt: ago(7.9) }), NOW).oldestUnsealedSeconds).toBe(7);
    expect(judgeLog(aState(), NOW).oldestUnsealedSeconds).toBe(0);
  });
});

describe('a publication', () => {
  it.each([
    [null, false],
    ['ledger.place_away: ledger.checkpoint_missing', false],
    ['ledger.checkpoint_missing_not', false],
    ['ledger.checkpoint_missing: …', true],
  ])('with the failure %s stops the sealer: %s', (failure, stopped) => {
    expect(isStopped(aPlace({ failure }))).toBe(stopped);
  });
});

describe('the seconds since', () => {
  it.each([
    [null, 0],
    [ago(0.9), 0],
    [ago(90), 90],
    [ago(-5), 0],
  ])('%p are %i: never less than none, though clocks differ', (time, seconds) => {
    expect(secondsSince(time, NOW)).toBe(seconds);
  });
});
