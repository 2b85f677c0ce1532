/** When an operation takes effect: `@Redfish.OperationApplyTime` (DSP0266, "Operation apply time"). */
import type { Properties } from './annotations.js';
import { RedfishError } from './errors.js';
import { notInList, type Place, wrongType } from './problems.js';
import type { ObjectSchema } from './schema.js';

/** `Settings.OperationApplyTime`, those that need no maintenance window. */
export type ApplyTime = 'Immediate' | 'OnReset';

const annotation = '@Redfish.OperationApplyTime';

/** What a client may choose from; the first holds where it does not. */
export type ApplyTimes = readonly [ApplyTime, ...ApplyTime[]];

/** The annotation beside an action's target, or of a collection whose POST has a choice. */
export const applyTimeSupport = (times: ApplyTimes | undefined): Properties =>
  times
    ? {
        '@Redfish.OperationApplyTimeSupport': {
          '@odata.type': '#Settings.v1_4_0.OperationApplyTimeSupport',
          SupportedValues: times,
        },
      }
    : {};

/** The schema with the annotation in it, for those who describe what a request may hold. */
export const withApplyTime = (schema: ObjectSchema, times: ApplyTimes | undefined): ObjectSchema =>
  times ? { ...schema, properties: { ...schema.properties, [annotation]: { type: 'string', enum: times } } } : schema;

type Body = Readonly<Record<string, unknown>>;

/**
 * Takes the apply time out of a body. Where there is no choice the annotation stays, and the check of the body refuses
 * it as unknown: a client that asked for later must not get now. Throws `RedfishError`.
 */
export const takeApplyTime = (
  body: Body,
  times: ApplyTimes | undefined,
  place: (name: string) => Place,
): { readonly rest: Body; readonly applyTime: ApplyTime } => {
  const { [annotation]: wanted, ...rest } = body;
  if (times === undefined) return { rest: body, applyTime: 'Immediate' };
  if (wanted === undefined) return { rest, applyTime: times[0] };
  const applyTime = times.find((time) => time === wanted);
  if (applyTime !== undefined) return { rest, applyTime };
  const problem = typeof wanted === 'string' ? notInList : wrongType;
  throw new RedfishError([problem(place(annotation), wanted)]);
};
