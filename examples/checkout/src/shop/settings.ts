/** What the page is told when it loads; all of it is public. */
export interface ShopSettings {
  /** Origin of the gateway. */
  gateway: string;
  /** Base URL of the Throughline server. */
  endpoint: string;
  /** Project key. */
  key: string;
}
