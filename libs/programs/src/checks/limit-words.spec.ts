import { checkPack } from '../check-pack';
import { shapeCheck } from './shape-problems';

describe('the limits of a schema', () => {
  it.each<[object, unknown, string]>([
    [{ type: 'array', minItems: 1 }, [], '收到的是 []；至少须有 1 项。'],
    [{ type: 'array', maxItems: 1 }, [1, 2], '收到的是 [1,2]；至多可有 1 项。'],
    [{ type: 'string', minLength: 1 }, '', '收到的是 ""；至少须有 1 个字符。'],
    [{ type: 'string', maxLength: 2 }, 'abc', '收到的是 "abc"；至多可有 2 个字符。'],
    [{ type: 'object', minProperties: 1 }, {}, '收到的是 {}；至少须有 1 个字段。'],
    [{ type: 'object', maxProperties: 0 }, { a: 1 }, '收到的是 {"a":1}；至多可有 0 个字段。'],
    [{ type: 'integer', minimum: 0 }, -1, '收到的是 -1；不得小于 0。'],
    [{ type: 'integer', maximum: 5 }, 6, '收到的是 6；不得大于 5。'],
    [{ type: 'array', uniqueItems: true }, [1, 1], '收到的是 [1,1]；各项不得重复。'],
    [{ not: {} }, 1, '收到的是 1；不符合规则“not”。'],
  ])('are put into Chinese words without a word of English: %j', (schema, written, text) => {
    const checked = shapeCheck(schema)(written);
    expect('problems' in checked && checked.problems[0]?.text['zh-CN']).toBe(text);
  });

  it('leave no English in what is said in Chinese of a pack', () => {
    const checked = checkPack({ sources: [], packId: 'a'.repeat(61), clocks: {} });
    const texts = 'problems' in checked ? checked.problems.map(({ text }) => text['zh-CN']) : [];
    expect(texts.length).toBeGreaterThan(3);
    expect(texts.filter((text) => /must|fewer|more than/.test(text))).toEqual([]);
  });
});
