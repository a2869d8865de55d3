/** A service's answer that was not a success. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly status: number;
  constructor(service: string, status: number, message: string) {
    super(`${service} answered ${status}: ${message}`);
    this.status = status;
  }
}

/** Posts JSON to another service and gives back its JSON; throws a `ServiceError` if it does not succeed. */
export async function postJson<Result>(service: string, url: string, body: unknown): Promise<Result> {
  return answer(
    service,
    await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );
}

/** Gets JSON from another service; throws a `ServiceError` if it does not succeed. */
export async function getJson<Result>(service: string, url: string): Promise<Result> {
  return answer(service, await fetch(url));
}

async function answer<Result>(service: string, response: Response): Promise<Result> {
  const body = (await response.json()) as Result & { error?: { message?: string } };
  if (!response.ok)
    throw new ServiceError(service, response.status, body.error?.message ?? 'no reason given');
  return body;
}
