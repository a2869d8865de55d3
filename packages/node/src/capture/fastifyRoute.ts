import { subscribe } from 'node:diagnostics_channel';
import { context } from '@opentelemetry/api';
import { getRPCMetadata, RPCType } from '@opentelemetry/core';

/** Published by Fastify 5 itself before each handler, https://fastify.dev/docs/latest/Reference/Hooks/#diagnostics-channel-hooks */
const FASTIFY_HANDLER = 'tracing:fastify.request.handler:start';

/**
 * Names the server spans of Fastify by their route (`POST /charge`, not `POST`). OpenTelemetry's own set has no
 * instrumentation for Fastify any more; its HTTP instrumentation takes the route from the context when the span ends.
 */
export function nameFastifyRoutes(): void {
  subscribe(FASTIFY_HANDLER, (message) => {
    const route = (message as { route?: { url?: unknown } }).route?.url;
    const metadata = getRPCMetadata(context.active());
    if (typeof route === 'string' && metadata?.type === RPCType.HTTP) metadata.route = route;
  });
}
