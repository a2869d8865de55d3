/** What the page does, by name; `page/driver.js` does it, and `pages.ts` makes what it is done in. */
export const WORKLOADS = {
  W1: 'a shop: 240 frames of moving, typing, clicking, scrolling, menus, toasts, eight navigations',
  W2: 'a storm: 500 rows, 60 frames, 2,900 mutation records a frame',
  W3: 'a page of 30,000 nodes loads',
  W4: '200 requests, six at a time, 3.8 kB there and 5.3 kB back; what is captured by default',
  W4B: 'the same with the capture of bodies switched on',
} as const;

export type Workload = keyof typeof WORKLOADS;

/** Class names of elements that are in the page at load, from the work's start on, and from its end on. */
export const MARKS = ['snt-load', 'snt-begin', 'snt-finish'] as const;
