import request from 'supertest';
import type { Response } from 'supertest';

import { Accounts, UnitOfWork } from '@app/platform';
import type { Role } from '@app/platform';

import { DEMO_PASSWORD } from '../../apps/cli/src/demo/demo-accounts';
import type { TestService } from './test-service';

let keys = 0;

/** Somebody besides the demo's people, signed in. */
export class SignedIn {
  private constructor(
    private readonly service: TestService,
    private readonly token: string,
    readonly userId: string,
  ) {}

  static async as(service: TestService, role: Role, username: string): Promise<SignedIn> {
    const account = { username, name: username, role, password: DEMO_PASSWORD, demo: true };
    const userId = await service.app
      .get(UnitOfWork)
      .transaction((tx) => service.app.get(Accounts).add(tx, account));
    const { body } = await request(service.url)
      .post('/v1/auth/token')
      .send({ username, password: DEMO_PASSWORD });
    return new SignedIn(service, (body as { accessToken: string }).accessToken, userId);
  }

  /** Posts JSON with an idempotency key of its own. */
  async post(path: string, body: object): Promise<Response> {
    keys += 1;
    return this.service
      .as(null, 'post', path)
      .set({
        Authorization: `Bearer ${this.token}`,
        'Idempotency-Key': `signed-in-${String(process.pid)}-${String(keys)}`,
      })
      .send(body);
  }
}
