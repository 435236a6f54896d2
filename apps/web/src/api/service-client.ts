import { fetchFile, fetchJson } from '../http/fetch-json';
import type { Sending } from '../http/fetch-json';
import type { FormSender } from '../http/form-sender';
import { RequestFailure } from '../http/request-failure';
import { addressOf } from './address';
import type { paths } from './openapi';

type Method = 'get' | 'post' | 'put' | 'delete';

/** The paths of the service that take a method. */
type PathsOf<M extends Method> = {
  [P in keyof paths]: paths[P][M] extends { responses: unknown } ? P : never;
}[keyof paths];

/** What a request to an operation has to bring, as the service describes it. */
type Wish<Operation> = PathWish<Operation> &
  QueryWish<Operation> &
  KeyWish<Operation> &
  VersionWish<Operation> &
  BodyWish<Operation>;

type PathWish<Operation> = Operation extends { parameters: { path: infer Values } }
  ? { readonly path: Values }
  : { readonly path?: never };
type QueryWish<Operation> = Operation extends { parameters: { query?: infer Values } }
  ? { readonly query?: NonNullable<Values> }
  : { readonly query?: never };
/** Every write can carry the key by which it happens once; some have to. */
type KeyWish<Operation> = Operation extends {
  parameters: { header: { 'Idempotency-Key': string } };
}
  ? { readonly key: string }
  : { readonly key?: string };
/** Some changes are refused when somebody else was quicker: they say which version was seen. */
type VersionWish<Operation> = Operation extends {
  parameters: { header: { 'If-Match': string } };
}
  ? { readonly version: number }
  : { readonly version?: never };
type BodyWish<Operation> = Operation extends {
  requestBody: { content: { 'application/json': infer Body } };
}
  ? { readonly body: Body }
  : Operation extends { requestBody: { content: { 'multipart/form-data': infer Form } } }
    ? { readonly form: { readonly [Field in keyof Form]: string | File } }
    : { readonly body?: never };

/** The same for any operation: what the code below works with. */
interface AnyWish {
  readonly path?: object | undefined;
  readonly query?: object | undefined;
  readonly key?: string | undefined;
  readonly version?: number | undefined;
  readonly body?: unknown;
  readonly form?: Readonly<Record<string, string | File | undefined>> | undefined;
}

/** A file may take its time on a poor network. */
const FILE_MS = 300_000;

export interface ClientOptions {
  /** The access token of whoever asks; null for nobody. */
  readonly token: string | null;
  /** Called when the service does not know the token any more. */
  readonly onSignedOut?: () => void;
  /** What the addresses begin with; nothing where they are relative to the page. */
  readonly base?: string;
}

/**
 * Asks the service as one person. Paths, parameters and bodies are those of its OpenAPI
 * description; answers are read by the function that is given, since the description says little
 * of them. Everything throws `RequestFailure` and nothing else.
 */
export class ServiceClient {
  constructor(private readonly options: ClientOptions) {}

  async get<P extends PathsOf<'get'>, Value>(
    path: P,
    wish: Wish<paths[P]['get']>,
    read: (body: unknown) => Value | null,
  ): Promise<Value> {
    return this.ask(path, wish, read, {});
  }

  async post<P extends PathsOf<'post'>, Value>(
    path: P,
    wish: Wish<paths[P]['post']>,
    read: (body: unknown) => Value | null,
  ): Promise<Value> {
    return this.ask(path, wish, read, { method: 'POST' });
  }

  async put<P extends PathsOf<'put'>, Value>(
    path: P,
    wish: Wish<paths[P]['put']>,
    read: (body: unknown) => Value | null,
  ): Promise<Value> {
    return this.ask(path, wish, read, { method: 'PUT' });
  }

  /** Removes something; the service answers without a body. */
  async delete<P extends PathsOf<'delete'>>(
    path: P,
    wish: Wish<paths[P]['delete']>,
  ): Promise<void> {
    await this.ask(path, wish, () => true, { method: 'DELETE' });
  }

  /** Gets a file, of the kind that is wished for. */
  async download<P extends PathsOf<'get'>>(
    path: P,
    wish: Wish<paths[P]['get']>,
    mediaType: string,
  ): Promise<Blob> {
    const { headers = {} } = this.contentOf(wish);
    const sending = { headers: { ...headers, Accept: mediaType }, timeoutMs: FILE_MS };
    return this.heard(fetchFile(this.addressFor(path, wish), sending));
  }

  /** Posts a form with a file by `send`, which can tell how much of it is gone. */
  async upload<P extends PathsOf<'post'>, Value>(
    path: P,
    wish: Wish<paths[P]['post']>,
    read: (body: unknown) => Value | null,
    send: FormSender,
  ): Promise<Value> {
    const { form = {}, ...rest } = wish as AnyWish;
    const { headers = {} } = this.contentOf(rest);
    const sending = { headers, form: formOf(form), timeoutMs: FILE_MS };
    return this.heard(send(this.addressFor(path, rest), read, sending));
  }

  private async ask<Value>(
    path: string,
    wish: AnyWish,
    read: (body: unknown) => Value | null,
    sending: Sending,
  ): Promise<Value> {
    const content = { ...sending, ...this.contentOf(wish) };
    return this.heard(fetchJson(this.addressFor(path, wish), read, content));
  }

  private addressFor(path: string, wish: AnyWish): string {
    const { base = '' } = this.options;
    return base + addressOf(path, { ...wish.path }, { ...wish.query });
  }

  /** Notices when the service does not know the token any more. */
  private async heard<Value>(answer: Promise<Value>): Promise<Value> {
    try {
      return await answer;
    } catch (error) {
      const isUnknown = error instanceof RequestFailure && error.facts.status === 401;
      if (isUnknown) this.options.onSignedOut?.();
      throw error;
    }
  }

  private contentOf({ key, version, body, form }: AnyWish): Sending {
    const { token } = this.options;
    const headers: Record<string, string> = {
      ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
      ...(key === undefined ? {} : { 'Idempotency-Key': key }),
      ...(version === undefined ? {} : { 'If-Match': `"${String(version)}"` }),
    };
    if (form !== undefined) return { headers, body: formOf(form), timeoutMs: FILE_MS };
    if (body === undefined) return { headers };
    return {
      headers: { ...headers, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    };
  }
}

function formOf(fields: Readonly<Record<string, string | File | undefined>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) form.append(name, value);
  }
  return form;
}
