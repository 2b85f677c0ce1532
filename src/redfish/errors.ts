import { baseRegistry, type Message, type MessageArgs, type MessageKey, messages, renderMessage } from './messages.js';

interface Options {
  /** Another status than the message's own. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly detail?: string | undefined;
  readonly relatedProperties?: readonly string[];
  readonly cause?: unknown;
}

/** An answer that is not the one hoped for, in the words of the registry. */
export class RedfishError extends Error {
  override readonly name = 'RedfishError';
  readonly messages: readonly Message[];
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(list: readonly [Message, ...Message[]], options: Omit<Options, 'detail' | 'relatedProperties'> = {}) {
    super(list.map(({ key }) => key).join(', '), options.cause === undefined ? undefined : { cause: options.cause });
    this.messages = list;
    this.status = options.status ?? messages[list[0].key].status;
    this.headers = options.headers ?? {};
  }
}

/** The error of one message. */
export const redfishError = <K extends MessageKey>(key: K, args: MessageArgs<K>, options: Options = {}): RedfishError =>
  new RedfishError([message(key, args, options)], options);

/** A message, its arguments checked against its text. */
export const message = <K extends MessageKey>(
  key: K,
  args: MessageArgs<K>,
  { detail, relatedProperties }: Pick<Options, 'detail' | 'relatedProperties'> = {},
): Message => ({
  key,
  args,
  ...(detail !== undefined && { detail }),
  ...(relatedProperties && { relatedProperties }),
});

/** The body of an error answer (DSP0266, "Error responses"): `redfish-error` with `@Message.ExtendedInfo`. */
export const renderError = (error: RedfishError): object => {
  const extended = error.messages.map(renderMessage);
  const only = extended.length === 1 ? extended[0] : undefined;
  return {
    error: {
      code: only?.MessageId ?? `${baseRegistry}.GeneralError`,
      message: only?.Message ?? messages.GeneralError.text,
      '@Message.ExtendedInfo': extended,
    },
  };
};
