import fc from 'fast-check';

import { endOf, refusedBy } from '../../../claims/src/domain/testing/refusals';
import { BLACKENED, redactedCopy } from './redaction';

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
