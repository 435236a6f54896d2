import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';

import type { Request, RequestHandler, Response } from 'express';
import multer from 'multer';

import { DomainError } from '@app/kernel';

import { shortened } from '../http/shortened';

export interface Upload<Stored> {
  readonly fields: Readonly<Record<string, string>>;
  readonly fileName: string;
  readonly stored: Stored;
}

const FIELD_BYTES_MAX = 1_024 * 1_024;
const FIELDS_MAX = 10;
const NAME_LENGTH_MAX = 200;

/**
 * Reads one multipart upload: a single part named `file`, given to `keep` as it arrives, and a few
 * text fields, which may stand before or after it. What `keep` refuses is refused. What it kept is
 * kept, also when the caller then refuses the upload: its content may be somebody else's as well.
 */
export async function receiveUpload<Stored>(
  request: Request,
  keep: (content: Readable) => Promise<Stored>,
): Promise<Upload<Stored>> {
  requireMultipart(request.headers);
  const kept: Stored[] = [];
  const handler: RequestHandler = multer({
    storage: {
      _handleFile: (_request, file, done) => {
        keep(file.stream).then(
          (stored) => {
            kept.push(stored);
            done(null, {});
          },
          (error: unknown) => {
            file.stream.resume();
            done(error);
          },
        );
      },
      _removeFile: (_request, _file, done) => {
        done(null);
      },
    },
    limits: {
      files: 1,
      fields: FIELDS_MAX,
      fieldSize: FIELD_BYTES_MAX,
      parts: FIELDS_MAX + 1,
      fieldNestingDepth: 0,
    },
    defParamCharset: 'utf8',
  }).single('file');
  await run(handler, request);
  const [stored] = kept;
  if (request.file === undefined || stored === undefined) throw fileMissing();
  return {
    fields: textFields((request.body ?? {}) as Record<string, unknown>),
    fileName: plainName(request.file.originalname),
    stored,
  };
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
