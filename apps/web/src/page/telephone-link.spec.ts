import { telephoneLink } from './telephone-link';

describe('a telephone number', () => {
  it.each([
    ['400-000-0000', 'tel:4000000000'],
    ['+86 10 1234 5678', 'tel:+861012345678'],
    ['(010) 1234.5678', 'tel:01012345678'],
    ['400-000-0000 转 8', 'tel:4000000000'],
    ['95188', 'tel:95188'],
    ['javascript:alert(1)', null],
    ['see our app', null],
    ['', null],
  ])('%p is dialled as %p', (phone, link) => {
    expect(telephoneLink(phone)).toBe(link);
  });
});
