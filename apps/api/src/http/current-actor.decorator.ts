import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';

import type { Actor, RequestWithContext } from '@app/platform';

/** Who is asking; there always is somebody on a route that is not public. */
export const CurrentActor = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Actor => {
    const { actor } = context.switchToHttp().getRequest<RequestWithContext>();
    if (actor === undefined) throw new Error('This route is public: nobody is signed in.');
    return actor;
  },
);
