import type { Response } from 'supertest';

import { CLAIM_STATUSES, OpenAppeal, mayCommand } from '@app/claims';
import type { ClaimCommand, ClaimStatus } from '@app/claims';
import { OpenPayouts } from '@app/payouts';
import { AssessClaim } from '@app/review';

import { aPng, approval, decide, inReview } from '../support/builders';
import { offeringClockPack } from '../support/clock-pack';
import { PlantedClaims } from '../support/planted-claims';
import type { PlantedClaim } from '../support/planted-claims';
import { TestService } from '../support/test-service';
import { ROUTED_COMMANDS, requestFor } from './command-requests';
import type { AskedClaim } from './command-requests';
import { GOOD_REQUESTS_MS_MAX, goodRequests } from './good-requests';
import type { GoodRequests } from './good-requests';
import { PERSON_OF_ROLE } from './people';
import { ROLES_IN_TABLE } from './route-roles.table';
import type { RoleInTable } from './route-roles.table';

/** Refusals because of who asks or how the claim stands; everything else has another reason. */
const FOR_THAT_REASON = [
  'auth.not_allowed',
  'claim.cannot_advance',
  'claim.not_for_role',
  'decision.not_possible',
  'approval.not_awaited',
  'evidence.claim_settled',
  'circumstance.claim_settled',
  'milestone.claim_closed',
];
const REFUSALS = [403, 404, 409, 412, 422];

const COMMANDS = [...ROUTED_COMMANDS, 'add_evidence'] as const;
type Command = (typeof COMMANDS)[number];

/** Every status, every command, every role: what is not in the table is refused without effect. */
describe('commands to claims, over HTTP', () => {
  let service: TestService;
  let claims: PlantedClaims;
  let good: GoodRequests;
  let other: PlantedClaim;
  let answered = 0;

  beforeAll(async () => {
    service = await TestService.start({ config: offeringClockPack('cn-wallet-theft-guarantee') });
    const claim = await inReview(service, { amountMinor: '600000' });
    await decide(service, 'wang', claim, approval(claim, '600000'));
    claims = await PlantedClaims.after(service.database.adminUrl, claim.id);
    good = await goodRequests(service);
    other = await claims.plant('in_review');
  }, GOOD_REQUESTS_MS_MAX);
  afterAll(async () => {
    await claims.stop();
    await service.stop();
  });

  async function give(command: Command, claim: PlantedClaim, role: RoleInTable): Promise<Response> {
    const person = PERSON_OF_ROLE[role];
    answered += 1;
    const key = `command-${answered}`;
    if (command === 'add_evidence') {
      return service
        .as(person, 'post', `/v1/claims/${claim.claimId}/evidence`)
        .set('Idempotency-Key', key)
        .field('item', 'identity')
        .attach('file', aPng(key), 'proof.png');
    }
    const asked: AskedClaim = { ...claim, otherId: other.claimId };
    const { method, path, body, headers } = requestFor(command, asked, good);
    const request = service.as(person, method, path).set('Idempotency-Key', key);
    return request.set(headers).send(body);
  }

  const codeOf = ({ body }: Response): string => String((body as { code?: string }).code);

  describe.each(COMMANDS)('%s', (command) => {
    const rolesIn = (status: ClaimStatus, may: boolean): RoleInTable[] =>
      ROLES_IN_TABLE.filter((role) => mayCommand(command, { status, role }) === may);

    it.each(CLAIM_STATUSES)(
      'of a claim that is %s is for nobody but those in the table',
      async (status) => {
        const claim = await claims.plant(status);
        const before = await claims.traceOf(claim);
        for (const role of rolesIn(status, false)) {
          const answer = await give(command, claim, role);
          const seen = { role, code: codeOf(answer), isRefused: REFUSALS.includes(answer.status) };
          expect(seen).toEqual({ ...seen, isRefused: true });
        }
        expect(await claims.traceOf(claim)).toEqual(before);
      },
    );

    it('is not refused for that reason to anybody in the table', async () => {
      const cells = CLAIM_STATUSES.flatMap((status) =>
        rolesIn(status, true).map((role) => ({ status, role })),
      );
      const refused: string[] = [];
      for (const { status, role } of cells) {
        const answer = await give(command, await claims.plant(status), role);
        if (FOR_THAT_REASON.includes(codeOf(answer)) || answer.status >= 500) {
          refused.push(`${status} by ${role}: ${answer.status} ${codeOf(answer)}`);
        }
      }
      expect(refused).toEqual([]);
      expect(cells.length).toBeGreaterThan(0);
    });
  });

  /** What jobs do by themselves, and whether a command of the table stands behind it. */
  const JOBS: readonly (readonly [ClaimCommand, (claimId: string) => Promise<void>])[] = [
    ['assess', (claimId) => service.app.get(AssessClaim).run({ claimId })],
    ['open_payout', (claimId) => service.app.get(OpenPayouts).run({ claimId })],
    ['appeal', (claimId) => service.app.get(OpenAppeal).run({ claimId })],
  ];

  it.each(JOBS)(
    'the job that would %s leaves claims in other statuses alone',
    async (command, run) => {
      const others = CLAIM_STATUSES.filter(
        (status) => !mayCommand(command, { status, role: 'system' }),
      );
      for (const status of others) {
        const claim = await claims.plant(status);
        const before = await claims.traceOf(claim);
        await run(claim.claimId);
        expect(await claims.traceOf(claim)).toEqual(before);
      }
      expect(others.length).toBeGreaterThan(7);
    },
  );

  it('has tried every cell that people can reach', () => {
    expect(answered).toBe(CLAIM_STATUSES.length * COMMANDS.length * ROLES_IN_TABLE.length);
  });
});
