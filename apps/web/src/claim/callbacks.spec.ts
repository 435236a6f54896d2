import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { callTextKey, readCallSlots, readCallbacks, slotDays, slotMinute } from './callbacks';

const SERVER = join(__dirname, '../../../../libs/messaging/src/domain/callback-moves.ts');
const SLOT = {
  slotAt: '2026-11-30T01:00:00.000Z',
  slotEndsAt: '2026-11-30T01:30:00.000Z',
  isFree: true,
};
const LATER = {
  slotAt: '2026-12-01T06:00:00.000Z',
  slotEndsAt: '2026-12-01T06:30:00.000Z',
  isFree: true,
};
const ANSWER = { data: [SLOT, { ...LATER, isFree: false }, LATER], zone: 'Asia/Shanghai' };

describe('the times at which we can call', () => {
  it('are those that are free, day by day on the clock of the service desk', () => {
    const slots = readCallSlots(ANSWER)!;
    expect(slots.free).toHaveLength(2);
    expect(slotDays(slots, 'en').map(({ name }) => name)).toEqual([
      'Monday, November 30',
      'Tuesday, December 1',
    ]);
    expect(slotMinute(slots.free[0]!.from, 'zh-CN', slots.zone)).toBe('09:00');
  });

  it.each([
    ['nothing', null],
    ['no zone', { ...ANSWER, zone: undefined }],
    ['a time that is none', { ...ANSWER, data: [{ ...SLOT, slotAt: 'soon' }] }],
    ['no word on what is free', { ...ANSWER, data: [{ ...SLOT, isFree: 'yes' }] }],
  ])('are refused with %s', (_what, body) => {
    expect(readCallSlots(body)).toBeNull();
  });
});

describe('a call that was asked for', () => {
  const CALL = { id: 'cbk_1', state: 'booked', phone: '••• 8000', ...SLOT };

  it('says when, and on which number', () => {
    expect(readCallbacks({ data: [CALL], next: null })).toMatchObject([
      { state: 'booked', from: new Date('2026-11-30T01:00:00Z'), phone: '••• 8000' },
    ]);
    expect(readCallbacks({ data: [{ ...CALL, phone: null }] })).toBeNull();
  });

  it('has words for every state that the service knows, and for those that it does not', () => {
    const list = /CALLBACK_STATES = \[([^\]]*)\]/.exec(readFileSync(SERVER, 'utf8'))?.[1] ?? '';
    const states = [...list.matchAll(/'(\w+)'/g)].map(([, state]) => state!);
    expect(states).toContain('missed');
    expect(states.map(callTextKey)).not.toContain('call.state.other');
    expect(callTextKey('teleported')).toBe('call.state.other');
  });
});
