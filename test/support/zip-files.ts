import { buffer } from 'node:stream/consumers';

import { fromBuffer } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';

/** Opens a ZIP file with a program that is not ours: each file by its name, in their order. */
export async function filesInZip(bytes: Buffer): Promise<Map<string, Buffer>> {
  const zip = await opened(bytes);
  const found = new Map<string, Buffer>();
  return new Promise((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', () => {
      resolve(found);
    });
    zip.on('entry', (entry: Entry) => {
      contentOf(zip, entry)
        .then((content) => {
          found.set(entry.fileName, content);
          zip.readEntry();
        })
        .catch(reject);
    });
    zip.readEntry();
  });
}

async function opened(bytes: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true, strictFileNames: true }, (error, zip) => {
      if (error === null) resolve(zip);
      else reject(error);
    });
  });
}

async function contentOf(zip: ZipFile, entry: Entry): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error === null) buffer(stream).then(resolve, reject);
      else reject(error);
    });
  });
}
