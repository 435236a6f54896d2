import { itemOfMailFile } from './mail-item';

const IDENTITY = { item: 'identity', label: { en: 'Identity document', 'zh-CN': '身份证明' } };
const RECEIPT = { item: 'police_receipt', label: { en: 'Police receipt', 'zh-CN': '报警回执' } };

describe('a file that came by mail', () => {
  it.each([
    ['IMG_0001.png', [IDENTITY], 'identity'],
    ['IMG_0001.png', [IDENTITY, RECEIPT], null],
    ['IMG_0001.png', [], null],
    ['报警回执.jpg', [IDENTITY, RECEIPT], 'police_receipt'],
    ['Police-Receipt (2).pdf', [IDENTITY, RECEIPT], 'police_receipt'],
    ['police_receipt.pdf', [IDENTITY, RECEIPT], 'police_receipt'],
    ['身份证明和报警回执.pdf', [IDENTITY, RECEIPT], null],
    ['identity.png', [], null],
  ])('as %s, while we wait for %j, is for %s', (name, waited, item) => {
    expect(itemOfMailFile(name, waited)).toBe(item);
  });
});
