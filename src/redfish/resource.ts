import type { OpenStream, Sink } from '../bmc/events/types.js';
import type { Machine } from '../hypervisor/port.js';
import type { Action } from './action.js';
import { annotate, type Properties } from './annotations.js';
import { type ApplyTime, type ApplyTimes, applyTimeSupport, takeApplyTime, withApplyTime } from './apply-time.js';
import { anyUser, type Call, type Created, components, type Outcome, type Privileges, type Started } from './call.js';
import type { ObjectSchema, Value } from './schema.js';
import { type Allowable, compile, requireContent } from './validate.js';

export type Awaitable<T> = T | Promise<T>;
type Body = Record<string, unknown>;

type Names<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
/** What the path's variables stand for. `{machine}` is resolved already: its id, name, scope and 404 are seen to elsewhere. */
export type Params<Path extends string> = { readonly [N in Names<Path>]: N extends 'machine' ? Machine : string };
export type AnyParams = Readonly<Record<string, string | Machine>>;

/** A kind of resource, as its file declares it. */
export interface Definition<Path extends string, Subject, Patch extends ObjectSchema, Create extends ObjectSchema> {
  /** `/redfish/v1/Systems/{machine}`. Several: the same resource in several places. */
  readonly path: Path | readonly Path[];
  /** `ComputerSystem.v1_27_0.ComputerSystem`. */
  readonly type: string;
  /** Where they are not `Login` for reading and `ConfigureComponents` for the rest. */
  readonly privileges?: Partial<Privileges>;
  /** Undefined is the 404. Runs once per request. */
  readonly find: (params: Params<Path>, call: Call) => Awaitable<Subject | undefined>;
  /** The properties, less what is derived: `@odata.*`, `Actions`, `@Redfish.WriteableProperties`, allowable values. */
  readonly read: (subject: Subject, call: Call) => Awaitable<Properties>;
  /** The object by whose identity a rendering may be kept: `read` depends on it alone, and it never changes. */
  readonly snapshot?: (subject: Subject) => object;
  /** For the ETag, where the representation changes by itself (a clock). */
  readonly revision?: (subject: Subject, call: Call) => string;
  readonly patch?: {
    readonly properties: Patch;
    /** Where fewer values are allowed than the schema has; to a body, where one value depends on another. */
    readonly allowable?: (subject: Subject, body?: Value<Patch>) => Allowable;
    /** All or nothing: what throws has changed nothing. */
    readonly apply: (subject: Subject, body: Value<Patch>, call: Call) => Promise<Outcome>;
  };
  readonly create?: {
    readonly properties: Create;
    /** Where the client may choose when it happens. */
    readonly applyTimes?: ApplyTimes;
    readonly run: (
      subject: Subject,
      body: Value<Create>,
      call: Call,
      applyTime: ApplyTime,
    ) => Promise<Created | Started>;
  };
  /** By name without the type: `Reset`. */
  readonly actions?: Readonly<Record<string, Action<Subject>>>;
  readonly remove?: (subject: Subject, call: Call) => Promise<void>;
  /** Where a DELETE may say when it happens; its collection announces them with those of `create`. */
  readonly removeApplyTimes?: ApplyTimes;
  /** POST of a file (DSP0266, "Multipart HTTP push updates"): the resource has no other method. */
  readonly upload?: {
    /** Bytes. */
    readonly largest: (subject: Subject) => number;
    /** Releases the file unless it throws. */
    readonly take: (subject: Subject, parameters: Body, file: UploadedFile, call: Call) => Promise<Outcome>;
  };
  /** Of a GET, where it is not JSON. */
  readonly contentType?: string;
  /** Of a collection that may be long: members in one answer, where the client does not say how many it wants. */
  readonly page?: number;
  /** Answers a GET in another way than with a representation. */
  readonly respond?: (subject: Subject, call: Call) => Outcome;
  /** Answers a GET with events as they come. Throws `RedfishError` before the first one, or not at all. */
  readonly stream?: (subject: Subject, wanted: StreamWanted, call: Call) => OpenStreamTo;
}

/** What a client asks of a stream: `$filter`, and the id of the last event that it got. */
export interface StreamWanted {
  readonly filter?: string;
  readonly lastId?: string;
}
/** Begins to send, once the answer's headers are on their way. */
export type OpenStreamTo = (sink: Sink) => OpenStream;

/** A file that came with a request, on this machine until it is released. */
export interface UploadedFile {
  /** As the client calls it. */
  readonly name: string;
  readonly path: string;
  release(): void;
}

/** A resource that was found, bound to the request: what the HTTP layers work with. Its writes throw `RedfishError`. */
export interface Found {
  readonly snapshot: object | undefined;
  readonly revision: string | undefined;
  readonly respond: (() => Outcome) | undefined;
  readonly stream: ((wanted: StreamWanted) => OpenStreamTo) | undefined;
  readonly upload:
    | { readonly largest: number; readonly take: (parameters: Body, file: UploadedFile) => Promise<Outcome> }
    | undefined;
  read(): Promise<Properties>;
  patch(body: Body): Promise<Outcome>;
  create(body: Body): Promise<Created | Started>;
  act(action: string, body: Body): Promise<Outcome>;
  /** This very resource has the action. */
  offered(action: string): boolean;
  /** What an action's parameters can be now, where that is less than their schema has. */
  allowable(action: string): Allowable;
  remove(body: Body): Promise<void>;
}

