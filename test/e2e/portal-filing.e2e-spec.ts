import { newRequestKey } from '../../apps/web/src/api/request-key';
import { ServiceClient } from '../../apps/web/src/api/service-client';
import type { Claim } from '../../apps/web/src/claim/claim';
import { followedClaimLoader } from '../../apps/web/src/claim/followed-claim';
import { textOfDraft } from '../../apps/web/src/draft/draft';
import { draftName } from '../../apps/web/src/draft/draft-name';
import {
  answersIn,
  withContact,
  withDiscoveredAt,
  withLines,
  withLossType,
  withPayout,
  withStory,
  withUnlisted,
} from '../../apps/web/src/filing/answers';
import type { Content } from '../../apps/web/src/filing/content';
import { DraftKeeper } from '../../apps/web/src/filing/draft-keeper';
import type { WordMemory } from '../../apps/web/src/filing/draft-keeper';
import { readDraftList, readFilingDraft } from '../../apps/web/src/filing/filing-draft';
import type { FilingDraft } from '../../apps/web/src/filing/filing-draft';
import { answerFromBefore, carryReasons } from '../../apps/web/src/filing/kept-reasons';
import { readOwnPayments } from '../../apps/web/src/filing/own-payment';
import { lineOf } from '../../apps/web/src/filing/payment-line';
import { stepOfField } from '../../apps/web/src/filing/steps';
import { readLossTypes } from '../../apps/web/src/filing/loss-types';
import { RequestFailure, isRecord } from '../../apps/web/src/http/request-failure';
import { readIssuedToken } from '../../apps/web/src/session/session';
import { aPng, reported, untilStatus } from '../support/builders';
import { TestService } from '../support/test-service';

const LIN = 'lin@demo.ganpei';
const ACCOUNT = { kind: 'bank', holderName: '', number: '', bank: '' };
const CONTACT = { name: '林小红', phone: '+8613800138000', email: '', locale: 'zh-CN' } as const;

/** What a browser keeps, in a test. */
function aMemory(): WordMemory & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    recall: (name) => kept.get(name) ?? null,
    remember: (name, value) => kept.set(name, value).has(name),
    forget: (name) => void kept.delete(name),
  };
}

async function taken(keeper: DraftKeeper): Promise<boolean> {
  keeper.takeTheirs();
  return keeper.save();
}

/** Files until there is an answer, as the page does: the first may be long on a slow machine. */
async function filedBy(keeper: DraftKeeper): Promise<Claim> {
  try {
    return await keeper.file();
  } catch (error) {
    const isLate = error instanceof RequestFailure && error.facts.kind === 'unreachable';
    if (isLate) return filedBy(keeper);
    throw error;
  }
}

