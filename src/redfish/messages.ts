/**
 * The messages of the Base registry (DSP8011) that this service answers with. Keys, severities and the number and
 * order of the arguments are the registry's; the wording is our own. `status` is the HTTP status of an error that
 * leads with the message.
 */
export const baseRegistry = 'Base.1.22';

type Severity = 'OK' | 'Warning' | 'Critical';

interface Entry {
  readonly severity: Severity;
  readonly status: number;
  readonly text: string;
  readonly resolution: string;
}

const correct = 'Correct the request and send it again.';
const image = 'Check the image URI, its server and the credentials, then insert again.';

export const messages = {
  Success: {
    severity: 'OK',
    status: 200,
    text: 'What was asked for has been done.',
    resolution: 'Nothing is left to do.',
  },
  NoOperation: {
    severity: 'Warning',
    status: 400,
    text: 'The body holds nothing that could be changed; nothing was.',
    resolution: 'Send at least one property of the resource.',
  },
  EmptyJSON: {
    severity: 'Warning',
    status: 400,
    text: 'The body is empty or an empty object, and this operation needs more.',
    resolution: 'Send at least one property of the resource.',
  },
  MalformedJSON: {
    severity: 'Critical',
    status: 400,
    text: 'The body is not well-formed JSON.',
    resolution: correct,
  },
  UnrecognizedRequestBody: {
    severity: 'Warning',
    status: 400,
    text: 'The body is JSON, but not an object.',
    resolution: correct,
  },
  MissingOrMalformedPart: {
    severity: 'Critical',
    status: 400,
    text: 'The parts of the body are not those that are wanted, or cannot be read.',
    resolution: correct,
  },
  PayloadTooLarge: {
    severity: 'Critical',
    status: 413,
    text: 'The body is larger than this service takes.',
    resolution: 'Send less: 1 MiB, or an image of at most MaxImageSizeBytes.',
  },
  HeaderInvalid: {
    severity: 'Critical',
    status: 400,
    text: "The request header '%1' has a value that this service does not take.",
    resolution: correct,
  },
  PropertyUnknown: {
    severity: 'Warning',
    status: 400,
    text: 'The resource has no property %1.',
    resolution: 'Leave the property out.',
  },
  PropertyMissing: {
    severity: 'Warning',
    status: 400,
    text: 'The property %1 is required, and is not in the body.',
    resolution: 'Add the property.',
  },
  PropertyNotWritable: {
    severity: 'Warning',
    status: 400,
    text: 'The property %1 is read-only.',
    resolution: 'Leave the property out.',
  },
  PropertyValueTypeError: {
    severity: 'Warning',
    status: 400,
    text: "The value '%1' is of the wrong type for the property %2.",
    resolution: correct,
  },
  PropertyValueFormatError: {
    severity: 'Warning',
    status: 400,
    text: "The value '%1' has the wrong format for the property %2.",
    resolution: correct,
  },
  PropertyValueNotInList: {
    severity: 'Warning',
    status: 400,
    text: "The value '%1' is not one that the property %2 can take.",
    resolution: 'Choose one of the allowable values.',
  },
  PropertyValueOutOfRange: {
    severity: 'Warning',
    status: 400,
    text: "The value '%1' is out of range for the property %2.",
    resolution: correct,
  },
  PropertyValueError: {
    severity: 'Warning',
    status: 400,
    text: 'The value of the property %1 is not valid.',
    resolution: correct,
  },
  PropertyValueConflict: {
    severity: 'Warning',
    status: 400,
    text: "The property '%1' cannot have this value together with the value of the property '%2'.",
    resolution: correct,
  },
  ActionNotSupported: {
    severity: 'Critical',
    status: 400,
    text: 'This resource cannot do %1.',
    resolution: 'Look at the Actions and AllowableValues of the resource for what it can do.',
  },
  ActionParameterMissing: {
    severity: 'Critical',
    status: 400,
    text: 'The action %1 needs the parameter %2.',
    resolution: 'Add the parameter.',
  },
  ActionParameterUnknown: {
    severity: 'Warning',
    status: 400,
    text: 'The action %1 has no parameter %2.',
    resolution: 'Leave the parameter out.',
  },
  ActionParameterValueTypeError: {
    severity: 'Warning',
    status: 400,
    text: "The value '%1' is of the wrong type for the parameter %2 of the action %3.",
    resolution: correct,
  },
  ActionParameterValueFormatError: {
    severity: 'Warning',
    status: 400,
    text: "The value '%1' has the wrong format for the parameter %2 of the action %3.",
    resolution: correct,
  },
  ActionParameterValueNotInList: {
    severity: 'Warning',
    status: 400,
    text: "The value '%1' is not one that the parameter %2 of the action %3 can take.",
    resolution: 'Choose one of the allowable values.',
  },
  ActionParameterValueOutOfRange: {
    severity: 'Warning',
    status: 400,
    text: "The value '%1' is out of range for the parameter %2 of the action %3.",
    resolution: correct,
  },
  ActionParameterValueError: {
    severity: 'Warning',
    status: 400,
    text: 'The value of the parameter %1 of the action %2 is not valid.',
    resolution: correct,
  },
  ActionParameterValueConflict: {
    severity: 'Warning',
    status: 400,
    text: "The parameter '%1' cannot be '%2' together with the rest of the request.",
    resolution: correct,
  },
  QueryNotSupported: {
    severity: 'Warning',
    status: 501,
    text: 'This service does not know one of the query parameters.',
    resolution: 'Look at ProtocolFeaturesSupported of the service root for what it knows.',
  },
  QueryNotSupportedOnResource: {
    severity: 'Warning',
    status: 400,
    text: 'This resource does not take one of the query parameters.',
    resolution: 'Leave the query parameter out.',
  },
  QueryParameterValueFormatError: {
    severity: 'Warning',
    status: 400,
    text: "The value '%1' has the wrong format for the query parameter %2.",
    resolution: correct,
  },
  QueryParameterOutOfRange: {
    severity: 'Warning',
    status: 400,
    text: "The value '%1' of the query parameter %2 is not within %3.",
    resolution: correct,
  },
  QueryCombinationInvalid: {
    severity: 'Warning',
    status: 400,
    text: 'Some of the query parameters do not go together, or one is there twice.',
    resolution: correct,
  },
  ResourceNotFound: {
    severity: 'Critical',
    status: 404,
    text: "There is no %1 named '%2'.",
    resolution: 'Find the resource through the links of its collection.',
  },
  OperationNotAllowed: {
    severity: 'Critical',
    status: 405,
    text: 'The resource does not take this HTTP method.',
    resolution: 'Look at the Allow header for those that it takes.',
  },
  PreconditionFailed: {
    severity: 'Critical',
    status: 412,
    text: 'The resource has changed since the given ETag; nothing was written.',
    resolution: 'Read the resource and send the request again with its present ETag.',
  },
  ResourceInUse: {
    severity: 'Warning',
    status: 409,
    text: 'The resource is in use or changing, and cannot be changed in this way now.',
    resolution: 'Bring the resource into another state, or wait, and send the request again.',
  },
  ResourceAlreadyExists: {
    severity: 'Critical',
    status: 409,
    text: "There is a %1 already whose %2 is '%3'.",
    resolution: 'Choose another value.',
  },
  ResourceCannotBeDeleted: {
    severity: 'Critical',
    status: 400,
    text: 'This resource is there to stay, and cannot be deleted.',
    resolution: 'Leave the resource as it is.',
  },
  CreateLimitReachedForResource: {
    severity: 'Critical',
    status: 400,
    text: 'The collection holds as many resources as it can.',
    resolution: 'Delete a resource that is no longer needed.',
  },
  AccessUnauthorized: {
    severity: 'Critical',
    status: 401,
    text: 'This needs credentials, and those given, if any, are not right.',
    resolution: 'Send the credentials of an account, or the token of a session.',
  },
  NoValidSession: {
    severity: 'Critical',
    status: 401,
    text: 'The token belongs to no session, or to one that has ended.',
    resolution: 'Create a session and send its token.',
  },
  InsufficientPrivilege: {
    severity: 'Critical',
    status: 403,
    text: 'The account does not have the privileges that this needs.',
    resolution: 'Use another account, or have its role changed.',
  },
  PasswordChangeRequired: {
    severity: 'Critical',
    status: 403,
    text: "The account must get a new password first: PATCH it at '%1'.",
    resolution: 'Change the password of the account.',
  },
  PasswordIncorrectLength: {
    severity: 'Critical',
    status: 400,
    text: 'The new password is too short or too long.',
    resolution: 'Choose another password; the account service names the limits.',
  },
  ServiceTemporarilyUnavailable: {
    severity: 'Critical',
    status: 503,
    text: 'The service cannot do this at present. Try again in %1 seconds.',
    resolution: 'Wait, and send the request again.',
  },
  ResourceMissingAtURI: {
    severity: 'Critical',
    status: 400,
    text: "There is nothing at the URI '%1'.",
    resolution: image,
  },
  ResourceAtUriUnauthorized: {
    severity: 'Critical',
    status: 400,
    text: "The server of '%1' wants other credentials: %2.",
    resolution: image,
  },
  ResourceAtUriInUnknownFormat: {
    severity: 'Critical',
    status: 400,
    text: "What is at '%1' cannot be used.",
    resolution: image,
  },
  CouldNotEstablishConnection: {
    severity: 'Critical',
    status: 400,
    text: "No connection to '%1' could be made or kept.",
    resolution: image,
  },
  SourceDoesNotSupportProtocol: {
    severity: 'Critical',
    status: 400,
    text: "'%1' cannot be read by the protocol %2.",
    resolution: 'Use a URI that starts with http:, https: or file:.',
  },
  AccessDenied: {
    severity: 'Critical',
    status: 400,
    text: "This service may not read '%1'.",
    resolution: 'Use another location, or have the operator allow this one.',
  },
  EventSubscriptionLimitExceeded: {
    severity: 'Critical',
    status: 503,
    text: 'There are as many event subscriptions as this service keeps.',
    resolution: 'Delete a subscription that is no longer needed, or close a stream.',
  },
  UndeterminedFault: {
    severity: 'Critical',
    status: 400,
    text: "'%1' failed.",
    resolution: image,
  },
  InsufficientStorage: {
    severity: 'Critical',
    status: 507,
    text: 'There is not enough room for this.',
    resolution: 'Make room, or use something smaller.',
  },
  OperationTimeout: {
    severity: 'Warning',
    status: 504,
    text: 'The hypervisor did not answer in time.',
    resolution: 'Look at the state of the resource, then send the request again.',
  },
  OperationFailed: {
    severity: 'Warning',
    status: 500,
    text: 'The hypervisor could not do this.',
    resolution: 'See the log of the service, by the request id.',
  },
  GeneralError: {
    severity: 'Critical',
    status: 400,
    text: 'The request could not be carried out; @Message.ExtendedInfo says why.',
    resolution: correct,
  },
  InternalError: {
    severity: 'Critical',
    status: 500,
    text: 'The service failed at this request; it goes on serving others.',
    resolution: 'See the log of the service, by the request id.',
  },
} as const satisfies Record<string, Entry>;

