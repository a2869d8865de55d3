/** What a part tells the launcher, once, when it can take work. */
export interface Ready {
  ready: true;
  /** The port it listens on; 0 for a part that listens on none. */
  port: number;
}

/**
 * Tells whoever launched this process that it is ready, and sees to it that this process ends when the launcher does. Run
 * by hand it prints the port instead.
 */
export function announceReady(port: number): void {
  if (!process.send) {
    process.stdout.write(port === 0 ? 'ready\n' : `ready on port ${port}\n`);
    return;
  }
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  // The listener must not hold a process that is ending by itself.
  process.channel?.unref();
  process.send({ ready: true, port } satisfies Ready);
}

/** A setting that the part cannot do without; throws an error that names it. */
export function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} must be set`);
  return value;
}
