/** A function that makes the calls on one object from its reference. */
type Factory<R> = (reference: R) => object;

type Method = (...args: readonly unknown[]) => unknown;

const methodsOf = <R>(factory: Factory<R>, reference: R): [string, Method][] =>
  Object.entries(factory(reference)).filter((entry): entry is [string, Method] => typeof entry[1] === 'function');

/**
 * A prototype with the methods of all factories, each made when it is called: a list of a thousand domains is then a
 * thousand small records and not fifty thousand closures. `sample` is any reference; it serves to learn the names.
 */
export function lateMethods<R>(factories: readonly Factory<R>[], sample: R): object {
  const prototype: Record<string, Method> = {};
  for (const factory of factories) {
    for (const [name] of methodsOf(factory, sample)) {
      prototype[name] = function (this: R, ...args) {
        const method = (factory(this) as Readonly<Record<string, Method>>)[name];
        return method?.(...args);
      };
    }
  }
  return prototype;
}
