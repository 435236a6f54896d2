import type { IncomingHttpHeaders } from 'node:http';
import { finished } from 'node:stream';
import type { Readable } from 'node:stream';

import type { Request, RequestHandler, Response } from 'express';
import multer from 'multer';

import { DomainError } from '@app/kernel';

import { shortened } from '../http/shortened';

/** What an upload says besides its file. */
export interface UploadWords {
  readonly fields: Readonly<Record<string, string>>;
  readonly fileName: string;
}

export interface Upload<Stored> extends UploadWords {
  readonly stored: Stored;
}

const FIELD_BYTES_MAX = 1_024 * 1_024;
const FIELDS_MAX = 10;
const NAME_LENGTH_MAX = 200;
const LIMITS = {
  files: 1,
  fields: FIELDS_MAX,
  fieldSize: FIELD_BYTES_MAX,
  parts: FIELDS_MAX + 1,
  fieldNestingDepth: 0,
};

/**
 * Reads one multipart upload: a single part named `file`, given to `keep` as it arrives, and a few
 * text fields, which may stand before or after it. `keep` is also promised what they say, so that
 * it can look at it once it has read the whole file, and before it keeps anything of it; the
 * promise fails when the upload cannot be read. What `keep` refuses is refused.
 */
export async function receiveUpload<Stored>(
  request: Request,
  keep: (content: Readable, words: Promise<UploadWords>) => Promise<Stored>,
): Promise<Upload<Stored>> {
  requireMultipart(request.headers);
  const words = deferred<UploadWords>();
  const kept: Promise<Stored>[] = [];
  const handler = multer({
    storage: {
      _handleFile: (_request, { stream }, done) => {
        const keeping = keep(stream, words.promise);
        kept.push(keeping);
        // Whoever refuses a file early leaves the rest of it to be read out.
        keeping.catch(() => stream.resume());
        finished(stream, { writable: false }, (error) => {
          done(error ?? null, {});
        });
      },
      _removeFile: (_request, _file, done) => {
        done(null);
      },
    },
    limits: LIMITS,
    defParamCharset: 'utf8',
  }).single('file');
  try {
    await run(handler, request);
    words.resolve(wordsOf(request));
  } catch (error) {
    words.reject(error);
  }
  const [keeping] = kept;
  if (keeping === undefined) throw await words.promise.then(fileMissing, asRefusal);
  const stored = await keeping.catch(async (error: unknown) => {
    // A stream that broke says less than what read it.
    if (!(error instanceof DomainError)) await words.promise;
    throw error;
  });
  return { ...(await words.promise), stored };
}

function wordsOf({ file, body }: Request): UploadWords {
  if (file === undefined) throw fileMissing();
  return {
    fields: textFields((body ?? {}) as Record<string, unknown>),
    fileName: plainName(file.originalname),
  };
}

/** A promise that is settled from outside. Its failure is heard by whoever waits for it. */
function deferred<Value>(): {
  readonly promise: Promise<Value>;
  readonly resolve: (value: Value) => void;
  readonly reject: (error: unknown) => void;
} {
  let settle: { resolve: (value: Value) => void; reject: (error: unknown) => void } | undefined;
  const promise = new Promise<Value>((resolve, reject) => {
    settle = { resolve, reject };
  });
  promise.catch(() => undefined);
  if (settle === undefined) throw new Error('A promise calls its executor at once.');
  return { promise, ...settle };
}

/** A field that came twice is a list here; which of the two was meant is not ours to guess. */
function textFields(body: Readonly<Record<string, unknown>>): Record<string, string> {
  const fields = Object.entries(body);
  const [repeated] = fields.find(([, value]) => typeof value !== 'string') ?? [];
  if (repeated === undefined) return Object.fromEntries(fields) as Record<string, string>;
  const field = shortened(repeated, NAME_LENGTH_MAX);
  throw new DomainError(
    'invalid',
    'upload.field_repeated',
    {
      en: `The field "${field}" stands twice in the upload. Send it once.`,
      'zh-CN': `上传内容中字段“${field}”重复，请只填写一次。`,
    },
    { field },
  );
}

function run(handler: RequestHandler, request: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    void handler(request, {} as Response, (error?: unknown) => {
      if (error === undefined || error === null) resolve();
      else reject(asRefusal(error));
    });
  });
}

function requireMultipart(headers: IncomingHttpHeaders): void {
  if (/^multipart\/form-data\s*;.*boundary=/i.test(headers['content-type'] ?? '')) return;
  throw new DomainError('unsupported_media', 'upload.not_multipart', {
    en: 'Send the file as "multipart/form-data" in a part named "file" (curl: -F file=@bill.csv).',
    'zh-CN': '请以 multipart/form-data 上传文件，字段名为 file（curl：-F file=@bill.csv）。',
  });
}

function fileMissing(): DomainError {
  return new DomainError(
    'invalid',
    'upload.file_missing',
    {
      en: 'The upload has no part named "file".',
      'zh-CN': '上传内容中没有名为 file 的文件。',
    },
    { field: 'file' },
  );
}

function asRefusal(error: unknown): Error {
  if (error instanceof DomainError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (
    error instanceof multer.MulterError ||
    /multipart|boundary|unexpected end|malformed|request (aborted|closed)/i.test(message)
  ) {
    return new DomainError('invalid', 'upload.malformed', {
      en: `The upload could not be read: ${message}.`,
      'zh-CN': `上传内容无法读取：${message}。`,
    });
  }
  return error instanceof Error ? error : new Error(message);
}

/** A file's name as the sender wrote it, less folders and control characters: only ever shown. */
export function plainName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const visible = last.replace(/[\p{Cc}\p{Cf}\p{Surrogate}]/gu, '').trim();
  return visible === '' ? 'file' : shortened(visible, NAME_LENGTH_MAX);
}
