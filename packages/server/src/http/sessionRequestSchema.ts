import { REQUEST_TYPES, type RequestPage } from '@throughline/format';
import { z } from 'zod';
import { attributes } from './apiSchemas.ts';

const nanoseconds = z.string().describe('Nanoseconds, decimal');
const bytes = z.number().int().nonnegative().optional();
const milliseconds = z.number().nonnegative().optional();

const request = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().describe('What caused it; empty if that is not known'),
  tabId: z.string(),
  type: z.enum(REQUEST_TYPES),
  method: z.string(),
  url: z.string(),
  operation: z.string().optional().describe('Of GraphQL'),
  startTimeUnixNano: nanoseconds,
  correctionNano: nanoseconds.optional(),
  durationNano: nanoseconds,
  status: z.number().int().optional(),
  failed: z.boolean(),
  errorType: z.string().optional(),
  errorMessage: z.string().optional(),
  requestSize: bytes,
  responseSize: bytes,
  decodedSize: bytes,
  transferSize: bytes.describe(
    'Bytes over the network, headers included; 0 if the browser had it in its cache',
  ),
  protocolVersion: z.string().optional(),
  timing: z
    .object({
      dns: milliseconds,
      connect: milliseconds,
      tls: milliseconds,
      wait: milliseconds,
      receive: milliseconds,
    })
    .optional(),
  action: z
    .object({ spanId: z.string(), name: z.string(), startTimeUnixNano: nanoseconds })
    .optional()
    .describe('What a person did that caused it'),
  attributes: attributes.optional().describe('Those of its span, with `payloads=true`'),
});

/** Requests of a session's browser. */
export const requestPage: z.ZodType<RequestPage> = z.object({
  requests: z.array(request),
  nextCursor: z.string().optional(),
});
