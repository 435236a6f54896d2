import { assertNever } from './assert-never';
import { SystemClock } from './clock';
import { DomainError } from './domain-error';

describe('a domain error', () => {
  const error = new DomainError(
    'conflict',
    'claim.cannot_advance',
    { en: 'A claim that is paid cannot be withdrawn.', 'zh-CN': '已赔付的案件不能撤回。' },
    { field: 'status', saw: 'paid' },
  );

  it('carries what the edge needs to answer: kind, code, both languages and details', () => {
    expect(error).toMatchObject({
      name: 'DomainError',
      kind: 'conflict',
      code: 'claim.cannot_advance',
      text: { 'zh-CN': '已赔付的案件不能撤回。' },
      details: { field: 'status', saw: 'paid' },
    });
  });

  it('is an Error with an English message and a stack, for the log', () => {
    expect(error).toBeInstanceOf(Error);
    expect(error.message).toBe('A claim that is paid cannot be withdrawn.');
    expect(error.stack).toContain('domain-error.spec');
  });
});

describe('the smallest pieces', () => {
  it('stop the program at a case that the compiler was talked out of', () => {
    expect(() => assertNever('surprise' as never)).toThrow('Unhandled case: "surprise"');
  });

  it('read the time of the machine', () => {
    const before = Date.now();
    const read = new SystemClock().now().getTime();
    expect(read).toBeGreaterThanOrEqual(before);
    expect(read).toBeLessThanOrEqual(Date.now());
  });
});
