/** Records of one log, of one system and of all together. */
export const logLimits = { perSystem: 500, total: 10_000 } as const;
