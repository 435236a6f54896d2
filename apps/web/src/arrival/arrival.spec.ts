import { arrivalIn } from './arrival';

describe('the address of the page', () => {
  it.each([
    ['', null],
    ['?lang=en', null],
    ['?mail=0abc.def', { kind: 'mail', token: '0abc.def' }],
    ['?code=7K3M-92QD-XF4T', { kind: 'code', code: '7K3M-92QD-XF4T' }],
    ['?code=7k3m%2092qd%20xf4t', { kind: 'code', code: '7K3M-92QD-XF4T' }],
    ['?code=7k3m92qdxf4t', { kind: 'code', code: '7K3M-92QD-XF4T' }],
  ])('%s leads to %j', (search, arrival) => {
    expect(arrivalIn(search)).toEqual(arrival);
  });

  it.each([
    ['?code=Call+us+at+1-900-555-0100+or+lose+it+all', null],
    ['?code=Call+us+at+1-900-555-0100', null],
    ['?code=%3Cb%3E', null],
    ['?code=', null],
  ])('shows nothing that somebody else wrote into it: %s', (search, arrival) => {
    expect(arrivalIn(search)).toEqual(arrival);
  });
});
