import type { Actor, Role } from '@app/platform';

import { presentRedactable } from './redactable';

const as = (role: Role): Actor => ({ id: 'usr_1', role, name: role, partyId: null, personId: 'p' });

const ORIGINAL = { body: 'secret', quoted: null };
const copyOf = (body: string): Parameters<typeof presentRedactable>[1][number] => ({
  body,
  quoted: null,
  reason: 'A secret.',
  redactedBy: 'usr_2',
  redactedByRole: 'reviewer',
  redactedAt: new Date('2026-11-26T08:00:00Z'),
});

describe('a text in which something is blackened', () => {
  it.each(['claimant', 'agent', 'reviewer', 'approver', 'operator'] as const)(
    'is shown to the %s as its newest copy, without who blackened it',
    (role) => {
      expect(presentRedactable(ORIGINAL, [copyOf('first'), copyOf('second')], as(role))).toEqual({
        body: 'second',
        quoted: null,
        redaction: {
          reason: 'A secret.',
          at: '2026-11-26T08:00:00.000Z',
          by: { role: 'reviewer' },
        },
      });
    },
  );

  it('is shown to auditors as it was written, with each copy', () => {
    const shown = presentRedactable(ORIGINAL, [copyOf('first'), copyOf('second')], as('auditor'));
    expect(shown).toMatchObject({
      body: 'secret',
      redactions: [{ body: 'first', by: { id: 'usr_2' } }, { body: 'second' }],
    });
  });

  it('is shown as it is when nothing was blackened', () => {
    expect(presentRedactable(ORIGINAL, [], as('claimant'))).toEqual({
      ...ORIGINAL,
      redaction: null,
    });
    expect(presentRedactable({ body: 'note' }, [], as('reviewer'))).toEqual({
      body: 'note',
      redaction: null,
    });
  });
});