export type Method = 'GET' | 'HEAD' | 'PATCH' | 'POST' | 'DELETE';

/** A declaration, closed over its types. */
export interface Resource {
  readonly paths: readonly string[];
  readonly type: string;
  readonly privileges: Privileges;
  readonly methods: readonly Method[];
  readonly contentType: string;
  /** A GET has no representation: `Definition.respond`. */
  readonly special: boolean;
  /** Its POST takes a file. */
  readonly uploads: boolean;
  readonly page: number | undefined;
  /** What PATCH and POST take, where there are such. */
  readonly bodies: { readonly patch?: ObjectSchema; readonly create?: ObjectSchema };
  /** Parameters by name of the action. */
  readonly actions: Readonly<Record<string, ObjectSchema>>;
  find(params: AnyParams, call: Call): Promise<Found | undefined>;
}

/** `ComputerSystem` of `ComputerSystem.v1_27_0.ComputerSystem`. */
export const shortType = (type: string): string => type.split('.', 1)[0] ?? type;

/** Annotations aside. */
export const hasParameters = ({ properties }: ObjectSchema): boolean =>
  Object.keys(properties).some((name) => !name.startsWith('@'));

const undeclared = () => Promise.reject(new Error('the resource does not declare this operation'));

/** Declares a resource: all that it answers, its methods, its checks and its annotations come from this one value. */
export const defineResource = <
  const Path extends string,
  Subject,
  const Patch extends ObjectSchema = ObjectSchema,
  const Create extends ObjectSchema = ObjectSchema,
>(
  definition: Definition<Path, Subject, Patch, Create>,
): Resource => {
  const {
    path,
    type,
    find,
    read,
    snapshot,
    revision,
    patch,
    create,
    actions = {},
    remove,
    respond,
    stream,
    upload,
  } = definition;
  const checkPatch = patch && compile(patch.properties);
  const checkCreate = create && compile(create.properties);

  const represent = async (subject: Subject, call: Call): Promise<Properties> => {
    const own = await read(subject, call);
    const annotated = patch ? annotate(own, patch.properties, patch.allowable?.(subject) ?? {}) : own;
    const offered = Object.entries(actions).filter(([, action]) => action.offered(subject, call));
    const targets = offered.map(([name, action]) => [
      `#${shortType(type)}.${name}`,
      {
        target: `${call.uri}/Actions/${shortType(type)}.${name}`,
        ...(hasParameters(action.parameters) && {
          '@Redfish.ActionInfo': `${call.uri}/${name}ActionInfo`,
        }),
        ...action.describe(subject),
      },
    ]);
    return {
      '@odata.id': call.uri,
      '@odata.type': `#${type}`,
      ...annotated,
      ...applyTimeSupport(create?.applyTimes),
      ...(targets.length > 0 && { Actions: Object.fromEntries(targets) }),
    };
  };

  const bind = (subject: Subject, call: Call): Found => ({
    snapshot: snapshot?.(subject),
    revision: revision?.(subject, call),
    respond: respond && (() => respond(subject, call)),
    stream: stream && ((wanted) => stream(subject, wanted, call)),
    upload: upload && {
      largest: upload.largest(subject),
      take: (parameters, file) => upload.take(subject, parameters, file, call),
    },
    read: () => represent(subject, call),
    patch: async (body) => {
      if (!patch || !checkPatch) return undeclared();
      requireContent(body);
      const present = await represent(subject, call);
      const allowable = (value: Value<Patch>) => patch.allowable?.(subject, value) ?? {};
      return patch.apply(subject, checkPatch(body, { present, allowable }), call);
    },
    create: async (body) => {
      if (!create || !checkCreate) return undeclared();
      const { rest, applyTime } = takeApplyTime(body, create.applyTimes, (property) => ({ property }));
      return create.run(subject, checkCreate(rest), call, applyTime);
    },
    act: async (name, body) =>
      actions[name] ? actions[name].run(`${shortType(type)}.${name}`, subject, body, call) : undeclared(),
    offered: (name) => actions[name]?.offered(subject, call) ?? false,
    allowable: (name) => actions[name]?.allowable(subject) ?? {},
    remove: async (body) => {
      if (!remove) return undeclared();
      takeApplyTime(body, definition.removeApplyTimes, (property) => ({ property }));
      return remove(subject, call);
    },
  });

  return {
    paths: typeof path === 'string' ? [path] : path,
    type,
    privileges: { read: anyUser, write: components, create: components, ...definition.privileges },
    methods: upload
      ? ['POST']
      : [
          'GET',
          'HEAD',
          ...(patch ? (['PATCH'] as const) : []),
          ...(create ? (['POST'] as const) : []),
          ...(remove ? (['DELETE'] as const) : []),
        ],
    contentType: definition.contentType ?? 'application/json',
    special: respond !== undefined,
    uploads: upload !== undefined,
    page: definition.page,
    bodies: {
      ...(patch && { patch: patch.properties }),
      ...(create && { create: withApplyTime(create.properties, create.applyTimes) }),
    },
    actions: Object.fromEntries(Object.entries(actions).map(([name, { parameters }]) => [name, parameters])),
    find: async (params, call) => {
      const subject = await find(params as Params<Path>, call);
      return subject === undefined ? undefined : bind(subject, call);
    },
  };
};
