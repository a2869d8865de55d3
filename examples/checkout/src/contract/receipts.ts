/** The queue between `orders` and `receipts`. */
export const RECEIPTS_QUEUE = 'receipts';

/** One job in it. */
export interface ReceiptJob {
  orderId: string;
  email: string;
  /** Euro cents. */
  total: number;
}
