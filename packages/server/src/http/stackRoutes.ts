import { DEFAULT_PROJECT, type SymbolicatedStack } from '@throughline/format';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { findSourceMaps, readSourceMap } from '../control/sourceMaps.ts';
import { SOURCE_MAP_LIMITS } from '../limits.ts';
import { symbolicate } from '../sourceMaps/symbolicate.ts';
import { apiError } from './apiSchemas.ts';
import type { SourceMapDependencies } from './sourceMapRoutes.ts';

const fromOne = z.number().int().min(1).max(1_000_000_000);
const body = z.object({
  project: z.string().max(100).default(DEFAULT_PROJECT),
  release: z
    .string()
    .max(SOURCE_MAP_LIMITS.releaseCharacters)
    .default('')
    .describe('`service.version` of the record'),
  positions: z
    .array(z.object({ url: z.string().max(SOURCE_MAP_LIMITS.urlCharacters), line: fromOne, column: fromOne }))
    .max(SOURCE_MAP_LIMITS.positions),
});
const answer: z.ZodType<SymbolicatedStack> = z.object({
  positions: z.array(
    z
      .object({
        source: z.string(),
        line: z.number(),
        column: z.number(),
        functionName: z.string().optional(),
        context: z.object({ firstLine: z.number(), lines: z.array(z.string()) }).optional(),
        isLibrary: z.boolean().optional(),
      })
      .nullable(),
  ),
  problems: z.array(z.object({ url: z.string(), message: z.string() })),
});

/** Stacks in the sources of the scripts: of each position the line and a few around it, by source maps that nobody sees. */
export async function stackRoutes(
  fastify: FastifyInstance,
  { database, maps }: Pick<SourceMapDependencies, 'database' | 'maps'>,
): Promise<void> {
  const app = fastify.withTypeProvider<ZodTypeProvider>();
  app.post(
    '/stacks/symbolicate',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'Where the positions of a stack stand in the sources, by the source maps of the release',
        body,
        response: { 200: answer, 400: apiError },
      },
    },
    async ({ body: { positions, ...script } }) => {
      return symbolicate(
        positions,
        (urls) => findSourceMaps(database, script, urls),
        (id) => readSourceMap(database, id),
        maps,
      );
    },
  );
}
