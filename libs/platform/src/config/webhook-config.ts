/** Where something is posted, and the secret that signs it (Standard Webhooks). */
export interface WebhookConfig {
  readonly url: string;
  /** `whsec_…`, as Standard Webhooks writes secrets. */
  readonly secret: string;
}
