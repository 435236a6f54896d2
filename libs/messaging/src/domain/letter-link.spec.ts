import fc from 'fast-check';

import { newId } from '@app/kernel';

import { readLetterLink, signLetterLink } from './letter-link';

const KEY = Buffer.alloc(32, 1);
const SENT_AT = new Date('2026-11-26T00:00:00Z');
const DAY_MS = 86_400_000;
const after = (days: number): Date => new Date(SENT_AT.getTime() + days * DAY_MS);

describe('the link to a letter', () => {
  const link = { decisionId: newId('dec', 7), locale: 'zh-CN' } as const;
  const token = signLetterLink(link, SENT_AT, KEY);

  it('opens the letter in its language for thirty days', () => {
    expect(readLetterLink(token, KEY, after(0))).toEqual(link);
    expect(readLetterLink(token, KEY, after(29.99))).toEqual(link);
    expect(readLetterLink(token, KEY, after(30))).toBeNull();
  });

  it('opens nothing of another installation', () => {
    expect(readLetterLink(token, Buffer.alloc(32, 2), SENT_AT)).toBeNull();
  });

  it('opens nothing when any character of it was changed', () => {
    const changes = fc.record({
      at: fc.nat(token.length - 1),
      letter: fc.constantFrom(...'aA0.-z'),
    });
    fc.assert(
      fc.property(changes, ({ at, letter }) => {
        fc.pre(token.charAt(at) !== letter);
        const changed = token.slice(0, at) + letter + token.slice(at + 1);
        expect(readLetterLink(changed, KEY, SENT_AT)).toBeNull();
      }),
    );
  });
});
