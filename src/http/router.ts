import { type Resource, shortType } from '../redfish/resource.js';
import { schemaUri } from '../redfish/uris.js';
import type { Rendered } from './render.js';

/** One path template of a resource, or of one of its actions. */
export interface Route {
  readonly template: string;
  /** The resource's own template: without the action. */
  readonly base: string;
  readonly resource: Resource;
  /** `Reset`, where the path is the action's target. */
  readonly action: string | undefined;
  /** Of the Allow header. */
  readonly methods: readonly string[];
  readonly allow: string;
  /** On every representation. */
  readonly headers: Readonly<Record<string, string>>;
  /** Renderings by the identity of what they show. */
  readonly kept: WeakMap<object, Rendered>;
}

export interface Match {
  readonly route: Route;
  readonly variables: Readonly<Record<string, string>>;
}

interface Node {
  readonly children: Map<string, Node>;
  variable?: { readonly name: string; readonly node: Node };
  route?: Route;
}

const newNode = (): Node => ({ children: new Map() });

/** Some clients encode what needs no encoding (`%24metadata`). What is no encoding stands for itself. */
const decode = (segment: string): string => {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    if (error instanceof URIError) return segment;
    throw error;
  }
};

const segmentsOf = (path: string): string[] =>
  path
    .split('/')
    .filter((segment) => segment !== '')
    .map(decode);

const descend = (node: Node, segment: string): Node => {
  if (segment.startsWith('{')) {
    node.variable ??= { name: segment.slice(1, -1), node: newNode() };
    if (node.variable.name !== segment.slice(1, -1)) throw new Error(`two names for one variable: ${segment}`);
    return node.variable.node;
  }
  const child = node.children.get(segment) ?? newNode();
  node.children.set(segment, child);
  return child;
};

/** Of types without a schema, such as the metadata document's: nothing. */
const describedBy = (type: string): Readonly<Record<string, string>> =>
  type.includes('.') ? { Link: `<${schemaUri(type)}>; rel=describedby` } : {};

const routesOf = (resource: Resource): Route[] =>
  resource.paths.flatMap((template) => {
    const route = (path: string, action: string | undefined, methods: readonly string[]): Route => ({
      template: path,
      base: template,
      resource,
      action,
      methods,
      allow: methods.join(', '),
      headers: { Allow: methods.join(', '), ...describedBy(resource.type) },
      kept: new WeakMap(),
    });
    const actions = Object.keys(resource.actions).map((name) =>
      route(`${template}/Actions/${shortType(resource.type)}.${name}`, name, ['POST']),
    );
    return [route(template, undefined, resource.methods), ...actions];
  });

/** A name that a template has goes before a variable, where it leads anywhere. */
const find = (node: Node, segments: readonly string[], at: number): Match | undefined => {
  const segment = segments[at];
  if (segment === undefined) return node.route && { route: node.route, variables: {} };
  const child = node.children.get(segment);
  const named = child && find(child, segments, at + 1);
  if (named || node.variable === undefined) return named;
  const { name, node: inner } = node.variable;
  const found = find(inner, segments, at + 1);
  return found && { route: found.route, variables: { [name]: segment, ...found.variables } };
};

export interface Router {
  /** A trailing slash makes no difference. Undefined: no such path. */
  match(path: string): Match | undefined;
}

/** Finds the route of a path in as many steps as it has segments, however many routes there are. */
export const createRouter = (resources: readonly Resource[]): Router => {
  const root = newNode();
  for (const route of resources.flatMap(routesOf)) {
    const node = segmentsOf(route.template).reduce(descend, root);
    if (node.route) throw new Error(`two resources at ${route.template}`);
    node.route = route;
  }
  return {
    match: (path) => find(root, segmentsOf(path), 0),
  };
};