/** The pages of filing against the running service, as they work in a browser. */
describe('filing a claim in the portal', () => {
  let service: TestService;
  let lin: ServiceClient;

  const clientAt = async (base: string): Promise<ServiceClient> => {
    const body = { username: LIN, password: 'demo' };
    const nobody = new ServiceClient({ token: null, base: `${service.url}/` });
    const { accessToken } = await nobody.post('/v1/auth/token', { body }, readIssuedToken);
    return new ServiceClient({ token: accessToken, base });
  };
  beforeAll(async () => {
    service = await TestService.start();
    lin = await clientAt(`${service.url}/`);
  });
  afterAll(async () => {
    await service.stop();
  });

  const begun = (claim: Record<string, unknown> = {}): Promise<FilingDraft> =>
    lin.post('/v1/claim-drafts', { key: newRequestKey(), body: { claim } }, readFilingDraft);
  const opened = (draft: FilingDraft, memory = aMemory(), client = lin): DraftKeeper =>
    new DraftKeeper({ client, memory, name: draftName(LIN, draft.id, 'filing') }, draft);
  const seen = (id: string): Promise<FilingDraft> =>
    lin.get('/v1/claim-drafts/{id}', { path: { id } }, readFilingDraft);
  const told = (content: Content, words: string): Content =>
    withStory(content, { words, policeReport: '' });
  const storyOf = (content: Content): string => answersIn(content).story.words;
  /** Every question answered, about a payment of 860.00 CNY. */
  const answered = async (): Promise<Content> => {
    await reported(service, { amountMinor: '86000' });
    const { items } = await lin.get('/v1/payments', { query: { limit: 100 } }, readOwnPayments);
    const payment = items.find(({ left }) => left.amountMinor === '86000');
    const [lossType] = await lin.get('/v1/programs', {}, readLossTypes);
    let content = withLines({}, [lineOf(payment!)]);
    content = withLossType(content, lossType!.id);
    content = withStory(content, { words: '手机在地铁上被偷。', policeReport: 'A12345' });
    content = withDiscoveredAt(content, new Date(Date.now() - 3_600_000).toISOString());
    return withPayout(withContact(content, CONTACT), 'original', ACCOUNT);
  };

  it('leads from the first question to the confirmation, and hands in what there is', async () => {
    const keeper = opened(await begun());
    const steps = new Set(keeper.state.server.problems.map(({ field }) => stepOfField(field)));
    expect([...steps].sort()).toEqual(['contact', 'happened', 'noticed', 'payments', 'payout']);
    keeper.change(await answered());
    expect(await keeper.save()).toBe(true);
    expect(keeper.state.server).toMatchObject({
      problems: [],
      claimed: { currency: 'CNY', amountMinor: '86000' },
      decisionAt: expect.any(Date),
    });
    const { id } = keeper.state.server;
    const form = { item: 'identity', file: new File([new Uint8Array(aPng(id))], '身份证.png') };
    const files = '/v1/claim-drafts/{id}/files';
    await lin.post(files, { path: { id }, key: newRequestKey(), form }, isRecord);
    await keeper.refresh();
    const [identity] = keeper.state.server.evidence;
    expect(identity?.files[0]?.fileName).toBe('身份证.png');

    const { reference } = await filedBy(keeper);
    const { claim } = await followedClaimLoader(lin, reference)();
    expect(claim.nextStep?.dueAt).toEqual(expect.any(Date));
    expect(claim.evidence.find(({ item }) => item === 'identity')?.state).toBe('received');
  });

  it('files one claim, also when the answer is lost and it is sent again', async () => {
    const memory = aMemory();
    const draft = await begun(await answered());
    const first = await filedBy(opened(draft, memory));
    expect(memory.kept.size).toBe(0);
    expect((await filedBy(opened(draft, memory))).id).toBe(first.id);
  });

  it('keeps every word through a reload while the service cannot be reached', async () => {
    const memory = aMemory();
    const draft = await begun();
    const nowhere = await clientAt('http://127.0.0.1:1/');
    const keeper = opened(draft, memory, nowhere);
    keeper.change(told({}, 'All of it.'));
    expect(await keeper.save()).toBe(false);
    expect(keeper.state.saving).toBe('waiting');

    const again = opened(await seen(draft.id), memory);
    expect(again.state).toMatchObject({ saving: 'unsaved', isKept: true });
    expect(await again.save()).toBe(true);
    expect(storyOf((await seen(draft.id)).content)).toBe('All of it.');
    expect(memory.kept.size).toBe(0);
  });

  it('takes what is typed while it saves, too', async () => {
    const keeper = opened(await begun());
    keeper.change(told({}, 'One.'));
    const saving = keeper.save();
    keeper.change(told({}, 'One. Two.'));
    expect(await saving).toBe(true);
    expect(storyOf(keeper.state.server.content)).toBe('One. Two.');
  });

  it.each([
    ['here', 'Mine.', async (keeper: DraftKeeper) => keeper.keepMine()],
    ['there', 'Theirs.', taken],
  ])('asks when two tabs write, and goes on with what was written %s', async (_, words, end) => {
    const draft = await begun();
    const [mine, theirs] = [opened(draft), opened(draft)];
    theirs.change(told({}, 'Theirs.'));
    expect(await theirs.save()).toBe(true);
    mine.change(told({}, 'Mine.'));
    expect(await mine.save()).toBe(false);
    expect(mine.state.saving).toBe('conflict');
    expect(storyOf(mine.state.theirs!.content)).toBe('Theirs.');
    expect(await end(mine)).toBe(true);
    expect(mine.state).toMatchObject({ saving: 'saved', theirs: null });
    expect(storyOf((await seen(draft.id)).content)).toBe(words);
  });

  it('shows what another tab wrote to whoever comes back and has written nothing', async () => {
    const draft = await begun();
    const [mine, theirs] = [opened(draft), opened(draft)];
    theirs.change(told({}, 'Theirs.'));
    await theirs.save();
    await mine.refresh();
    expect(storyOf(mine.state.content)).toBe('Theirs.');
    expect(mine.state).toMatchObject({ saving: 'saved', timesReplaced: 1 });
  });

  it('sees no conflict in its own words that arrived without an answer', async () => {
    const draft = await begun();
    const keeper = opened(draft);
    // The service has them, and this page was never told so.
    const wish = { path: { id: draft.id }, version: 1, body: { claim: told({}, 'Arrived.') } };
    await lin.put('/v1/claim-drafts/{id}', wish, readFilingDraft);
    keeper.change(told({}, 'Arrived.'));
    expect(await keeper.save()).toBe(true);
  });

  it('asks about words that an earlier visit kept over what has changed since', async () => {
    const memory = aMemory();
    const draft = await begun();
    opened(draft, memory).change(told({}, 'On the train.'));
    const other = opened(draft);
    other.change(told({}, 'At the desk.'));
    await other.save();
    const again = opened(await seen(draft.id), memory);
    expect(again.state.saving).toBe('conflict');
    expect(storyOf(again.state.content)).toBe('On the train.');
  });

  it('says so when the draft was filed or removed elsewhere', async () => {
    const draft = await begun();
    const keeper = opened(draft);
    await lin.delete('/v1/claim-drafts/{id}', { path: { id: draft.id } });
    keeper.change(told({}, 'Too late.'));
    expect(await keeper.save()).toBe(false);
    expect(keeper.state.saving).toBe('gone');
    const { items } = await lin.get('/v1/claim-drafts', {}, readDraftList);
    expect(items.map(({ id }) => id)).not.toContain(draft.id);
  });

  it('keeps a payment that we do not have, and takes the claim when it is left out', async () => {
    const content = await answered();
    const unlisted = { reference: '4200000542', amount: '12.00', day: '2026-11-23' };
    const keeper = opened(await begun());
    keeper.change(withUnlisted(content, unlisted));
    expect(await keeper.save()).toBe(true);
    const { problems } = keeper.state.server;
    expect(problems.map(({ field }) => [field, stepOfField(field)])).toEqual([
      ['unlistedPayment', 'payments'],
    ]);
    await expect(keeper.file()).rejects.toMatchObject({ facts: { status: 400 } });
    expect(answersIn((await seen(keeper.state.server.id)).content).unlisted).toEqual(unlisted);
    keeper.change(withUnlisted(keeper.state.content, null));
    expect(await keeper.save()).toBe(true);
    await expect(filedBy(keeper)).resolves.toMatchObject({ reference: expect.any(String) });
  });

  it('answers by itself with the reasons that were given before anybody asked', async () => {
    const memory = aMemory();
    const draft = await begun(await answered());
    const reason = textOfDraft({ text: '派出所周一才上班。', attempt: null });
    memory.remember(draftName(LIN, draft.id, 'cannot.police_receipt'), reason);
    const { id: claimId, reference } = await filedBy(opened(draft, memory));
    const items = ['identity', 'police_receipt'];
    carryReasons(memory, { username: LIN, aboutId: draft.id }, { claimId, items });
    await untilStatus(service, claimId, 'awaiting_claimant');
    const load = followedClaimLoader(lin, reference);
    const answer = async (): Promise<boolean> => {
      const { requests } = await load();
      const owner = { username: LIN, aboutId: claimId };
      return answerFromBefore({ client: lin, memory }, owner, requests);
    };
    expect(await answer()).toBe(true);
    const tasks = (await load()).requests.flatMap((request) => request.tasks);
    expect(tasks.find(({ item }) => item === 'police_receipt')).toMatchObject({
      state: 'cannot',
      reason: '派出所周一才上班。',
    });
    expect(await answer()).toBe(false);
    expect(memory.kept.size).toBe(0);
  });
});
