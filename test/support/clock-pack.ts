import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Config } from '@app/platform';
import { PACKS_FOLDER } from '@app/programs';
import type { Pack, PackClock } from '@app/programs';

const DEMO = join(PACKS_FOLDER, 'cn-wallet-theft-guarantee', '0.1.0.json');
export const CLOCK_PACK_ID = 'test-clocks';

/** The clocks of the test pack: one for each thing that can become of a broken promise. */
const CLOCKS: readonly Omit<PackClock, 'label'>[] = [
  { id: 'forward', from: 'claim_received', within: '2H', pausable: false, onBreach: 'escalate' },
  {
    id: 'decide',
    from: 'claim_received',
    within: '5BD',
    variants: [{ when: 'new_account', within: '20BD' }],
    pausable: true,
    pauseReasons: [
      { id: 'victim_information', label: { en: 'we wait for you', 'zh-CN': '等待您' } },
      { id: 'cmc_check', label: { en: 'an agency is checked', 'zh-CN': '正在核实代理公司' } },
    ],
    hardEnd: '30BD',
    onBreach: 'provisional_credit',
  },
  {
    id: 'decide_extended',
    from: 'claim_received',
    within: '60D',
    pausable: false,
    extends: 'decide',
    onBreach: 'pay_claimant',
  },
  { id: 'pay', from: 'approved', within: '1BD', pausable: false, onBreach: 'escalate' },
  {
    id: 'inquiry',
    from: 'dispute_opened',
    until: 'dispute_escalated',
    within: '20D',
    pausable: false,
    onBreach: 'close',
  },
  {
    id: 'answer',
    from: 'complaint',
    until: 'documents_complete',
    within: '10D',
    pausable: false,
    onBreach: 'deny_claimant',
  },
  {
    id: 'share',
    from: 'contribution_requested',
    until: 'contribution_received',
    within: '5BD',
    pausable: false,
    onBreach: 'escalate',
  },
  { id: 'appeal', from: 'appealed', within: '15BD', pausable: false, onBreach: 'escalate' },
  { id: 'prompt', from: 'loss_confirmed', within: null, pausable: false, onBreach: 'escalate' },
];

const CIRCUMSTANCES: Pack['circumstances'] = [
  ['vulnerable', 'claim'] as const,
  ['new_account', 'claim'] as const,
  ['foreign', 'payment'] as const,
].map(([id, scope]) => ({
  id,
  scope,
  label: { en: `it is established: ${id}`, 'zh-CN': `已确认：${id}` },
}));

/** The demo pack with other clocks and with circumstances. */
function clockPack(): object {
  const demo = JSON.parse(readFileSync(DEMO, 'utf8')) as Pack;
  return {
    ...demo,
    packId: CLOCK_PACK_ID,
    // Fees are a finding of one payment; until somebody records one they are nothing.
    lossTypes: demo.lossTypes.map((type) => ({ ...type, paysFees: true })),
    circumstances: [...demo.circumstances, ...CIRCUMSTANCES],
    provisional: {
      from: 'claim_received',
      within: '5BD',
      variants: [{ when: 'new_account', within: '20BD' }],
      shareBp: 10_000,
      label: { en: 'A provisional credit until the decision', 'zh-CN': '决定前先行垫付' },
    },
    clocks: CLOCKS.map((clock) => ({
      ...clock,
      label: { en: `The promise "${clock.id}"`, 'zh-CN': `承诺 ${clock.id}` },
    })),
  };
}

/** Makes an installation offer the pack whose clocks these tests break, behind these others. */
export function offeringClockPack(...others: readonly string[]): Pick<Config, 'programs'> {
  const packsDir = join(tmpdir(), `ganpei-clock-pack-${String(process.pid)}`);
  mkdirSync(join(packsDir, CLOCK_PACK_ID), { recursive: true });
  writeFileSync(join(packsDir, CLOCK_PACK_ID, '0.1.0.json'), JSON.stringify(clockPack()));
  return { programs: { packsDir, calendarsFile: null, offered: [...others, CLOCK_PACK_ID] } };
}
