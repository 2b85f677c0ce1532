/** When the managers were reset. They are one program: its start is a reset of all of them. */
export interface ManagerResets {
  /** `Manager.LastResetTime`. */
  last(systemId: string): Date;
  note(systemId: string): void;
}

export const createManagerResets = (): ManagerResets => {
  const started = new Date();
  const own = new Map<string, Date>();
  return {
    last: (systemId) => own.get(systemId) ?? started,
    note: (systemId) => void own.set(systemId, new Date()),
  };
};
