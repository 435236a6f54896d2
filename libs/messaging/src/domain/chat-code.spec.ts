import fc from 'fast-check';

import { newId } from '@app/kernel';

import { readChatCode, signChatCode } from './chat-code';

const KEY = Buffer.alloc(32, 1);
const NOW = new Date('2026-12-01T08:00:00Z');
const LATER = new Date('2026-12-01T09:00:00Z');

describe('the code for a chat', () => {
  const claimId = newId('clm', 5);
  const code = signChatCode(claimId, LATER, KEY);

  it.each([
    code,
    `绑定 ${code}`,
    `my code: ${code}.`,
    `${code}\n谢谢`,
    `【${code}】`,
    `绑定${code}`,
  ])('is read from %j', (text) => {
    expect(readChatCode(text, KEY, NOW)).toBe(claimId);
  });

  it.each([
    ['when it has expired', code, KEY, LATER],
    ['with another key', code, Buffer.alloc(32, 2), NOW],
    ['with more behind it', `${code}0`, KEY, NOW],
    ['with more before it', `0${code}`, KEY, NOW],
    ['for another claim', code.replace(/^.{26}/, newId('clm', 5).slice(4)), KEY, NOW],
    ['for a longer time', code.replace(/\.(.)/, '.z'), KEY, NOW],
    ['of nothing', '', KEY, NOW],
  ])('is nothing %s', (_what, text, key, now) => {
    expect(readChatCode(text, key, now)).toBeNull();
  });

  it('is nothing when any character was changed', () => {
    fc.assert(
      fc.property(fc.nat(code.length - 1), fc.constantFrom(...'0aZ._'), (at, letter) => {
        fc.pre(code.charAt(at) !== letter);
        const changed = code.slice(0, at) + letter + code.slice(at + 1);
        expect(readChatCode(changed, KEY, NOW)).toBeNull();
      }),
    );
  });
});
