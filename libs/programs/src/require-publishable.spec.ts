import type { Pack } from './domain/pack';
import { PackLibrary } from './pack-library';
import { PACKS_FOLDER } from './read-pack-folder';
import { requireNotBegun, requirePublishable } from './require-publishable';

const wallet = PackLibrary.read(PACKS_FOLDER).get('cn-wallet-theft-guarantee', '0.1.0');
/** The 24th in Beijing, and still the 23rd in Greenwich. */
const NOW = new Date('2026-11-23T17:00:00Z');
const aVersion = (version: string, from: string | null, changes: Partial<Pack> = {}): Pack => ({
  ...wallet,
  version,
  effective: { from, to: null },
  ...changes,
});

describe('a version', () => {
  it('may be published when it is newer and begins a day from now, by the calendar of its pack', () => {
    expect(() => requirePublishable(aVersion('0.2.0', '2026-11-26'), [wallet], NOW)).not.toThrow();
    const midnight = new Date('2026-11-24T16:00:00Z');
    const next = aVersion('0.2.0', '2026-11-26');
    expect(() => requirePublishable(next, [wallet], midnight)).not.toThrow();
    const moment = new Date(midnight.getTime() + 1);
    expect(() => requirePublishable(next, [wallet], moment)).toThrow();
    expect(() => requirePublishable(aVersion('0.10.0', '2099-01-01'), [wallet], NOW)).not.toThrow();
  });

  it('may be the first of its pack', () => {
    const first = aVersion('0.0.1', '2026-11-26', { packId: 'another-pack' });
    expect(() => requirePublishable(first, [wallet], NOW)).not.toThrow();
  });

  it.each([
    ['tomorrow, when nobody has had a day to object', '2026-11-25'],
    ['today', '2026-11-24'],
    ['yesterday', '2026-11-23'],
    ['ever', null],
  ])('is refused when it begins %s', (_, from) => {
    expect(() => requirePublishable(aVersion('0.2.0', from), [], NOW)).toThrow(
      expect.objectContaining({
        kind: 'unprocessable',
        code: 'programs.begins_too_soon',
        details: expect.objectContaining({ field: 'pack.effective.from' }),
      }),
    );
  });

  it('may be taken back until its day begins, and a draft for ever', () => {
    expect(() => requireNotBegun(aVersion('0.2.0', '2026-11-25'), NOW)).not.toThrow();
    const draft = aVersion('0.2.0', '2020-01-01', { status: 'draft' });
    expect(() => requireNotBegun(draft, NOW)).not.toThrow();
    for (const from of ['2026-11-24', null]) {
      expect(() => requireNotBegun(aVersion('0.2.0', from), NOW)).toThrow(
        expect.objectContaining({ code: 'programs.in_force_already' }),
      );
    }
  });

  it('may begin whenever while it is a draft, because a draft is never in force', () => {
    const draft = aVersion('0.2.0', '2020-01-01', { status: 'draft' });
    expect(() => requirePublishable(draft, [wallet], NOW)).not.toThrow();
  });

  it.each(['0.1.0', '0.0.9', '0.1'])('is refused as %s beside 0.1.0: not newer', (version) => {
    expect(() => requirePublishable(aVersion(version, '2026-11-26'), [wallet], NOW)).toThrow(
      expect.objectContaining({ code: 'programs.version_not_newer' }),
    );
  });

  it('is refused when it begins before an older one does, or while that is promised to last', () => {
    const later = aVersion('0.2.0', '2027-06-01');
    expect(() => requirePublishable(aVersion('0.3.0', '2027-05-01'), [wallet, later], NOW)).toThrow(
      expect.objectContaining({ code: 'programs.version_overlaps' }),
    );
    const ending = { ...wallet, effective: { from: null, to: '2026-12-31' } };
    expect(() => requirePublishable(aVersion('0.2.0', '2026-12-01'), [ending], NOW)).toThrow(
      expect.objectContaining({ code: 'programs.version_overlaps' }),
    );
  });
});
