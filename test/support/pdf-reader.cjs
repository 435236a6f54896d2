// Reads a PDF from standard input as a reader's program does, and writes what it found as JSON: the
// text of each page, its tags, and what the file says about itself. In a process of its own: Jest
// cannot load the reader, which is a module.
const { buffer } = require('node:stream/consumers');

async function run() {
  const { extractText, getDocumentProxy, getMeta } = await import('unpdf');
  const document = await getDocumentProxy(new Uint8Array(await buffer(process.stdin)));
  const { text } = await extractText(document, { mergePages: false });
  const { info } = await getMeta(document);
  const pages = [];
  for (const [index, words] of text.entries()) {
    const page = await document.getPage(index + 1);
    const [, , width, height] = page.view;
    pages.push({ text: words, size: [width, height], tags: tagsOf(await page.getStructTree()) });
  }
  const isTagged = (await document.getMarkInfo())?.Marked === true;
  process.stdout.write(JSON.stringify({ info, isTagged, pages }));
}

/** The roles in the order in which they are read out. */
function tagsOf(node) {
  if (node === null || node.role === undefined) return [];
  return [node.role, ...(node.children ?? []).flatMap(tagsOf)];
}

run().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
