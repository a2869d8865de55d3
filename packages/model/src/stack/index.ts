export * from './parseStack.ts';
