import { PackLibrary } from '../pack-library';
import { PACKS_FOLDER } from '../read-pack-folder';
import { evidenceChecklist } from './evidence-checklist';
import { lossTypes } from './pack';

const pack = PackLibrary.read(PACKS_FOLDER).get('cn-wallet-theft-guarantee', '0.1.0');
const ALWAYS = ['identity', 'police_receipt', 'declaration'];

describe('the evidence checklist', () => {
  it.each([
    [1n, ALWAYS],
    [1_999_999n, ALWAYS],
    [2_000_000n, [...ALWAYS, 'new_card_proof']],
    [4_999_999n, [...ALWAYS, 'new_card_proof']],
    [5_000_000n, [...ALWAYS, 'new_card_proof', 'police_case_filing']],
  ])('for %d minor units claimed requires %j', (claimedMinor, items) => {
    const required = evidenceChecklist(pack, claimedMinor, [], []).filter((line) => line.required);
    expect(required.map(({ item }) => item)).toEqual(items);
  });

  it('shows the whole list from the beginning, with a reason for each item', () => {
    const list = evidenceChecklist(pack, 1n, [], []);
    expect(list).toHaveLength(5);
    expect(list.find(({ item }) => item === 'police_case_filing')).toEqual({
      item: 'police_case_filing',
      label: { en: 'Police case-filing notice', 'zh-CN': '立案告知书' },
      required: false,
      state: 'missing',
      why: {
        en: 'Needed from 50,000.00 CNY claimed: it shows that the police have formally opened a case.',
        'zh-CN': '索赔金额达到 50,000.00 元时需要：它证明警方已正式立案。',
      },
    });
  });

  it('counts an item as received before it counts it as waived', () => {
    const list = evidenceChecklist(pack, 1n, ['identity', 'photo'], ['identity', 'declaration']);
    expect(list.map(({ item, state }) => `${item} ${state}`)).toEqual([
      'identity received',
      'police_receipt missing',
      'declaration waived',
      'new_card_proof missing',
      'police_case_filing missing',
    ]);
  });
});

describe('the loss types of a pack', () => {
  it('are named in both languages', () => {
    expect(lossTypes(pack)).toEqual([
      {
        id: 'account_theft',
        label: { en: 'My account was used by a thief', 'zh-CN': '账户被盗用' },
      },
      {
        id: 'payment_code_theft',
        label: { en: 'My payment code was stolen and charged', 'zh-CN': '付款码被盗刷' },
      },
      {
        id: 'payee_qr_swapped',
        label: { en: 'My own payee QR code was swapped', 'zh-CN': '我的收款码被调换' },
      },
    ]);
  });
});
