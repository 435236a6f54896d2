import { storyIn, textOfStory } from './story';

describe('the story of a claim', () => {
  it.each([
    ['My phone was stolen.', 'A12345'],
    ['My phone\n\nwas stolen.', ''],
    ['', 'A12345'],
    ['', ''],
    ['Words that end with blanks. \n', 'A 1'],
  ])('keeps the words %j and the number %j of the police apart in one text', (words, number) => {
    const story = { words, policeReport: number };
    expect(storyIn(textOfStory(story))).toEqual(story);
  });

  it('says in both languages whose number that is', () => {
    expect(textOfStory({ words: '手机被盗。', policeReport: 'A1' })).toBe(
      '手机被盗。\n\n报警编号 / Police report number: A1',
    );
  });

  it('has no number where somebody only writes of one', () => {
    const text = 'My police report number: none yet.\n\nThat is all.';
    expect(storyIn(text)).toEqual({ words: text, policeReport: '' });
  });
});
