export * from './buildWaterfall.ts';
export * from './criticalPath.ts';
export * from './gaps.ts';
export * from './records.ts';
export * from './rows.ts';
