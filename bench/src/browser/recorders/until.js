/** Resolves when `isSo`, rejects when it is not after 8 s. */
export function until(isSo) {
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const timer = setInterval(() => {
      const late = performance.now() - begun > 8_000;
      if (!isSo() && !late) return;
      clearInterval(timer);
      if (late) reject(new Error('it did not start'));
      else resolve();
    }, 20);
  });
}
