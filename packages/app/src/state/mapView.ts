/** How a service map is shown. */
export type MapView = 'drawing' | 'table';
