import { existsSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';

import type { NestExpressApplication } from '@nestjs/platform-express';
import express from 'express';
import type { NextFunction, Request, RequestHandler, Response } from 'express';

/** The smaller copies that the build lays beside a file, the smallest first. */
const ENDINGS = { br: '.br', gzip: '.gz' } as const;
const ENCODINGS = ['br', 'gzip'] as const;

/**
 * Serves the files that the web was built into, if it was. Those below `assets` carry a digest in
 * their names, so a browser may keep them for ever.
 */
export function serveWeb(app: NestExpressApplication, folder: string): void {
  if (!existsSync(folder)) return;
  const assets = join(folder, 'assets');
  app.use(
    '/assets',
    preferSmaller(assets),
    express.static(assets, { immutable: true, maxAge: '1y', redirect: false }),
  );
  app.use(express.static(folder, { index: 'index.html', redirect: false }));
}

/** Leads whoever can read it to the smaller copy of a file: half of our visitors are on phones. */
function preferSmaller(folder: string): RequestHandler {
  const names = new Set(existsSync(folder) ? readdirSync(folder) : []);
  return (request: Request, response: Response, next: NextFunction) => {
    const name = request.path.slice(1);
    const smaller = ENCODINGS.filter((encoding) => names.has(name + ENDINGS[encoding]));
    if (smaller.length > 0) response.vary('Accept-Encoding');
    const encoding = smaller.find((one) => request.acceptsEncodings(one) === one);
    if (encoding !== undefined) {
      response.type(extname(name)).setHeader('Content-Encoding', encoding);
      request.url += ENDINGS[encoding];
    }
    next();
  };
}
