export { SUPPORT_STEPS_MOST, type SupportSources, supportSummary } from './supportSummary.ts';
