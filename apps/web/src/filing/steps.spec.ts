import { FILING_STEPS, stepBeside, stepCalled, stepOfField } from './steps';

describe('the questions of a claim', () => {
  it('come one after the other, and end with a look at all the answers', () => {
    expect(stepBeside('payments', -1)).toBeNull();
    expect(stepBeside('payments', 1)).toBe('happened');
    expect(stepBeside('payout', 1)).toBe('check');
    expect(stepBeside('check', 1)).toBeNull();
    expect(FILING_STEPS).toHaveLength(7);
  });

  it('have names that an address can hold, and no others', () => {
    expect(stepCalled('contact')).toBe('contact');
    for (const name of [null, '', 'constructor', 'Contact']) expect(stepCalled(name)).toBeNull();
  });

  it.each([
    ['lines', 'payments'],
    ['lines[2].money.amountMinor', 'payments'],
    ['unlistedPayment', 'payments'],
    ['lossType', 'happened'],
    ['narrative', 'happened'],
    ['discoveredAt', 'noticed'],
    ['contact.email', 'contact'],
    ['files', 'evidence'],
    ['payoutMethod.account.number', 'payout'],
    ['claimantKind', 'check'],
    ['constructor', 'check'],
  ])('ask for %s on the page "%s"', (field, step) => {
    expect(stepOfField(field)).toBe(step);
  });
});
