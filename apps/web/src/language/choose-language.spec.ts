import { chooseLanguage, searchIn } from './choose-language';

describe('the language of the page', () => {
  it.each([
    ['?lang=en', 'zh-CN', ['zh-CN'], 'en'],
    ['?lang=zh-CN', 'en', ['en'], 'zh-CN'],
    ['?lang=zh', null, ['en'], 'zh-CN'],
    ['?lang=fr', 'en', ['zh-CN'], 'en'],
    ['', 'en', ['zh-CN'], 'en'],
    ['', 'klingon', ['en-GB'], 'en'],
    ['', null, ['de-DE', 'en-US', 'zh-CN'], 'en'],
    ['', null, ['zh-TW'], 'zh-CN'],
    ['', null, ['de'], 'zh-CN'],
    ['', null, [], 'zh-CN'],
  ])('with %p in the address, %p remembered and a browser in %p is %s', (...row) => {
    const [search, remembered, preferred, language] = row;
    expect(chooseLanguage({ search, remembered, preferred })).toBe(language);
  });

  it.each([
    ['', '?lang=en'],
    ['?lang=zh-CN', '?lang=en'],
    ['?ref=mail&lang=zh-CN', '?ref=mail&lang=en'],
  ])('is switched in the address %p by %p', (search, switched) => {
    expect(searchIn('en', search)).toBe(switched);
  });
});
