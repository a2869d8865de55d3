/** Answers a question to the server: an address of it, and how it is asked. */
export type Ask = (url: string, init: RequestInit) => Promise<Response>;

const byServer: Ask = (url, init) => fetch(url, init);
let answer = byServer;

/** Asks the server, or what has taken its place. */
export const ask: Ask = (url, init) => answer(url, init);

/** From here on `other` answers in the server's place: in a file that holds all answers itself. */
export function answerBy(other: Ask): void {
  answer = other;
}

/** Whether an answer may be another one later: what a file holds stays as it is. */
export function mayGrow(): boolean {
  return answer === byServer;
}
