/** A form on its way to the service. */
export interface FormSending {
  readonly headers: Readonly<Record<string, string>>;
  readonly form: FormData;
  /** So long we wait for the answer. */
  readonly timeoutMs: number;
}

/** Posts a form and reads the answer. Rejects with `RequestFailure` and nothing else. */
export type FormSender = <Value>(
  path: string,
  read: (body: unknown) => Value | null,
  sending: FormSending,
) => Promise<Value>;
