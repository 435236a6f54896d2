import {
  answersIn,
  withContact,
  withDiscoveredAt,
  withLines,
  withLossType,
  withPayout,
  withStory,
  withUnlisted,
} from './answers';

const LINE = { paymentId: 'pmt_1', currency: 'CNY', amountMinor: '86000' };
const CONTACT = { name: 'Lin', phone: '+8613800138000', email: '', locale: 'zh-CN' } as const;
const ACCOUNT = { kind: 'bank', holderName: 'Lin', number: '6222', bank: '' };

describe('the answers of a claim', () => {
  it('are written as the service names them, and read as they were given', () => {
    let content = withLines({}, [LINE]);
    content = withLossType(content, 'account_theft');
    content = withStory(content, { words: 'Stolen.', policeReport: 'A1' });
    content = withDiscoveredAt(content, '2026-11-23T08:00:00.000Z');
    content = withContact(content, CONTACT);
    content = withPayout(content, 'account', ACCOUNT);
    expect(content).toEqual({
      lines: [{ paymentId: 'pmt_1', money: { currency: 'CNY', amountMinor: '86000' } }],
      lossType: 'account_theft',
      narrative: 'Stolen.\n\n报警编号 / Police report number: A1',
      discoveredAt: '2026-11-23T08:00:00.000Z',
      contact: { name: 'Lin', phone: '+8613800138000', locale: 'zh-CN' },
      payoutMethod: {
        route: 'account',
        account: { kind: 'bank', holderName: 'Lin', number: '6222' },
      },
    });
    expect(answersIn(content)).toEqual({
      lines: [LINE],
      unlisted: null,
      lossType: 'account_theft',
      story: { words: 'Stolen.', policeReport: 'A1' },
      discoveredAt: '2026-11-23T08:00:00.000Z',
      contact: CONTACT,
      route: 'account',
      account: ACCOUNT,
    });
  });

  it('that are taken back are not there any more, not even as empty fields', () => {
    const story = { words: '', policeReport: '' };
    const unlisted = { reference: '42', amount: '', day: '' };
    const content = withUnlisted(withLines({ lossType: 'theft' }, [LINE]), unlisted);
    expect(content.unlistedPayment).toEqual({ reference: '42' });
    const emptied = withUnlisted(withLines(withStory(content, story), []), null);
    expect(withDiscoveredAt(emptied, '')).toEqual({ lossType: 'theft' });
    expect(withPayout({}, 'original', ACCOUNT)).toEqual({ payoutMethod: { route: 'original' } });
  });

  it('leave what this page does not ask for as it was typed elsewhere', () => {
    const content = { proxy: { name: 'A daughter' }, lossType: 'theft' };
    expect(withLines(content, [LINE])).toMatchObject(content);
  });

  it.each([
    { lines: 'all my money', contact: 7, payoutMethod: [], narrative: {} },
    { lines: [null, 7, { money: 'much' }], contact: { locale: 'fr' }, payoutMethod: { route: 1 } },
    {},
  ])('are empty where %j holds nothing that can be shown', (content) => {
    const { story, contact, route, lines } = answersIn(content);
    expect(story).toEqual({ words: '', policeReport: '' });
    expect(contact).toEqual({ name: '', phone: '', email: '', locale: null });
    expect(route).toBeNull();
    expect(lines.every(({ paymentId }) => paymentId === '')).toBe(true);
  });
});
