/** A CPU profile as the Chrome DevTools Protocol gives it. */
export interface Profile {
  nodes: {
    id: number;
    callFrame: { functionName: string; url: string; lineNumber: number };
    children?: number[];
  }[];
  samples?: number[];
  timeDeltas?: number[];
}

/** The functions in which most time was spent, by themselves: lines of milliseconds, share and place. */
export function topFunctions({ nodes, samples = [], timeDeltas = [] }: Profile, count: number): string {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const microseconds = new Map<string, number>();
  let busy = 0;
  samples.forEach((id, index) => {
    const frame = frames.get(id);
    const passed = timeDeltas[index] ?? 0;
    if (!frame || /^\((?:idle|root|program)\)$/.test(frame.functionName)) return;
    const file = frame.url.replace(/^https?:\/\/[^/]+/, '');
    const place = `${frame.functionName || '(anonymous)'} ${file ? `${file}:${frame.lineNumber + 1}` : ''}`;
    microseconds.set(place, (microseconds.get(place) ?? 0) + passed);
    busy += passed;
  });
  const lines = [...microseconds]
    .sort(([, a], [, b]) => b - a)
    .slice(0, count)
    .map(
      ([place, time]) =>
        `${(time / 1_000).toFixed(0).padStart(6)} ms ${((100 * time) / busy).toFixed(1).padStart(5)} %  ${place}`,
    );
  return `${(busy / 1_000).toFixed(0)} ms in all\n${lines.join('\n')}`;
}

/**
 * How much of the time went into functions of files whose address has `part`, and into all that they called: 0 to 1. Time in which
 * nothing was done does not count.
 */
export function shareOf({ nodes, samples = [], timeDeltas = [] }: Profile, part: string): number {
  const within = new Set<number>();
  // Children stand after their parents.
  for (const { id, callFrame, children = [] } of nodes) {
    if (callFrame.url.includes(part)) within.add(id);
    if (within.has(id)) for (const child of children) within.add(child);
  }
  const idle = new Set(
    nodes.filter(({ callFrame }) => /^\((?:idle|root)\)$/.test(callFrame.functionName)).map(({ id }) => id),
  );
  let [all, found] = [0, 0];
  samples.forEach((id, index) => {
    if (idle.has(id)) return;
    const passed = timeDeltas[index] ?? 0;
    all += passed;
    if (within.has(id)) found += passed;
  });
  return all === 0 ? 0 : found / all;
}
