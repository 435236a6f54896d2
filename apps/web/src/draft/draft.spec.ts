import { EMPTY_DRAFT, attempted, isUnsent, readDraft, retyped, textOfDraft } from './draft';

const typed = retyped(EMPTY_DRAFT, 'My phone was stolen.');

/** Gives a new key each time. */
function keys(): () => string {
  let count = 0;
  return () => `key-${String((count += 1))}`;
}

describe('what somebody is writing', () => {
  it('is unsent from the first word on', () => {
    expect(isUnsent(EMPTY_DRAFT)).toBe(false);
    expect(isUnsent(retyped(EMPTY_DRAFT, ' \n'))).toBe(false);
    expect(isUnsent(typed)).toBe(true);
  });

  it('is sent again under the same key, so that it arrives once', () => {
    const newKey = keys();
    const first = attempted(typed, newKey);
    expect(attempted(first, newKey)).toEqual(first);
    expect(attempted(readDraft(textOfDraft(first)), newKey)).toEqual(first);
  });

  it('is another message once it has other words', () => {
    const newKey = keys();
    const first = attempted(typed, newKey);
    const more = retyped(first, 'My phone was stolen today.');
    expect(attempted(more, newKey).attempt.key).not.toBe(first.attempt.key);
    expect(retyped(first, first.text)).toEqual(first);
  });

  it('is there again in the next visit', () => {
    expect(readDraft(textOfDraft(typed))).toEqual(typed);
    expect(readDraft(null)).toEqual(EMPTY_DRAFT);
  });

  it.each(['My words', '{"text":7}', '{', '7'])('loses no word of %p', (kept) => {
    expect(readDraft(kept)).toEqual({ text: kept, attempt: null });
  });

  it('forgets an attempt that belongs to other words', () => {
    const kept = JSON.stringify({ text: 'new', attempt: { text: 'old', key: 'k' } });
    expect(readDraft(kept)).toEqual({ text: 'new', attempt: null });
  });
});
