import { AS_STATED, isReasonCode, reasonCodes, reasonText } from './reason-codes';

const PACK = {
  exclusions: [
    {
      id: 'lent_account',
      effect: 'deny' as const,
      reason: { en: 'The account was lent.', 'zh-CN': '账户出借他人。' },
    },
  ],
};
const NONE = { reasons: [] };

describe('the reason codes', () => {
  it('each have the form that is asked for, one meaning, and a text in both languages', () => {
    const codes = reasonCodes(PACK);
    expect(new Set(codes.map(({ code }) => code)).size).toBe(codes.length);
    for (const { code, outcomes, text } of codes) {
      expect(isReasonCode(code)).toBe(true);
      expect(outcomes.length).toBeGreaterThan(0);
      expect(text.en).toMatch(/\.$/);
      expect(text['zh-CN']).toMatch(/。$/);
    }
  });

  it.each(['approve', 'partial', 'deny'] as const)('have some for "%s"', (outcome) => {
    expect(reasonCodes(null).some(({ outcomes }) => outcomes.includes(outcome))).toBe(true);
  });

  it('are extended by the exclusions of a programme', () => {
    const code = 'exclusion.lent_account';
    expect(reasonText(code, NONE, PACK)?.en).toBe('The account was lent.');
    expect(reasonText(code, NONE, { exclusions: [] })).toBeNull();
  });

  it('are said in the words of the assessment where it has exactly one sentence', () => {
    const said = { code: 'window.expired', text: { en: 'Until 1 May.', 'zh-CN': '至5月1日。' } };
    expect(reasonText('window.expired', { reasons: [said] }, PACK)).toEqual(said.text);
    expect(reasonText('window.expired', { reasons: [said, said] }, PACK)?.en).toMatch(/run out/);
    expect(reasonText(AS_STATED, NONE, PACK)?.en).toMatch(/stated/);
  });

  it('of a house have no text here', () => {
    expect(reasonText('HOUSE-7', NONE, PACK)).toBeNull();
  });
});
