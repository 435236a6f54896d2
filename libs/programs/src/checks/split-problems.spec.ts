import { itRefuses, shipped } from '../testing/shipped-packs';

const gb = shipped('gb-app-reimbursement');
const sg = shipped('sg-srf');
const [payer, payee] = gb.split.rows;

describe('shares refuse', () => {
  itRefuses(gb, [
    ['split.rows.0.shareBp', 4_999, '$.split.rows', 'add up to 9999 basis points'],
    ['split.rows.0.shareBp', 5_001, '$.split.rows', 'add up to 10001 basis points'],
    ['split.rows.0.when', 'vulnerable', '$.split.rows[0].when', 'take "when" out'],
    ['split.rows.1.party', 'payer_psp', '$.split.rows[1]', '"payer_psp" is there already'],
    [
      'split.rows',
      [{ party: 'claimant', shareBp: 10_000 }],
      '$.split.rows',
      'nothing would ever be paid',
    ],
    [
      'split.rows',
      [{ ...payer, deductsWaivedExcess: true }, payee],
      '$.split.rows[0].deductsWaivedExcess',
      'another party that bears it',
    ],
    [
      'amount.excess.waivedByChoice',
      undefined,
      '$.split.rows[1].deductsWaivedExcess',
      'needs an excess that the payer may choose',
    ],
  ]);
});

describe('a waterfall refuses', () => {
  itRefuses(sg, [
    ['split.rows.2.when', 'complex', '$.split.rows[2]', 'nobody would bear it'],
    ['split.rows.1.when', undefined, '$.split.rows[2]', 'This row is never reached'],
    ['split.rows.0.shareBp', 5_000, '$.split.rows[0].shareBp', 'bears all, so write 10000'],
    [
      'split.rows.0.deductsWaivedExcess',
      true,
      '$.split.rows[0].deductsWaivedExcess',
      'the mode "shares"',
    ],
  ]);
});
