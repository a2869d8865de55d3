/**
 * Which of `frames` the engine cannot read, by their index: `reads` tells whether it reads all of some. Asks about twice as
 * often as the logarithm of their number for each bad one.
 */
export async function findUnreadable(
  frames: readonly Buffer[],
  reads: (some: readonly Buffer[]) => Promise<boolean>,
): Promise<Set<number>> {
  const bad = new Set<number>();
  /** Looks through the frames from `start` to before `end`; `known` if one of them is bad for sure. */
  const look = async (start: number, end: number, known: boolean): Promise<boolean> => {
    if (start === end || (!known && (await reads(frames.slice(start, end))))) return false;
    if (end - start === 1) {
      bad.add(start);
      return true;
    }
    const middle = start + Math.floor((end - start) / 2);
    const first = await look(start, middle, false);
    await look(middle, end, !first);
    return true;
  };
  await look(0, frames.length, false);
  return bad;
}
