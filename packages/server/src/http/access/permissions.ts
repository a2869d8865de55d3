import type { Permission } from '@throughline/format';
import type { FastifyInstance, RouteOptions } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What one must be allowed to ask this route; `public` needs nothing. A route that names none is refused. */
    permission?: Permission | 'public';
    /** Whether it belongs to no project, so that all may ask it whichever projects they see. */
    isOfNoProject?: boolean;
  }
}

/** Methods that change nothing (RFC 9110, section 9.2.1). */
export const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Refuses to start with a route that names no permission: what is forgotten must not be open, nor found out by users. */
export function demandPermissions(app: FastifyInstance): void {
  const routes: RouteOptions[] = [];
  app.addHook('onRoute', (route) => {
    routes.push(route);
  });
  // Only then have the hooks of all rooms had their say.
  app.addHook('onReady', async () => {
    const open = routes.find(({ config }) => config?.permission === undefined);
    if (open) throw new Error(`the route ${open.method} ${open.url} names no permission`);
  });
}

/** The same permissions for all routes that `app` registers from here on and that name none themselves. */
export function permit(
  app: FastifyInstance,
  { reading, changing }: { reading: Permission; changing: Permission },
): void {
  app.addHook('onRoute', (route) => {
    const changes = [route.method].flat().some((method) => !SAFE_METHODS.has(method));
    route.config = { permission: changes ? changing : reading, ...route.config };
  });
}

/** The description of a route in OpenAPI, with the permission that it needs as `x-permission`. */
export function withPermission<Described extends { schema: object }>(
  described: Described,
  { config }: RouteOptions,
): Described {
  return { ...described, schema: { ...described.schema, 'x-permission': config?.permission } };
}
