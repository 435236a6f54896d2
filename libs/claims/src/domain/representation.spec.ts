import {
  REPRESENTATION_BASES,
  describeRepresentation,
  representationBy,
  requireReachable,
} from './representation';
import { refusedBy } from './testing/refusals';

describe('who files for a claimant', () => {
  const letter = { basis: 'letter', note: 'Of 12 May.' } as const;

  it('says on what basis; by a call when they say nothing', () => {
    expect(representationBy('agent', letter)).toEqual(letter);
    expect(representationBy('agent', undefined)).toEqual({ basis: 'call', note: null });
  });

  it('is nobody when claimants file themselves, and they claim no basis', () => {
    expect(representationBy('claimant', undefined)).toBeNull();
    expect(refusedBy(() => representationBy('claimant', letter))).toMatchObject({
      kind: 'unprocessable',
      code: 'claim.representation_for_agents',
      details: { field: 'representation' },
    });
  });

  it('is told to the claimant with the day, in both languages, on every basis', () => {
    for (const basis of REPRESENTATION_BASES) {
      const { en, 'zh-CN': zh } = describeRepresentation(basis, '2026-11-20');
      expect(en).toMatch(/^Filed for you by our service desk on 2026-11-20 \(.+\)\.$/);
      expect(zh).toMatch(/客服于 2026-11-20 代您提交（.+）/);
    }
  });
});

describe('a proxy', () => {
  it.each([
    ['a@b.cn', null, null],
    [null, '+861', null],
    ['a@b.cn', '+861', null],
    [null, null, 'claim.proxy_unreachable'],
  ])('with the e-mail %s and the telephone %s: %s', (email, phone, code) => {
    expect(refusedBy(() => requireReachable({ email, phone }))?.code ?? null).toBe(code);
  });
});
