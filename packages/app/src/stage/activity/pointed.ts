/** Where the pointer is on the axis of time: the time there, and the place in CSS pixels. */
export interface Pointed {
  time: number;
  x: number;
  y: number;
}
