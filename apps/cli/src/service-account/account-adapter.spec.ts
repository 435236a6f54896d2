import { partsOf } from './account-api';
import { isSignedCallback } from './callback-signature';
import { readCallback, writeReply } from './callback-xml';

const MESSAGE = { account: 'gh_1', user: 'o_1', id: '7', text: 'hi' };

describe('a callback of a service account', () => {
  it.each([
    ['text', '<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[hi]]></Content>', 'hi'],
    ['text without quotation', '<MsgType>text</MsgType><Content> hi </Content>', 'hi'],
    ['a picture', '<MsgType><![CDATA[image]]></MsgType>', null],
    ['nothing', '<MsgType>text</MsgType>', ''],
  ])('with %s is read', (_what, inner, text) => {
    const names = '<ToUserName>gh_1</ToUserName><FromUserName>o_1</FromUserName>';
    const xml = `<xml>${names}${inner}<MsgId>7</MsgId></xml>`;
    expect(readCallback(xml)).toEqual({ ...MESSAGE, text });
  });

  it.each(['', '<xml></xml>', 'text', '<xml><ToUserName>gh_1'])('is not read from %j', (xml) => {
    expect(readCallback(xml)).toBeNull();
  });

  it('is answered with words that cannot become markup', () => {
    const xml = writeReply(MESSAGE, 'a ]]><b> c', new Date(0));
    expect(xml).toContain('<Content><![CDATA[a ]] ><b> c]]></Content>');
    expect(readCallback(xml)).toMatchObject({ account: 'o_1', user: 'gh_1' });
  });

  it('is signed by SHA-1 over what the platform says', () => {
    const query = { timestamp: '1409304348', nonce: 'xxxxxx' };
    // Found with: printf '%s' 1409304348tokenxxxxxx | sha1sum
    const signature = 'f43b4a6571a6552356f482636e5a77e7fa33dcc9';
    expect(isSignedCallback('token', { ...query, signature })).toBe(true);
    expect(isSignedCallback('other', { ...query, signature })).toBe(false);
    expect(isSignedCallback('token', { ...query, signature: '' })).toBe(false);
  });
});

describe('a text that is too long for one message', () => {
  it.each([
    ['', []],
    ['short', ['short']],
    ['字'.repeat(700), ['字'.repeat(666), '字'.repeat(34)]],
    ['🧾'.repeat(501), ['🧾'.repeat(500), '🧾']],
  ])('is cut between characters', (text, parts) => {
    expect(partsOf(text)).toEqual(parts);
  });
});
