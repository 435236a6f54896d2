import { endOf, refusedBy } from '../../../claims/src/domain/testing/refusals';
import { afterMessage } from './after-message';
import { attachedFiles } from './attachable';
import { maskedName, maskedPhone } from './masked';
import { MESSAGES_PER_DAY_MAX, requireFewMessages } from './message-limits';
import { newestFirst, sameTimeAs } from './thread-order';

describe('the order of a thread', () => {
  const EARLY = '01kb2r8n2pe7v9w3k5x1t4q6ya';
  const LATE = '01kb2r8n2pe7v9w3k5x1t4q6yb';

  it('is by when something was made, whatever kind of thing it is', () => {
    const rows = [{ id: `msg_${EARLY}` }, { id: `cev_${LATE}` }];
    expect(newestFirst(rows).map(({ id }) => id)).toEqual([`cev_${LATE}`, `msg_${EARLY}`]);
  });

  it('goes on after a row of another kind', () => {
    expect(sameTimeAs(`cev_${LATE}`, 'msg')).toBe(`msg_${LATE}`);
  });
});

describe('what follows from a message', () => {
  const snoozedUntil = new Date('2026-11-28T00:00:00Z');

  it.each([
    ['in', 'verified', snoozedUntil, ['bring_back', 'hear']],
    ['in', 'verified', null, ['hear']],
    ['in', 'unverified', snoozedUntil, ['bring_back']],
    ['in', 'unverified', null, []],
    ['out', 'verified', snoozedUntil, []],
  ] as const)('%s, %s, on a claim snoozed until %s: %j', (direction, trust, until, follows) => {
    const message = { direction, trust, authorRole: 'claimant' };
    const claim = { snoozedUntil: until, nextStep: 'review', answerOwedAt: null } as const;
    expect(afterMessage(message, claim)).toEqual(follows);
  });

  it.each([
    ['reviewer', 'answer_message', null, ['answer']],
    ['agent', 'answer_message', null, ['answer']],
    // Also while the claim is being worked on.
    ['reviewer', 'review', snoozedUntil, ['answer']],
    // A notice is no answer to what somebody wrote.
    ['system', 'answer_message', snoozedUntil, []],
    ['reviewer', 'review', null, []],
    ['reviewer', null, null, []],
  ] as const)(
    'out, by %s, on a claim whose next step is %s, with an answer owed since %s: %j',
    (authorRole, nextStep, answerOwedAt, follows) => {
      const message = { direction: 'out', trust: 'verified', authorRole } as const;
      const claim = { snoozedUntil: null, nextStep, answerOwedAt };
      expect(afterMessage(message, claim)).toEqual(follows);
    },
  );
});

describe('the files of a message', () => {
  const files = [
    { id: 'evd_1', fileName: 'a.png' },
    { id: 'evd_2', fileName: 'b.png' },
  ];

  it('are those of the claim, each once, in the order given', () => {
    const attached = attachedFiles(['evd_2', 'evd_1', 'evd_2'], files);
    expect(attached.map(({ fileName }) => fileName)).toEqual(['b.png', 'a.png']);
  });

  it('are refused when the claim does not have them, by their place', () => {
    const refusal = refusedBy(() => attachedFiles(['evd_1', 'evd_3'], files));
    expect(refusal).toMatchObject({
      code: 'message.unknown_file',
      details: { field: 'files[1].evidenceId', saw: 'evd_3' },
    });
  });
});

describe('a day of messages', () => {
  it('ends at a number that nobody types, with the telephone number', () => {
    expect(
      endOf(() => {
        requireFewMessages(MESSAGES_PER_DAY_MAX - 1, '95188');
      }),
    ).toBe('fine');
    const refusal = refusedBy(() => {
      requireFewMessages(MESSAGES_PER_DAY_MAX, '95188');
    });
    expect(refusal).toMatchObject({ code: 'message.too_many', kind: 'too_many_requests' });
    expect(refusal?.text.en).toContain('95188');
  });
});

describe('what is shown of a person to strangers', () => {
  it.each([
    ['王小林', '王***'],
    ['Lin Xiaoyu', 'L*** X***'],
    ['  Lin  ', 'L***'],
    ['𠮷野', '𠮷***'],
  ])('%s is %s', (name, masked) => {
    expect(maskedName(name)).toBe(masked);
  });

  it.each([
    ['+8613800138000', '***8000'],
    ['021-6888', '***'],
    ['', '***'],
  ])('the number %j is %s', (phone, masked) => {
    expect(maskedPhone(phone)).toBe(masked);
  });
});
