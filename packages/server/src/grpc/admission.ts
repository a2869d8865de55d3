import {
  Metadata,
  ResponderBuilder,
  ServerInterceptingCall,
  type ServerInterceptor,
  ServerListenerBuilder,
  status,
} from '@grpc/grpc-js';
import { PROJECT_KEY_HEADER } from '@throughline/format';
import type { GrantOfKey } from '../control/keys.ts';
import type { Ingest } from '../ingest/ingest.ts';
import { IngestError } from '../ingest/ingestError.ts';
import { type OtlpSignal, statusBody, statusOf } from '../ingest/otlp/status.ts';
import { projectOf } from '../ingest/projectKey.ts';
import { Turns } from '../ingest/turns.ts';
import { GRPC_LIMITS } from '../limits.ts';

/** The end of a call that is not taken. */
export interface Refusal {
  code: status;
  details: string;
  metadata: Metadata;
}

/** Bounds of what is received at a time. */
export interface ReceivingLimits {
  callsReceiving: number;
  callsWaiting: number;
  messageMs: number;
}

/** The projects of calls that were let in, by the metadata that their handlers see. */
export type AdmittedProjects = WeakMap<Metadata, string>;

/**
 * Lets Export calls in before any of their message is read: by their key, and so many at a time, since a message not yet
 * received may be as large as any. A message that does not come to its end in time gives its place up.
 */
export function admission(
  signalOf: (path: string) => OtlpSignal | undefined,
  grantOfKey: GrantOfKey,
  refuse: (signal: OtlpSignal, error: unknown) => Refusal,
  projects: AdmittedProjects,
  { callsReceiving, callsWaiting, messageMs }: ReceivingLimits = GRPC_LIMITS,
): ServerInterceptor {
  const turns = new Turns(callsReceiving, callsWaiting);

  return ({ path }, call) => {
    const signal = signalOf(path);
    if (signal === undefined) return new ServerInterceptingCall(call);
    let received = false;
    let endTurn: (() => void) | undefined;
    let timer: NodeJS.Timeout | undefined;
    /** The message is here, or nobody waits for it any more. */
    const end = () => {
      received = true;
      clearTimeout(timer);
      endTurn?.();
    };
    const letIn = async (metadata: Metadata) => {
      const [authorization] = metadata.get('authorization');
      const [header] = metadata.get(PROJECT_KEY_HEADER);
      projects.set(metadata, await projectOf({ authorization, header }, grantOfKey));
      endTurn = await turns.take();
      if (received) return endTurn();
      timer = setTimeout(() => {
        end();
        call.sendStatus({
          code: status.DEADLINE_EXCEEDED,
          details: `the message did not arrive within ${messageMs} ms`,
        });
      }, messageMs);
    };
    const listener = new ServerListenerBuilder()
      .withOnReceiveMetadata((metadata, pass) => {
        letIn(metadata).then(
          () => pass(metadata),
          (error: unknown) => {
            end();
            call.sendStatus(refuse(signal, error));
          },
        );
      })
      .withOnReceiveMessage((message, pass) => {
        end();
        pass(message);
      })
      .withOnCancel(end)
      .build();
    const responder = new ResponderBuilder()
      .withStart((next) => next(listener))
      .withSendStatus((answer, next) => {
        end();
        next(answer);
      })
      .build();
    return new ServerInterceptingCall(call, responder);
  };
}

/** How a refusal is told over gRPC: with the google.rpc.Status in the trailers. */
export function refusal(
  ingest: Ingest,
  onError: (message: string, error: unknown) => void,
): (signal: OtlpSignal, error: unknown) => Refusal {
  return (signal, error) => {
    if (!(error instanceof IngestError)) onError('ingest failed', error);
    ingest.counts.refuse(signal, error instanceof IngestError ? error.status : 500);
    const { code, message } = statusOf(error);
    const metadata = new Metadata();
    metadata.set('grpc-status-details-bin', statusBody('protobuf', error));
    return { code: code as status, details: message, metadata };
  };
}
