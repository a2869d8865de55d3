/** Incident mode, where what follows the server and what records requests meet. */
export interface IncidentMode {
  /** Unix milliseconds by the server's clock: until when the page is in an incident; 0 if it is in none. */
  until: number;
  /** Called when it is in one. */
  began?(): void;
  /** Called with what an answer from the page's own origin says of an incident. */
  heard?(until: string): void;
}
