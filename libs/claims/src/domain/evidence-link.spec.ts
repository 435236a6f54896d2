import { createHmac } from 'node:crypto';

import fc from 'fast-check';

import { readLink, signLink } from './evidence-link';
import type { EvidenceLink } from './evidence-link';

const KEY = Buffer.alloc(32, 7);
const NONCE = Buffer.alloc(16, 3);
const NOW = new Date('2026-11-26T10:00:00Z');
const LINK: EvidenceLink = {
  evidenceId: 'evd_01h455vb4pex5vsknk084sn02q',
  variant: 'copy',
  userId: 'usr_01h455vb4pex5vsknk084sn02q',
  expiresAt: new Date('2026-11-26T10:05:00Z'),
};

describe('a link to a file', () => {
  it('opens what it was made for, until it expires', () => {
    const token = signLink(LINK, NONCE, KEY);
    expect(readLink(token, KEY, NOW)).toEqual(LINK);
    expect(readLink(token, KEY, new Date('2026-11-26T10:04:59.999Z'))).toEqual(LINK);
    expect(readLink(token, KEY, LINK.expiresAt)).toBeNull();
  });

  it('is one word for an address, and another one each time', () => {
    const token = signLink(LINK, NONCE, KEY);
    expect(token).toMatch(/^[\w.-]+$/);
    expect(signLink(LINK, Buffer.alloc(16, 4), KEY)).not.toBe(token);
  });

  it('opens nothing by another key', () => {
    expect(readLink(signLink(LINK, NONCE, KEY), Buffer.alloc(32, 8), NOW)).toBeNull();
  });

  it('opens nothing when another hash of the same key is put behind it', () => {
    const [body = ''] = signLink(LINK, NONCE, KEY).split('.');
    const hash = createHmac('sha256', KEY).update(body).digest('base64url');
    expect(readLink(`${body}.${hash}`, KEY, NOW)).toBeNull();
  });

  it('opens nothing once a character of it was changed', () => {
    const token = signLink(LINK, NONCE, KEY);
    const places = fc.integer({ min: 0, max: token.length - 1 });
    fc.assert(
      fc.property(places, fc.constantFrom(...'AZaz09-_.'), (place, letter) => {
        fc.pre(token[place] !== letter);
        const changed = token.slice(0, place) + letter + token.slice(place + 1);
        expect(readLink(changed, KEY, NOW)).toBeNull();
      }),
    );
  });

  it('opens nothing once its last character stands for the same bits as before', () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const token = signLink(LINK, NONCE, KEY);
    const others = [...letters].filter((letter) => letter !== token.at(-1));
    for (const letter of others) expect(readLink(token.slice(0, -1) + letter, KEY, NOW)).toBeNull();
  });

  it('is not seen in anything else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(readLink(text, KEY, NOW)).toBeNull();
      }),
    );
  });
});
