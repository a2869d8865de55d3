/** A function that warns of the first reason it is told, by `process.emitWarning`, and then is silent. */
export function warnOnce(describe: (reason: string) => string): (reason: string) => void {
  let warned = false;
  return (reason) => {
    if (warned) return;
    warned = true;
    process.emitWarning(describe(reason), 'ThroughlineWarning');
  };
}
