/** `Wildcards` of some `MetricProperties`: each stands for everything that there is. */
export const wildcardsOf = (properties: readonly string[]) =>
  ['MachineId', 'PartId']
    .filter((name) => properties.some((property) => property.includes(`{${name}}`)))
    .map((name) => ({ Name: name, Values: ['*'] }));
