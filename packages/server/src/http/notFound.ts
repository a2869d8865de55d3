import type { ApiError } from '@throughline/format';

/** The body of a 404: `what` there is not. */
export function notFound(what: string): ApiError {
  return { error: { code: 'not_found', message: `there is no ${what}` } };
}
