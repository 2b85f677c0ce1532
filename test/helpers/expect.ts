import { expect } from 'vitest';
import { schemaProblems } from './dmtf.js';

interface ErrorBody {
  readonly error?: {
    readonly code?: string;
    readonly '@Message.ExtendedInfo'?: readonly {
      readonly MessageId: string;
      readonly MessageArgs: readonly string[];
    }[];
  };
}

/** Keys of the messages in an error body: `ResourceNotFound`. */
export const keysOf = (body: ErrorBody): readonly string[] =>
  (body.error?.['@Message.ExtendedInfo'] ?? []).map(({ MessageId }) => MessageId.replace(/^Base\.1\.22\./, ''));

/** That an answer has this status and exactly these messages, in any order. */
export const expectMessages = (
  response: { readonly status: number; readonly body: ErrorBody },
  status: number,
  ...keys: readonly string[]
): void => {
  const found = [...keysOf(response.body)].sort();
  expect({ status: response.status, keys: found }).toEqual({ status, keys: [...keys].sort() });
};

/** That a representation is as the DMTF schema of its type wants it. */
export const expectValid = (body: unknown): void => expect(schemaProblems(body)).toEqual([]);
