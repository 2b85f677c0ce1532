import { allowableValues, type Properties } from './annotations.js';
import { type ApplyTime, type ApplyTimes, applyTimeSupport, takeApplyTime, withApplyTime } from './apply-time.js';
import type { Call, Outcome } from './call.js';
import { redfishError } from './errors.js';
import type { ObjectSchema, Value } from './schema.js';
import { type Allowable, compile } from './validate.js';

export interface ActionDefinition<Subject, S extends ObjectSchema> {
  readonly parameters: S;
  /** False: this very resource has no such action. */
  readonly offered?: (subject: Subject, call: Call) => boolean;
  /** Where fewer values are allowed than the schema has. */
  readonly allowable?: (subject: Subject) => Allowable;
  /** Where the client may choose when it happens. */
  readonly applyTimes?: ApplyTimes;
  readonly run: (subject: Subject, parameters: Value<S>, call: Call, applyTime: ApplyTime) => Promise<Outcome>;
}

/** An action, closed over the type of its parameters. */
export interface Action<Subject> {
  readonly parameters: ObjectSchema;
  offered(subject: Subject, call: Call): boolean;
  /** What stands beside `target` in the resource's `Actions`. */
  describe(subject: Subject): Properties;
  allowable(subject: Subject): Allowable;
  /** Throws `RedfishError` for a body that does not fit; `name` is the one that its messages call the action by. */
  run(name: string, subject: Subject, body: Record<string, unknown>, call: Call): Promise<Outcome>;
}

/** Declares an action of a resource. */
export const action = <Subject, const S extends ObjectSchema>({
  parameters,
  offered = () => true,
  allowable = () => ({}),
  applyTimes,
  run,
}: ActionDefinition<Subject, S>): Action<Subject> => {
  const check = compile(parameters);
  return {
    parameters: withApplyTime(parameters, applyTimes),
    offered,
    allowable,
    describe: (subject) => ({
      ...allowableValues(parameters, allowable(subject)),
      ...applyTimeSupport(applyTimes),
    }),
    run: async (name, subject, body, call) => {
      if (!offered(subject, call)) throw redfishError('ActionNotSupported', [name]);
      const { rest, applyTime } = takeApplyTime(body, applyTimes, (parameter) => ({ action: name, parameter }));
      return run(subject, check(rest, { action: name, allowable: () => allowable(subject) }), call, applyTime);
    },
  };
};
