import { stale } from './stale-claim';

const event = (version: number, kind: string) => ({
  ...{ version, kind, at: new Date(`2026-11-0${String(version)}T10:00:00Z`) },
  summary: { en: kind, 'zh-CN': kind },
});
const TIMELINE = [event(1, 'claim.filed'), event(3, 'evidence.added'), event(4, 'clock.paused')];

describe('a claim that has changed since somebody looked at it', () => {
  it.each([
    [3, ['clock.paused']],
    [2, ['evidence.added', 'clock.paused']],
    // A mark that we never gave: nothing came after it.
    [9, []],
  ])('says to whoever knows version %i what came since: %j', (seen, kinds) => {
    const { kind, code, details } = stale({ version: 4 }, seen, TIMELINE);
    expect({ kind, code }).toEqual({ kind: 'stale', code: 'claim.stale' });
    expect(details).toMatchObject({ currentVersion: 4 });
    const changes = details.changes as { kind: string }[];
    expect(changes.map((change) => change.kind)).toEqual(kinds);
  });
});
