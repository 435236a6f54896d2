import { contactKeys, contactMatches, contactQuery } from './contact-search';
import type { ContactMatch, SearchedContact } from './contact-search';

const CONTACT: SearchedContact = { name: 'A Name', email: null, phone: null };

describe('the keys of a contact', () => {
  it('are the ends of the name, the number backwards and the address', () => {
    expect(contactKeys({ name: '欧阳小明', email: 'Ou@Demo.org', phone: '+86 138-0013' })).toBe(
      "'n:欧阳小明' 'n:阳小明' 'n:小明' 'n:明' 'p:310083168' 'e:ou@demo.org'",
    );
  });

  it('hold no character that would end them', () => {
    const contact = { ...CONTACT, name: "O'Neil", email: "o'ne\\il@x.org" };
    expect(contactKeys(contact)).toContain("'e:o''ne\\\\il@x.org'");
    expect(contactKeys(contact)).toContain("'n:oneil'");
  });

  it('stay short, however long the name is', () => {
    const keys = contactKeys({ ...CONTACT, name: 'abc'.repeat(33) }).split(' ');
    expect(keys.length).toBeLessThanOrEqual(99);
    expect(Math.max(...keys.map((key) => key.length))).toBeLessThanOrEqual(28);
  });
});

describe('a search among contacts', () => {
  it.each<[typed: string, contact: Partial<SearchedContact>, matches: ContactMatch[]]>([
    ['张三丰', { name: '张三丰' }, ['name']],
    ['三丰', { name: '张三丰' }, ['name']],
    ['张 三 丰', { name: '张三丰' }, ['name']],
    ['欧阳', { name: '欧阳·小明' }, ['name']],
    ['三张', { name: '张三丰' }, []],
    ['zhang', { name: 'Zhang San' }, ['name']],
    ['ＺＨＡＮＧ', { name: 'Zhang San' }, ['name']],
    ['san zhang', { name: 'Zhang San' }, ['name']],
    ['zhangsan', { name: 'Zhang San' }, ['name']],
    ['zhang si', { name: 'Zhang San' }, []],
    ['Li Na', { name: 'Li Na' }, ['name']],
    ['jose', { name: 'José Núñez' }, ['name']],
    ["o'neil", { name: 'Sean O’Neil' }, ['name']],
    ['oneil', { name: 'Sean O’Neil' }, ['name']],
    ['13800138000', { phone: '+8613800138000' }, ['phone']],
    ['+86 138-0013-8000', { phone: '13800138000' }, ['phone']],
    ['０１３８００１３８０００', { phone: '+8613800138000' }, ['phone']],
    ['8000', { phone: '+86 138 0013 8000' }, ['phone']],
    ['8001', { phone: '+86 138 0013 8000' }, []],
    ['15800138000', { phone: '13800138000' }, []],
    ['+44 7911 123456', { phone: '07911 123456' }, ['phone']],
    ['lin@demo.ganpei', { email: 'Lin@Demo.Ganpei' }, ['email']],
    ['lin@', { name: 'Lin', email: 'lin@demo.ganpei' }, ['email']],
    ['lind', { email: 'lin@demo.ganpei' }, []],
    ['lin', { name: 'Lin', email: 'lin@demo.ganpei' }, ['name', 'email']],
  ])('for %s in %j fits by %j', (typed, given, matches) => {
    const contact = { ...CONTACT, ...given };
    expect(contactMatches(typed, contact)).toEqual(matches);
    expect(contactQuery(typed)).not.toBeNull();
  });

  it.each(['张', 'ab', '80', 'a b', '·', ' ', '1 2 3', '!!'])('for %j says too little', (typed) => {
    expect(contactQuery(typed)).toBeNull();
    expect(contactMatches(typed, { name: typed, email: typed, phone: typed })).toEqual([]);
  });

  it('asks for no word that is too short to tell anything', () => {
    expect(contactQuery('J Smith')).toBe("('n:smith':*)");
    expect(contactMatches('J Smith', { ...CONTACT, name: 'Ann Smith' })).toEqual([]);
  });

  it('for a number compares its last seven digits, and the rest afterwards', () => {
    expect(contactQuery('+86 138 0013 8000')).toBe("'p:0008310':*");
  });
});
