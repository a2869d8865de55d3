export * from './actionCauses.ts';
export * from './address.ts';
export * from './failure.ts';
export * from './har.ts';
export * from './requestSummary.ts';
export * from './servicesBehind.ts';
