import { readFile } from 'node:fs/promises';

/** For tests: the most resident memory that a process ever had, bytes; 0 where the system does not tell. */
export async function peakMemory(processId: number): Promise<number> {
  const text = await readFile(`/proc/${processId}/status`, 'utf8').catch(() => '');
  return Number(/VmHWM:\s+(\d+) kB/.exec(text)?.[1] ?? 0) * 1024;
}
