import { context, propagation, type Span, type Tracer } from '@opentelemetry/api';
import { recordMessage } from '../capture/payload/messagePayloads.ts';
import type { Carrier } from '../context/headers.ts';
import { produce } from './messageSpan.ts';

/** A job of a flow, and those that must be done before it: https://docs.bullmq.io/guide/flows */
interface FlowJob {
  name: string;
  queueName: string;
  data?: unknown;
  opts?: { telemetry?: { metadata?: string; omitContext?: boolean } };
  children?: FlowJob[];
}
/** The part of BullMQ's `FlowProducer` that every way of adding comes down to. */
export interface FlowProducer {
  telemetry?: unknown;
  add(flow: FlowJob, ...rest: unknown[]): Promise<unknown>;
  addBulk(flows: FlowJob[], ...rest: unknown[]): Promise<unknown>;
  /** Called for each job of a flow. */
  addNode(given: { node: FlowJob }): Promise<unknown>;
}

/** Carries trace and session into every job of the flows that `prototype` adds, in one span of the sender for each call. */
export function carryIntoFlows(prototype: FlowProducer, tracer: () => Tracer): void {
  const { add, addBulk, addNode } = prototype;
  const send = (first: FlowJob, record: (span: Span) => void, work: () => Promise<unknown>) =>
    produce(tracer(), { system: 'bullmq', name: first.queueName }, {}, (_carrier, span) => {
      record(span);
      return work();
    });
  prototype.add = function (flow, ...rest) {
    const work = () => add.call(this, flow, ...rest);
    if (this.telemetry || !flow) return work();
    return send(flow, (span) => recordMessage(span, flow.queueName, () => shown(flow)), work);
  };
  prototype.addBulk = function (flows, ...rest) {
    const work = () => addBulk.call(this, flows, ...rest);
    const [first] = Array.isArray(flows) ? flows : [];
    if (this.telemetry || !first) return work();
    return send(first, (span) => recordMessage(span, first.queueName, () => flows.map(shown)), work);
  };
  prototype.addNode = function (given) {
    return addNode.call(this, this.telemetry ? given : { ...given, node: carrying(given.node) });
  };
}

/** A copy of `job` that names the current context where BullMQ keeps it; one that names another keeps its own. */
function carrying(job: FlowJob): FlowJob {
  const { metadata, omitContext } = job.opts?.telemetry ?? {};
  const carrier: Carrier = {};
  propagation.inject(context.active(), carrier);
  if (metadata || omitContext || Object.keys(carrier).length === 0) return job;
  return { ...job, opts: { ...job.opts, telemetry: { metadata: JSON.stringify(carrier) } } };
}

/** What of a flow is its message: not its options. */
function shown({ name, queueName, data, children }: FlowJob): unknown {
  return { name, queue: queueName, data, ...(children && { children: children.map(shown) }) };
}
