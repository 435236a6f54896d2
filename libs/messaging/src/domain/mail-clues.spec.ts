import { newId } from '@app/kernel';

import { leadsToClaim, mailClues, trustOf } from './mail-clues';
import { signReplyAddress } from './reply-address';

const OURS = { mailDomain: 'claims.example.com', key: Buffer.alloc(32, 1) };
const claimId = newId('clm', 7);
const messageId = newId('msg', 7);
const reference = 'CLM-7K3M-92QD';

describe('where a mail belongs', () => {
  it('is said by the address first, then by the thread, then by the subject', () => {
    const clues = mailClues(
      {
        recipient: signReplyAddress(claimId, OURS),
        threadIds: `<${messageId}@claims.example.com> <${claimId}@claims.example.com> <x@y>`,
        subject: `Re: [${reference}] your papers`,
      },
      OURS,
    );
    expect(clues).toEqual([
      { by: 'address', claimId },
      { by: 'thread', id: messageId },
      { by: 'thread', id: claimId },
      { by: 'reference', text: reference },
    ]);
  });

  it.each([
    reference.toLowerCase(),
    reference.replace(/-/g, ' '),
    reference.replace(/-/g, ''),
    `索赔${reference}的材料`,
    [...reference].map((letter) => (letter === '-' ? '－' : letter)).join(''),
  ])('is read from the subject %s', (subject) => {
    const clues = mailClues(
      { recipient: 'claims@claims.example.com', threadIds: '', subject },
      OURS,
    );
    const [clue] = clues;
    expect(clues).toHaveLength(1);
    expect(clue?.by === 'reference' ? clue.text.replace(/[^A-Z0-9]/g, '') : '').toBe(
      reference.replace(/-/g, ''),
    );
  });

  it.each(['', 'CLM-7K3M', 'a claim'])('is not read from %j', (subject) => {
    const mail = { recipient: 'claims@claims.example.com', threadIds: '', subject };
    expect(mailClues(mail, OURS)).toEqual([]);
  });

  it.each([
    ['address', true, 'verified', true],
    ['address', false, 'unverified', true],
    ['thread', true, 'unverified', true],
    ['thread', false, 'unverified', true],
    ['reference', true, 'unverified', true],
    ['reference', false, 'unverified', false],
  ] as const)(
    'by its %s, from a known sender: %s, it is %s and leads to the claim: %s',
    (by, isKnownSender, trust, leads) => {
      expect(trustOf({ by, isKnownSender })).toBe(trust);
      expect(leadsToClaim({ by, isKnownSender })).toBe(leads);
    },
  );
});
