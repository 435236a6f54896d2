import {
  approval,
  asSeen,
  claimNow,
  evidenceHandedIn,
  filed,
  untilStatus,
} from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { TestService } from '../support/test-service';

interface ShownClaim extends Omit<ClaimJson, 'nextStep' | 'clocks' | 'evidence'> {
  readonly supportPhone: string;
  readonly nextStep: {
    readonly code: string;
    readonly by: string;
    readonly dueAt: string;
    readonly text: Readonly<Record<string, string>>;
  } | null;
  readonly clocks: readonly {
    readonly id: string;
    readonly state: string;
    readonly startedAt: string;
    readonly dueAt: string;
  }[];
  readonly evidence: readonly {
    readonly item: string;
    readonly required: boolean;
    readonly state: string;
    readonly why: Readonly<Record<string, string>>;
    readonly files: readonly { readonly sha256: string }[];
  }[];
}

const SETTLED = ['paid', 'denied', 'withdrawn', 'closed'];
/** Before the assessment has run nobody owns a claim: the system itself acts within the minute. */
const UNASSIGNED = ['received', 'assessing'];
const SMALL = '15000';
const LARGE = '1280000';

describe('an open claim', () => {
  let service: TestService;
  const seen: ShownClaim[] = [];
  /** Looked at while nothing moved them. */
  const resting: ShownClaim[] = [];

  beforeAll(async () => {
    service = await TestService.start();
    const watching = watch(seen);
    try {
      await walkSmall();
      await walkLarge();
    } finally {
      await watching.stop();
    }
  });
  afterAll(async () => {
    await service.stop();
  });

  /** Looks at all claims again and again while they are worked on, in each state that they pass. */
  function watch(into: ShownClaim[]): { stop(): Promise<void> } {
    let watching = true;
    const look = async (): Promise<void> => {
      while (watching) {
        const { body } = await service.get('audit', '/v1/claims?limit=10');
        into.push(...(body as { data: ShownClaim[] }).data);
      }
    };
    const looking = look();
    return {
      stop: async () => {
        watching = false;
        await looking;
      },
    };
  }

  async function reaches(id: string, status: string): Promise<ClaimJson> {
    const claim = await untilStatus(service, id, status);
    seen.push(claim as unknown as ShownClaim);
    resting.push(claim as unknown as ShownClaim);
    return claim;
  }

  async function walkSmall(): Promise<void> {
    const claim = await filed(service, { amountMinor: SMALL });
    seen.push(claim as unknown as ShownClaim);
    await reaches(claim.id, 'awaiting_claimant');
    await evidenceHandedIn(service, claim);
    await reaches(claim.id, 'paid');
  }

  async function walkLarge(): Promise<void> {
    service.rail.setFaults([{ kind: 'settle_later', ms: 500 }]);
    const claim = await filed(service, { amountMinor: LARGE, by: 'chen', payer: 'u_1002' });
    await reaches(claim.id, 'awaiting_claimant');
    await evidenceHandedIn(service, claim, 'chen');
    const inReview = await reaches(claim.id, 'in_review');
    const decided = await service.post(
      'wang',
      `/v1/claims/${claim.id}/decisions`,
      approval(inReview, LARGE),
      asSeen(inReview),
    );
    await reaches(claim.id, 'awaiting_approval');
    const verdict = { verdict: 'approve', note: 'Agreed.' };
    await service.post('zhao', `/v1/decisions/${String(decided.body.id)}/approvals`, verdict);
    await reaches(claim.id, 'paying');
    await reaches(claim.id, 'paid');
  }

  const openOnes = (): ShownClaim[] => seen.filter(({ status }) => !SETTLED.includes(status));

  it('was seen in every state that waits for somebody', () => {
    const states = [...new Set(openOnes().map(({ status }) => status))];
    const expected = ['received', 'awaiting_claimant', 'in_review', 'awaiting_approval', 'paying'];
    expect(states).toEqual(expect.arrayContaining(expected));
  });

  it('always shows its next step in both languages, who takes it, and by when', () => {
    const wrong = openOnes().filter(({ nextStep }) => {
      if (nextStep === null) return true;
      const { code, by, dueAt, text } = nextStep;
      const words = /\p{Script=Han}/u.test(text['zh-CN'] ?? '') && (text.en ?? '').length > 10;
      return !words || code === '' || by === '' || !(Date.parse(dueAt) > Date.now());
    });
    expect(wrong).toEqual([]);
  });

  it('always shows its clocks, each with its beginning and its due time', () => {
    const wrong = openOnes().filter(
      ({ clocks }) =>
        clocks.length === 0 ||
        clocks.some(({ startedAt, dueAt }) => !(Date.parse(startedAt) < Date.parse(dueAt))),
    );
    expect(wrong).toEqual([]);
  });

  it('has an owner as soon as a person has something to do with it', () => {
    const unowned = openOnes().filter(
      ({ status, owner }) => !UNASSIGNED.includes(status) && owner === null,
    );
    expect(unowned.map(({ status }) => status)).toEqual([]);
  });

  it('names a telephone number and the whole list of evidence from the first answer on', () => {
    for (const { evidence, supportPhone } of openOnes()) {
      expect(supportPhone).toBe('400-000-0000');
      expect(evidence).toHaveLength(5);
      for (const { why } of evidence) expect(Object.keys(why).sort()).toEqual(['en', 'zh-CN']);
    }
  });

  it('stops its clocks while it waits for the claimant, and lets them run on afterwards', () => {
    const stateOf = (status: string, clock: string): unknown[] => [
      ...new Set(
        resting
          .filter((claim) => claim.status === status)
          .map(({ clocks }) => clocks.find(({ id }) => id === clock)?.state),
      ),
    ];
    expect(stateOf('awaiting_claimant', 'decide')).toEqual(['paused']);
    expect(stateOf('in_review', 'decide')).toEqual(['running']);
    expect(stateOf('in_review', 'forward')).toEqual(['met']);
    expect(stateOf('paying', 'pay')).toEqual(['running']);
  });

  it('leaves no step and no running clock behind once it is paid', () => {
    const paid = seen.filter(({ status }) => status === 'paid');
    expect(paid.length).toBeGreaterThan(0);
    for (const { nextStep, clocks } of paid) {
      expect(nextStep).toBeNull();
      expect(clocks.map(({ state }) => state)).not.toContain('running');
    }
  });

  it('tells its story on the timeline, in order and in both languages', async () => {
    const paid = seen.find(
      ({ status, claimed }) => status === 'paid' && claimed.amountMinor === LARGE,
    )!;
    const { body } = await service.get('chen', `/v1/claims/${paid.id}/timeline`);
    const { data } = body as {
      data: { at: string; kind: string; actor: object; summary: Record<string, string> }[];
    };
    expect(data.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining([
        'claim.filed',
        'evidence.added',
        'claim.awaiting_approval',
        'claim.approved',
      ]),
    );
    expect([...data].sort((one, other) => one.at.localeCompare(other.at))).toEqual(data);
    for (const { summary, actor } of data) {
      expect(Object.keys(summary).sort()).toEqual(['en', 'zh-CN']);
      expect(actor).not.toHaveProperty('id');
    }
    expect(await claimNow(service, paid.id)).toMatchObject({ status: 'paid' });
  });
});
