/** Date and time in the reader's zone as a narrow column holds them: without what is as now. */
export function formatShortDate(ms: number, now: number): string {
  const [then, today] = [new Date(ms), new Date(now)];
  if (then.toDateString() === today.toDateString())
    return then.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const isThisYear = then.getFullYear() === today.getFullYear();
  return then.toLocaleString(undefined, {
    ...(isThisYear ? { hour: '2-digit', minute: '2-digit' } : { year: 'numeric' }),
    month: 'short',
    day: 'numeric',
  });
}
