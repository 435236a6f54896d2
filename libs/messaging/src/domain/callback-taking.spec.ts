import { DomainError } from '@app/kernel';

import { requireNotCalling, requireTaken, requireUntaken } from './callback-taking';

const NOW = new Date('2026-11-26T02:00:00Z');
const MINUTE_MS = 60_000;

const takenAgo = (minutes: number, takenBy = 'usr_sun'): { takenBy: string; takenAt: Date } => ({
  takenBy,
  takenAt: new Date(NOW.getTime() - minutes * MINUTE_MS),
});
const FREE = { takenBy: null, takenAt: null };

function codeOf(work: () => void): string {
  try {
    work();
    return 'fine';
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

describe('a call that somebody takes', () => {
  it.each([
    ['is free', FREE, 'fine'],
    ['is theirs', takenAgo(5), 'fine'],
    ["is another's", takenAgo(5, 'usr_he'), 'callback.taken'],
    ["was another's until half an hour ago", takenAgo(30, 'usr_he'), 'fine'],
  ])('because it %s', (_why, taking, code) => {
    const by = { id: 'usr_sun', now: NOW };
    expect(codeOf(() => requireUntaken(taking, by, 'He'))).toBe(code);
  });

  it('says who has it', () => {
    expect(() => {
      requireUntaken(takenAgo(5, 'usr_he'), { id: 'usr_sun', now: NOW }, 'He Lin');
    }).toThrow(/^He Lin is calling already/);
  });

  it.each([
    ['is theirs', takenAgo(29), 'fine'],
    ['is free', FREE, 'callback.not_taken'],
    ['has been theirs for too long', takenAgo(30), 'callback.not_taken'],
    ["is another's", takenAgo(1, 'usr_he'), 'callback.not_taken'],
  ])('has an outcome of those for whom it %s', (_why, taking, code) => {
    expect(codeOf(() => requireTaken(taking, { id: 'usr_sun', now: NOW }))).toBe(code);
  });

  it.each([
    ['nobody is calling', FREE, 'fine'],
    ['they are calling themselves', takenAgo(1), 'fine'],
    ['somebody is calling', takenAgo(1, 'usr_he'), 'callback.being_made'],
  ])('is moved only while %s', (_when, taking, code) => {
    expect(codeOf(() => requireNotCalling(taking, { id: 'usr_sun', now: NOW }))).toBe(code);
  });
});
