export * from './actions.ts';
export * from './caused.ts';
export { linkedTrace } from './failingWay.ts';
export * from './story.ts';
export * from './storyText.ts';
