import { changed } from '../testing/changed';
import { itRefuses, problemsOf, shipped } from '../testing/shipped-packs';

const gb = shipped('gb-app-reimbursement');
const regE = shipped('us-reg-e');
const [PROMPTLY] = shipped('cn-pay-first-rule').clocks;
const LUNCH = { id: 'lunch', label: { en: 'it is noon', 'zh-CN': '正值午间' } };

describe('the clocks of a pack refuse', () => {
  itRefuses(gb, [
    ['clocks.2.hardEnd', '4BD', '$.clocks[2].hardEnd', 'shorter than 5BD'],
    ['clocks.2.hardEnd', '6D', '$.clocks[2].hardEnd', 'We saw 6D'],
    [
      'clocks.2.variants',
      [{ when: 'vulnerable', within: '36BD' }],
      '$.clocks[2].hardEnd',
      'shorter than 36BD',
    ],
    ['clocks.0.hardEnd', '5BD', '$.clocks[0].hardEnd', 'the clock is not pausable'],
    ['clocks.0.pauseReasons', [LUNCH], '$.clocks[0].pauseReasons', 'is not pausable'],
    ['clocks.2.pauseReasons', [LUNCH, LUNCH], '$.clocks[2].pauseReasons[1]', '"lunch" is there'],
    ['clocks.2.pauseReasons', ['lunch'], '$.clocks[2].pauseReasons[0]', 'We saw "lunch"'],
    ['clocks.2.within', null, '$.clocks[2].hardEnd', 'within is null'],
    ['clocks.1.until', 'notified_counterparty', '$.clocks[1].until', 'does not come after'],
    ['clocks.1.until', 'payment', '$.clocks[1].until', 'does not come after'],
    ['clocks.2.until', 'claim_received', '$.clocks[2].until', 'does not come after'],
    ['clocks.2.until', 'information_requested', '$.clocks[2].until', 'does not come after'],
    ['clocks.2.until', 'appealed', '$.clocks[2].until', 'does not come after'],
    ['clocks.1.extends', 'decide', '$.clocks[1].extends', 'name one of notify_payee_psp'],
    [
      'clocks.1.extends',
      'payee_psp_reply',
      '$.clocks[1].extends',
      'in a circle (payee_psp_reply →',
    ],
    ['clocks.0.latePays', { upToMinor: '5' }, '$.clocks[0].latePays', 'not what it pays'],
    [
      'clocks.0.latePays',
      { perDayMinor: '6', upToMinor: '5' },
      '$.clocks[0].latePays.upToMinor',
      'less than the 6',
    ],
    ['clocks.1.onBreach', 'provisional_credit', '$.clocks[1].onBreach', '$.provisional is null'],
  ]);
  itRefuses(regE, [
    ['clocks.1.within', '9BD', '$.clocks[1].within', 'no longer than the 10BD of "decide"'],
    ['clocks.1.within', '10BD', '$.clocks[1].within', 'no longer than the 10BD'],
  ]);
  itRefuses(shipped('cn-wallet-theft-guarantee'), [
    ['clocks.3.until', 'decided', '$.clocks[3].until', '"decided", which does not come after'],
    ['clocks.4.until', 'claim_received', '$.clocks[4].until', 'does not come after'],
    ['clocks.3.from', 'paid', '$.clocks[3].until', 'from "paid" without "until"'],
    ['clocks.0.from', 'decided', '$.clocks[0].until', 'from "decided" without "until"'],
  ]);
  itRefuses({ ...regE, clocks: [{ ...PROMPTLY, id: 'decide' }, ...regE.clocks.slice(1)] }, [
    ['clocks.0.label.en', 'Promptly', '$.clocks[1].extends', '"decide" has no figure'],
  ]);
  itRefuses(shipped('cn-pay-first-rule'), [
    ['clocks.0.onBreach', 'pay_claimant', '$.clocks[0].onBreach', 'within is null'],
    ['clocks.0.variants', [], '$.clocks[0].variants', 'must NOT have fewer than 1 items'],
  ]);

  it('a longer circle at each of the clocks that are in it, and not at others', () => {
    const circle = changed(
      changed(regE, 'clocks.0.extends', 'decide_extended'),
      'clocks.2.extends',
      'decide',
    );
    expect(problemsOf(circle).map(({ path }) => path)).toEqual([
      '$.clocks[0].extends',
      '$.clocks[1].extends',
    ]);
  });

  it('no hard end that is as long as the promise, in whatever unit', () => {
    expect(problemsOf(changed(gb, 'clocks.2.hardEnd', '5BD'))).toEqual([]);
    expect(problemsOf(changed(gb, 'clocks.2.hardEnd', '7D'))).toEqual([]);
    expect(problemsOf(changed(gb, 'clocks.2.hardEnd', '1M'))).toEqual([]);
  });
});
