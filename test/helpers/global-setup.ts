import { missing } from './requirements.js';
import { sweep } from './temporary.js';

/** Before the first test of the real parts: says what is missing, once and clearly, and tidies up after runs that were killed. */
export default async (): Promise<void> => {
  const lacking = await missing();
  if (lacking !== undefined) throw new Error(lacking);
  await sweep();
};
