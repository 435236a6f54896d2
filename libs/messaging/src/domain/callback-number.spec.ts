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
    ['a number that costs extra', '+44 909 879 0000', 'callback.number_not_personal'],
    ['a service number', '+44 800 123 4567', 'callback.number_not_personal'],
  ])('%s', (_what, written, expected) => {
    const end = read(written);
    expect(end instanceof DomainError ? end.code : end).toBe(expected);
  });

  it('is not repeated when it is refused, and its length is', () => {
    const { text, details } = refusalOf('+86 139 7777 80');
    expect(JSON.stringify([text, details])).not.toContain('7777');
    expect(text.en).toContain('11 digits');
    expect(details.field).toBe('phone');
  });
});
