/** What can be wrong with one value of a request body, said of a property or of an action's parameter. */
import { message, RedfishError } from './errors.js';
import type { Message } from './messages.js';

/** Where a value stands: `property` as a path (`Boot/BootOrder`), `parameter` of an action by its short name. */
export type Place = { readonly property: string } | { readonly action: string; readonly parameter: string };

const related = (place: Place) => ({
  relatedProperties: [`#/${'property' in place ? place.property : place.parameter}`],
});
const show = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

type Problem = (place: Place, value: unknown, detail?: string) => Message;

const problem =
  (kind: 'TypeError' | 'FormatError' | 'NotInList' | 'OutOfRange'): Problem =>
  (place, value, detail) => {
    const options = { ...related(place), detail };
    return 'property' in place
      ? message(`PropertyValue${kind}`, [show(value), place.property], options)
      : message(`ActionParameterValue${kind}`, [show(value), place.parameter, place.action], options);
  };

export const wrongType = problem('TypeError');
export const wrongFormat = problem('FormatError');
export const notInList = problem('NotInList');
export const outOfRange = problem('OutOfRange');

/** A value that is of the right form and yet will not do; `detail` says why. Never shows the value. */
export const wrongValue = (place: Place, detail: string): Message => {
  const options = { ...related(place), detail };
  return 'property' in place
    ? message('PropertyValueError', [place.property], options)
    : message('ActionParameterValueError', [place.parameter, place.action], options);
};

/** The value does not go together with the one of `other`. */
export const conflicting = (place: Place, value: unknown, other: string, detail?: string): Message => {
  const options = { ...related(place), detail };
  return 'property' in place
    ? message('PropertyValueConflict', [place.property, other], options)
    : message('ActionParameterValueConflict', [place.parameter, show(value)], options);
};

export const missing = (place: Place): Message =>
  'property' in place
    ? message('PropertyMissing', [place.property], related(place))
    : message('ActionParameterMissing', [place.action, place.parameter], related(place));

export const unknown = (place: Place): Message =>
  'property' in place
    ? message('PropertyUnknown', [place.property], related(place))
    : message('ActionParameterUnknown', [place.action, place.parameter], related(place));

export const readOnly = (property: string): Message =>
  message('PropertyNotWritable', [property], related({ property }));

/** Throws what was found, if anything. */
export const throwAll = (found: readonly Message[]): void => {
  const [first, ...more] = found;
  if (first !== undefined) throw new RedfishError([first, ...more]);
};
