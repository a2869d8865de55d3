/** What the sizing table takes for granted. All of it is printed with the table. */

const GIBIBYTE = 2 ** 30;

/** A session of average length in an application of a dozen services. */
export const SESSION = { replayMinutes: 10, spans: 1_000, logs: 300 } as const;

/** Sessions a day of each row. */
export const SESSIONS_A_DAY = [10, 100, 1_000, 10_000, 100_000] as const;

/** The busiest second over the average one: people work by day, and after lunch together. */
export const PEAK_OVER_AVERAGE = 10;
/** How busy cores should be in that second; the rest is for questions and merges. */
export const BUSY_AT_PEAK = 0.5;
/** How full a disk should be: merges write the new part before the old ones go. */
export const FULL_DISK = 0.7;
/** Memory to have, over what the benchmark's server used at full load. */
export const MEMORY_RESERVE = 2;

/** Copies of everything on a cluster. */
export const REPLICAS_A_SHARD = 2;
/** Disk of one machine beyond which it is time for several: restoring it takes hours. */
export const ONE_MACHINE_DISK_BYTES = 1024 * GIBIBYTE;
/** Cores beyond which one process does not store faster: its inserts run one after another. */
export const ONE_PROCESS_CORES = 2;
