// What every framework's route does: writes a line, asks the service behind, and answers what that one saw.
import { getContext, inject } from '@throughline/node';

/** `CORRELATION=1`: the application uses the middleware too. */
export const withMiddleware = process.env.CORRELATION === '1';

export async function order(id) {
  await new Promise((resolve) => setTimeout(resolve, 2));
  console.log(`order ${id}`);
  // Without OpenTelemetry nothing injects by itself.
  const answer = await fetch(`${process.env.DOWNSTREAM}/stock`, {
    headers: withMiddleware ? inject({}) : {},
  });
  return { context: getContext(), downstream: await answer.json() };
}

export function listening(server) {
  console.log(`listening http://127.0.0.1:${server.address().port}`);
}
