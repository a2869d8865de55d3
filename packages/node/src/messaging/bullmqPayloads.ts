import { trace } from '@opentelemetry/api';
import { recordMessage } from '../capture/payload/messagePayloads.ts';

/** The parts of BullMQ through which the data of jobs go, each within the span that was made of it. */
export interface JobQueue {
  name: string;
  addJob(name: string, data: unknown, options?: unknown): Promise<unknown>;
}
/** Of jobs that are added together. */
export interface JobClass {
  createBulk(queue: { name: string }, jobs: { data: unknown }[], ...rest: unknown[]): Promise<unknown>;
}
export interface JobWorker {
  name: string;
  callProcessJob(job: { data: unknown }, ...rest: unknown[]): Promise<unknown>;
}

export function recordSentJobs(prototype: JobQueue): void {
  const { addJob } = prototype;
  prototype.addJob = function (name, data, options) {
    recordOnCurrent(this.name, () => data);
    return addJob.call(this, name, data, options);
  };
}

export function recordJobsSentTogether(jobs: JobClass): void {
  const { createBulk } = jobs;
  jobs.createBulk = function (queue, given, ...rest) {
    recordOnCurrent(queue.name, () => given.map(({ data }) => data));
    return createBulk.call(this, queue, given, ...rest);
  };
}

export function recordTakenJobs(prototype: JobWorker): void {
  const { callProcessJob } = prototype;
  prototype.callProcessJob = function (job, ...rest) {
    recordOnCurrent(this.name, () => job.data);
    return callProcessJob.call(this, job, ...rest);
  };
}

function recordOnCurrent(queue: string, data: () => unknown): void {
  const span = trace.getActiveSpan();
  if (span) recordMessage(span, queue, data);
}
