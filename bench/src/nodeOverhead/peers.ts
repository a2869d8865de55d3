/**
 * What ours is measured beside, and the versions; all under permissive licences, for Node 20. HyperDX's next version, 0.11, asks
 * for Node 22. No part of the product depends on them.
 */
export const PEERS = {
  '@hyperdx/node-opentelemetry': '0.10.5',
  '@multiplayer-app/session-recorder-node': '2.0.89',
  // What Multiplayer's example is set up with besides.
  '@opentelemetry/api': '1.9.1',
  '@opentelemetry/api-logs': '0.223.0',
  '@opentelemetry/auto-instrumentations-node': '0.81.2',
  '@opentelemetry/core': '2.12.1',
  '@opentelemetry/sdk-node': '0.223.0',
} as const;
