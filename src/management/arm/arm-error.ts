/** One thing that is wrong, and where: `properties.oauth2.grantTypes`. */
export interface ArmErrorDetail {
  readonly code: string;
  readonly message: string;
  readonly target?: string;
}

/** What the management API answers in place of a resource, in ARM's shape. Its texts hold nothing secret. */
export class ArmError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: readonly ArmErrorDetail[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    text: string,
    {
      details = [],
      headers = {},
    }: { readonly details?: readonly ArmErrorDetail[]; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(text);
    this.name = 'ArmError';
    this.status = status;
    this.code = code;
    this.details = details;
    this.headers = headers;
  }

  /** `{error: {code, message, details}}`. */
  body(): object {
    return { error: { code: this.code, message: this.message, details: this.details } };
  }
}

export const notFound = (text: string): ArmError => new ArmError(404, 'ResourceNotFound', text);

export const badRequest = (text: string, target?: string): ArmError =>
  new ArmError(400, 'ValidationError', text, target === undefined ? {} : { details: [{ code: 'ValidationError', message: text, target }] });
