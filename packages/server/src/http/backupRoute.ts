import type { FastifyInstance } from 'fastify';
import { type Backups, BackupUnderWayError } from '../backup/backups.ts';
import { apiError } from './apiSchemas.ts';

/** All that is stored, as one archive: made as it is sent, so it takes as long as its reader. */
export async function backupRoute(
  fastify: FastifyInstance,
  { backups }: { backups: Pick<Backups, 'begin'> | undefined },
): Promise<void> {
  fastify.post(
    '/admin/backup',
    {
      config: { permission: 'administer' },
      // Nearly all of it is compressed already.
      compress: false,
      schema: {
        summary: 'Back up everything',
        description:
          'A tar archive of all recordings, control data and keys, whole only if its last file is SHA256SUMS. `throughline restore` puts it back.',
        response: { 403: apiError, 409: apiError },
      },
    },
    async (_request, reply) => {
      if (!backups)
        return reply.code(409).send({
          error: {
            code: 'conflict',
            message: 'a cluster is backed up by ClickHouse itself (BACKUP … ON CLUSTER) and by pg_dump',
          },
        });
      const archive = await backups.begin().catch((error: unknown) => {
        if (error instanceof BackupUnderWayError) return error;
        throw error;
      });
      if (archive instanceof BackupUnderWayError)
        return reply.code(409).send({ error: { code: 'conflict', message: archive.message } });
      // Who asked may have gone while the server waited for its turn.
      if (reply.raw.destroyed) archive.destroy();
      return reply
        .type('application/x-tar')
        .header('content-disposition', 'attachment; filename="throughline-backup.tar"')
        .send(archive);
    },
  );
}
