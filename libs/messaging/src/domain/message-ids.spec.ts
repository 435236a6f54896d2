import { newId } from '@app/kernel';

import { messageIdOf, readOurIds, threadIdOf } from './message-ids';

const DOMAIN = 'Claims.Example.com';

describe('the names of our mails', () => {
  const [message, claim] = [newId('msg', 7), newId('clm', 7)];

  it('lead back to message and claim, the first named first', () => {
    const header = `${messageIdOf(message, DOMAIN)}\r\n ${threadIdOf(claim, DOMAIN)}`;
    expect(readOurIds(header, DOMAIN)).toEqual([message, claim]);
    expect(readOurIds(header.toUpperCase(), DOMAIN)).toEqual([message, claim]);
  });

  it.each([
    ['of another domain', `<${message}@example.com>`],
    ['of a mail of somebody else', '<CAF+1@mail.gmail.com>'],
    ['of another kind of thing', `<${newId('pmt', 7)}@claims.example.com>`],
    ['that is none', `${message}@claims.example.com`],
    ['that is no id', '<msg_zzzzzzzzzzzzzzzzzzzzzzzzzz@claims.example.com>'],
  ])('are not read from a name %s', (_what, header) => {
    expect(readOurIds(header, DOMAIN)).toEqual([]);
  });
});
