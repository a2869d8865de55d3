/** Why something beside a recording may not be written, changed or deleted; the message says it to people. */
export class AnnotationError extends Error {
  override readonly name = 'AnnotationError';
  /** `missing`: there is no such thing; `refused`: as it stands it cannot be; `forbidden`: it is somebody else's. */
  readonly kind: 'missing' | 'refused' | 'forbidden';

  constructor(kind: 'missing' | 'refused' | 'forbidden', message: string) {
    super(message);
    this.kind = kind;
  }
}
