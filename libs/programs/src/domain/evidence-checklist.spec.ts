import { PackLibrary } from '../pack-library';
import { PACKS_FOLDER } from '../read-pack-folder';
import { evidenceChecklist } from './evidence-checklist';
import { lossTypes } from './pack';
import type { EventName } from './pack';
import { outcomeOf } from './testing/outcome';
import { theFacts } from './testing/sample-facts';
import { aPack } from './testing/sample-pack';

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
    const required = evidenceChecklist(pack, { claimedMinor }, [], []).filter(
      (line) => line.required,
    );
    expect(required.map(({ item }) => item)).toEqual(items);
  });

  it('shows the whole list from the beginning, with a reason for each item', () => {
    const list = evidenceChecklist(pack, { claimedMinor: 1n }, [], []);
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
    const list = evidenceChecklist(
      pack,
      { claimedMinor: 1n },
      ['identity', 'photo'],
      ['identity', 'declaration'],
    );
    expect(list.map(({ item, state }) => `${item} ${state}`)).toEqual([
      'identity received',
      'police_receipt missing',
      'declaration waived',
      'new_card_proof missing',
      'police_case_filing missing',
    ]);
  });

  const text = { en: 'A text', 'zh-CN': '文字' };
  const conditional = aPack({
    evidence: [
      { id: 'photo', requiredFromMinor: '100', requiredIf: 'at_fault', label: text, why: text },
      {
        id: 'police_report',
        requiredFromMinor: '0',
        within: { from: 'transaction_alert', within: '3D' },
        label: text,
        why: text,
      },
    ],
  });

  it.each([
    [100n, ['at_fault'], true],
    [99n, ['at_fault'], false],
    [100n, ['vulnerable'], false],
  ])('for %d given %j requires the photo: %s', (claimedMinor, circumstances, isRequired) => {
    const [photo] = evidenceChecklist(conditional, { claimedMinor, circumstances }, [], []);
    expect(photo?.required).toBe(isRequired);
  });

  it('asks for what is needed unless something holds, once that is found not to', () => {
    const text = { en: 'A text', 'zh-CN': '文字' };
    const unless = aPack({
      evidence: [
        {
          id: 'photo',
          requiredFromMinor: '0',
          requiredIf: { not: 'vulnerable' },
          label: text,
          why: text,
        },
      ],
    });
    const required = (known: object): boolean | undefined =>
      evidenceChecklist(unless, { claimedMinor: 1n, ...known }, [], [])[0]?.required;
    expect(required({})).toBe(false);
    expect(required({ circumstances: ['vulnerable'] })).toBe(false);
    expect(required({ refuted: ['vulnerable'] })).toBe(true);
    const facts = theFacts({ evidence: [], refuted: ['vulnerable'] });
    expect(outcomeOf(unless, facts).reasons).toContain('evidence.missing');
  });

  it('says until when an item should be there, once that is known', () => {
    const alertedAt = new Date('2026-11-01T04:00:00Z');
    const dueIn = (eventAt?: (name: EventName) => Date | null) =>
      evidenceChecklist(conditional, { claimedMinor: 1n, ...(eventAt && { eventAt }) }, [], []).map(
        ({ dueAt }) => dueAt,
      );
    expect(dueIn((name) => (name === 'transaction_alert' ? alertedAt : null))).toEqual([
      undefined,
      '2026-11-04T15:59:59.999Z',
    ]);
    expect(dueIn()).toEqual([undefined, null]);
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
