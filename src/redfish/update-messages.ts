/**
 * The messages of the Update registry (DSP8014) that tasks of this service keep. Keys, severities and the order of the
 * arguments are the registry's; the wording is our own.
 */
import type { TaskMessage } from '../bmc/types.js';

const updateRegistry = 'Update.1.3';
const prefix = 'Update.';
const nothingToDo = 'Nothing has to be done.';

const texts = {
  UpdateInProgress: { severity: 'OK', text: 'An update is under way.', resolution: nothingToDo },
  TargetDetermined: { severity: 'OK', text: "'%1' is going to get the image '%2'.", resolution: nothingToDo },
  TransferringToComponent: { severity: 'OK', text: "The image '%1' is on its way to '%2'.", resolution: nothingToDo },
  InstallingOnComponent: {
    severity: 'OK',
    text: "The image '%1' is being installed on '%2'.",
    resolution: nothingToDo,
  },
  AwaitToActivate: {
    severity: 'OK',
    text: "The image '%1' waits for a reset of '%2'.",
    resolution: 'Reset the system when it suits.',
  },
  UpdateSuccessful: { severity: 'OK', text: "'%1' has the image '%2' now.", resolution: nothingToDo },
  TransferFailed: {
    severity: 'Critical',
    text: "The image '%1' did not get to '%2'.",
    resolution: 'See the message that follows.',
  },
  ApplyFailed: {
    severity: 'Critical',
    text: "The image '%1' could not be installed on '%2'.",
    resolution: 'See the message that follows.',
  },
} as const;
type Key = keyof typeof texts;

export const updateMessage = (key: Key, ...args: readonly string[]): TaskMessage => ({ key: `${prefix}${key}`, args });

const isKey = (key: string): key is Key => Object.hasOwn(texts, key);

/** `Message.v1_3_0.Message`; undefined for a message of another registry. */
export const renderUpdateMessage = ({ key, args }: TaskMessage) => {
  const name = key.slice(prefix.length);
  if (!key.startsWith(prefix) || !isKey(name)) return undefined;
  const { text, severity, resolution } = texts[name];
  return {
    '@odata.type': '#Message.v1_3_0.Message',
    MessageId: `${updateRegistry}.${name}`,
    Message: text.replace(/%(\d)/g, (_, place: string) => args[Number(place) - 1] ?? ''),
    MessageArgs: args,
    MessageSeverity: severity,
    Resolution: resolution,
  };
};
