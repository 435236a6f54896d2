import { fetchJson } from '../http/fetch-json';
import type { Sending } from '../http/fetch-json';
import { RequestFailure } from '../http/request-failure';
import { addressOf } from './address';
import type { paths } from './openapi';

type Method = 'get' | 'post';

/** The paths of the service that take a method. */
type PathsOf<M extends Method> = {
  [P in keyof paths]: paths[P][M] extends { responses: unknown } ? P : never;
}[keyof paths];

/** What a request to an operation has to bring, as the service describes it. */
type Wish<Operation> = PathWish<Operation> &
  QueryWish<Operation> &
  KeyWish<Operation> &
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
  readonly body?: unknown;
  readonly form?: Readonly<Record<string, string | File | undefined>> | undefined;
}

/** A file may take its time on a poor network. */
const UPLOAD_MS = 300_000;

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

  private async ask<Value>(
    path: string,
    wish: AnyWish,
    read: (body: unknown) => Value | null,
    sending: Sending,
  ): Promise<Value> {
    const { base = '', onSignedOut } = this.options;
    const address = base + addressOf(path, { ...wish.path }, { ...wish.query });
    try {
      return await fetchJson(address, read, { ...sending, ...this.contentOf(wish) });
    } catch (error) {
      if (error instanceof RequestFailure && error.facts.status === 401) onSignedOut?.();
      throw error;
    }
  }

  private contentOf({ key, body, form }: AnyWish): Sending {
    const { token } = this.options;
    const headers: Record<string, string> = {
      ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
      ...(key === undefined ? {} : { 'Idempotency-Key': key }),
    };
    if (form !== undefined) return { headers, body: formOf(form), timeoutMs: UPLOAD_MS };
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