export type MessageKey = keyof typeof messages;
const isMessageKey = (key: string): key is MessageKey => Object.hasOwn(messages, key);

type ArgsOf<Text extends string> = Text extends `${string}%3${string}`
  ? readonly [string, string, string]
  : Text extends `${string}%2${string}`
    ? readonly [string, string]
    : Text extends `${string}%1${string}`
      ? readonly [string]
      : readonly [];
/** The arguments of a message: as many strings as its text has places. */
export type MessageArgs<K extends MessageKey> = ArgsOf<(typeof messages)[K]['text']>;

export interface Message {
  readonly key: MessageKey;
  readonly args: readonly string[];
  /** JSON pointers into the request body. */
  readonly relatedProperties?: readonly string[];
  /** A sentence that names the cause, put behind the text. Fit for clients: no secrets, no internals. */
  readonly detail?: string;
}

/** `Message.v1_3_0.Message`, as `@Message.ExtendedInfo` and `Task.Messages` hold it. */
export const renderMessage = ({ key, args, relatedProperties, detail }: Message) => {
  const { text, severity, resolution } = messages[key];
  const words = text.replace(/%(\d)/g, (_, place: string) => args[Number(place) - 1] ?? '');
  return {
    '@odata.type': '#Message.v1_3_0.Message',
    MessageId: `${baseRegistry}.${key}`,
    Message: detail === undefined ? words : `${words} ${detail}`,
    MessageArgs: args,
    MessageSeverity: severity,
    Resolution: resolution,
    ...(relatedProperties && { RelatedProperties: relatedProperties }),
  };
};

/** A message that a task kept. One of a key that is no longer known (an older version's) reads as a general one. */
export const renderTaskMessage = ({ key, args }: { readonly key: string; readonly args: readonly string[] }) =>
  renderMessage(isMessageKey(key) ? { key, args } : { key: 'GeneralError', args: [] });
