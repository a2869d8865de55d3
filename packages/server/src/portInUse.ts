/** Thrown when another program listens on a port that a setting asks for. */
export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';
}

/** Listens by `listen` on the port of the setting `flag`. Throws `PortInUseError` if it is taken. */
export async function listenOn<Listening>(
  flag: string,
  port: number,
  listen: (port: number) => Promise<Listening>,
): Promise<Listening> {
  try {
    return await listen(port);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // gRPC tells it by its message alone.
    if (code !== 'EADDRINUSE' && !/EADDRINUSE/.test(message)) throw error;
    throw new PortInUseError(`port ${port} is taken; stop what listens there or give another --${flag}`, {
      cause: error,
    });
  }
}
