import { DomainError } from '@app/kernel';

import { readCallbackNumber } from './callback-number';

function read(written: string): string | DomainError {
  try {
    return readCallbackNumber(written);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

function refusalOf(written: string): DomainError {
  const refusal = read(written);
  if (refusal instanceof DomainError) return refusal;
  throw new Error(`${written} was taken.`);
}

describe('the number to call', () => {
  it.each([
    ['a Chinese mobile number', '13800138000', '+8613800138000'],
    ['one with spaces', '138 0013 8000', '+8613800138000'],
    ['one of a Chinese keyboard', '１３８００１３８０００', '+8613800138000'],
    ['one with its country', '+86 138-0013-8000', '+8613800138000'],
    ['a landline with its area', '010-8888 8888', '+861088888888'],
    ['a British number', '+44 20 7946 0018', '+442079460018'],
    ['a number in Hong Kong', '+852 5123 4567', '+85251234567'],
    ['one digit too few', '1380013800', 'callback.number_invalid'],
    ['one digit too many', '138001380000', 'callback.number_invalid'],
    ['a prefix that nobody has', '+999 12345678', 'callback.number_invalid'],
    ['words', 'my mobile', 'callback.number_invalid'],
    ['nothing', ' ', 'callback.number_invalid'],
    ['two numbers', '13800138000 / 13900139000', 'callback.number_invalid'],
    ['an extension', '010-88888888 ext. 12', 'callback.number_extension'],
    ['one of the Internet', '+81 50 1234 5678', '+815012345678'],
    ['one in America, of whatever kind', '+1 415 555 2671', '+14155552671'],
  ])('%s', (_what, written, expected) => {
    const end = read(written);
    expect(end instanceof DomainError ? end.code : end).toBe(expected);
  });

  it.each([
    ['costs extra', '+44 909 879 0000'],
    ['costs extra, in America', '+1 900 234 5678'],
    ['costs extra, by the rate of the whole world', '+979 1234 56789'],
    ['shares its cost', '400 888 8888'],
    ['shares its cost, in Germany', '+49 180 5123456'],
    ['is a service', '+44 800 123 4567'],
    ['is a service of the whole world', '+800 1234 5678'],
    ['leads to wherever somebody is', '+44 70 1234 5678'],
    ['leads to wherever somebody is, in Germany', '+49 700 12345678'],
    ['leads to wherever somebody is, in America', '+1 500 234 5678'],
    ['is a pager', '+44 7640 123456'],
    ['is that of a whole company', '+44 55 1234 5678'],
    ['is a box for voices', '+41 860 123456789'],
    ['is a satellite', '+870 773 111 632'],
    ['is a satellite of Iridium', '+881 6 1234 5678'],
    ['is a satellite of Thuraya', '+882 16 12345678'],
    ['is a satellite of China', '1740 512 3456'],
    ['is an older satellite of China', '+86 1349 123 4567'],
  ])('is not one that %s', (_what, written) => {
    const refused = refusalOf(written);
    expect(refused.code).toBe('callback.number_not_personal');
    expect(refused.text.en).toContain('mobile or landline');
    expect(refused.text['zh-CN']).toContain('手机或固定电话');
  });

  it('is not repeated when it is refused, and its length is', () => {
    const { text, details } = refusalOf('+86 139 7777 80');
    expect(JSON.stringify([text, details])).not.toContain('7777');
    expect(text.en).toContain('11 digits');
    expect(details.field).toBe('phone');
  });
});
