import fc from 'fast-check';

import { endOf, refusedBy } from '../../../claims/src/domain/testing/refusals';
import { BLACKENED, redactedCopy, requireSilentReason } from './redaction';

describe('a redacted copy', () => {
  it('has each occurrence blackened, also in what is quoted', () => {
    expect(
      redactedCopy({ body: 'Card 6222, again 6222.', quoted: '> Your card 6222?' }, ['6222']),
    ).toEqual({
      body: `Card ${BLACKENED}, again ${BLACKENED}.`,
      quoted: `> Your card ${BLACKENED}?`,
    });
  });

  it('leaves nothing over of a longer part that holds a shorter one', () => {
    const { body } = redactedCopy({ body: 'Card 6222 0000', quoted: null }, ['6222', '6222 0000']);
    expect(body).toBe(`Card ${BLACKENED}`);
  });

  it('takes letters for what they are, and not for a pattern', () => {
    const { body } = redactedCopy({ body: 'a.b axb $&', quoted: null }, ['a.b', '$&']);
    expect(body).toBe(`${BLACKENED} axb ${BLACKENED}`);
  });

  it('tells by its length nothing of what stood there', () => {
    const copyOf = (secret: string): string =>
      redactedCopy({ body: `<${secret}>`, quoted: null }, [secret]).body;
    expect(copyOf('1')).toBe(copyOf('1234567890'));
  });

  it('is never anything but the original with parts blackened', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '王'), maxLength: 20 });
    fc.assert(
      fc.property(
        texts,
        fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1 }),
        (body, part) => {
          fc.pre(body.includes(part));
          const copy = redactedCopy({ body, quoted: null }, [part]).body;
          expect(copy).not.toContain(part);
          expect(copy.replaceAll(BLACKENED, part)).toBe(body);
        },
      ),
    );
  });

  it('is refused when the text does not stand there, by its place in the request', () => {
    const wrong = refusedBy(() => redactedCopy({ body: 'abc', quoted: null }, ['a', 'x']));
    expect(wrong).toMatchObject({
      code: 'redaction.not_found',
      details: { field: 'parts[1].text' },
    });
    // What was typed is what nobody should read: the refusal does not say it again.
    expect(JSON.stringify(wrong)).not.toContain('"x"');
    expect(endOf(() => redactedCopy({ body: 'abc', quoted: null }, ['']))).toBe(
      'redaction.not_found',
    );
  });
});

describe('the reason of a redaction', () => {
  it.each([
    ['A card number was written down.', ['6222 0202 0011']],
    ['The claimant asked for it.', ['I']],
    ['He was cited by mistake.', ['Ted']],
    ['银行卡号', ['6222020200112233']],
    ['第三人的姓名', ['王敏']],
    ['Paid in 2026', ['12']],
  ])('may say what kind of thing it was: %s', (reason, texts) => {
    expect(endOf(() => requireSilentReason(reason, texts))).toBe('fine');
  });

  it.each([
    ['The number 6222 0202 0011 of a card.', ['6222 0202 0011']],
    ['The number 6222-0202-0011 of a card.', ['His card is 622202020011.']],
    ['Names zhang SAN.', ['secret', 'Zhang  San']],
    ['Ｚｈａｎｇ Ｓａｎ', ['Zhang San']],
    ['提到了王敏的姓名', ['王敏']],
    ['提到了“王 敏”', ['王敏']],
  ])('may not repeat it: %s', (reason, texts) => {
    const repeating = (): unknown => requireSilentReason(reason, texts);
    expect(endOf(repeating)).toBe('redaction.reason_repeats');
    expect(refusedBy(repeating)).toMatchObject({ details: { field: 'reason' } });
  });
});
