import type { NestExpressApplication } from '@nestjs/platform-express';

interface RouterLayer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
}

/**
 * Every route that the running application answers, as `POST /v1/claims/:id/evidence`: read from
 * Express itself, so that a route cannot be forgotten, whoever registered it.
 */
export function routesOf(app: NestExpressApplication): string[] {
  const { router } = app.getHttpAdapter().getInstance() as unknown as {
    router: { stack: readonly RouterLayer[] };
  };
  return router.stack.flatMap(({ route }) =>
    route === undefined
      ? []
      : Object.keys(route.methods).map(
          // The rest of a path is a parameter like others: `/*path` is told as `/:path`.
          (method) => `${method.toUpperCase()} ${route.path.replace('/*', '/:')}`,
        ),
  );
}

/** A route's method and its path, with something nobody has in the place of each parameter. */
export function splitRoute(route: string): { readonly method: string; readonly path: string } {
  const [method = '', path = ''] = route.split(' ');
  return { method, path: path.replaceAll(/:\w+/g, 'nothing') };
}
