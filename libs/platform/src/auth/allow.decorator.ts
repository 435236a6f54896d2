import { SetMetadata } from '@nestjs/common';

import type { Permission } from './roles';

export const ALLOW = 'ganpei:allow';
export const PUBLIC = 'public';

/** The permission that a route needs. A route without this or `@Public()` answers nobody. */
export const Allow = (permission: Permission): MethodDecorator => SetMetadata(ALLOW, permission);

/** A route that anybody may call without a token. The sweep test holds the list of them. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(ALLOW, PUBLIC);
