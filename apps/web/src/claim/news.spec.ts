import type { FollowedClaim } from './followed-claim';
import { newsBetween } from './news';
import { readMessage } from './thread';

const both = { en: 'Words.', 'zh-CN': '文字。' };

interface Wish {
  readonly status?: string;
  /** Messages to the claimant. */
  readonly messages?: readonly string[];
  /** Things that are asked for. */
  readonly items?: readonly string[];
}

/** A claim as its page shows it: in review and quiet, unless wished else. */
function followed({ status = 'in_review', messages = [], items = [] }: Wish): FollowedClaim {
  const said = messages.map((id) =>
    readMessage({
      id,
      at: '2026-11-27T01:00:00Z',
      direction: 'out',
      channel: 'web',
      body: 'Words.',
      files: [],
      refusedFiles: [],
    }),
  );
  const tasks = items.map((item) => ({
    requestId: 'irq_1',
    item,
    label: both,
    why: both,
    state: 'open' as const,
    reason: null,
  }));
  return {
    claim: {
      id: 'clm_1',
      reference: 'CLM-7K3M-92QD',
      status,
      claimed: { currency: 'CNY', amountMinor: '1' },
      nextStep: null,
      createdAt: new Date('2026-11-27T01:00:00Z'),
      ownerName: null,
      promises: [],
      warnings: [],
      evidence: [],
      money: {
        claimed: { currency: 'CNY', amountMinor: '1' },
        awarded: null,
        paid: { currency: 'CNY', amountMinor: '0' },
        credited: null,
        takenBack: null,
        goodwill: null,
      },
      lines: [],
      decisionId: null,
      canAppeal: false,
      canWithdraw: true,
      mergedInto: null,
    },
    timeline: [],
    requests: [{ id: 'irq_1', text: null, dueAt: new Date('2026-12-01T00:00:00Z'), tasks }],
    thread: { items: said.flatMap((message) => message ?? []), next: null },
    payouts: [],
    appeals: { lodged: [], next: null },
  };
}

describe('what is told of a claim while somebody looks', () => {
  it.each<[string, Wish, Wish, ReturnType<typeof newsBetween>]>([
    ['nothing', {}, {}, null],
    ['where it stands now', {}, { status: 'paid' }, { status: 'paid', messages: 0, tasks: 0 }],
    [
      'how much was written to them',
      { messages: ['msg_1'] },
      { messages: ['msg_3', 'msg_2', 'msg_1'] },
      { status: null, messages: 2, tasks: 0 },
    ],
    [
      'how much more is asked for',
      { items: ['identity'] },
      { items: ['identity', 'receipt'] },
      { status: null, messages: 0, tasks: 1 },
    ],
    ['nothing of what is done', { items: ['identity'] }, {}, null],
  ])('is %s', (_what, before, now, news) => {
    expect(newsBetween(followed(before), followed(now))).toEqual(news);
  });
});
