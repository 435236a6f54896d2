import { pageOf } from './page';

const rows = (...ids: string[]): { id: string }[] => ids.map((id) => ({ id }));

describe('a page of a list', () => {
  it.each([
    ['is empty', rows(), [], null],
    ['is not full', rows('c'), ['c'], null],
    ['is just full', rows('c', 'b'), ['c', 'b'], null],
    ['has another one behind it', rows('c', 'b', 'a'), ['c', 'b'], 'b'],
  ])('that %s says what comes next', (_what, found, data, next) => {
    expect(pageOf(found, 2, ({ id }) => id)).toEqual({ data, hasMore: next !== null, next });
  });
});
