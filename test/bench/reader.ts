/**
 * `reader.ts URL AUTHORIZATION`: reads one resource over and over, from when it has said so until its input ends; then says
 * how long each read took, in milliseconds, as JSON. In a process of its own, since whoever sends a hundred requests at
 * once is busy with them, and would measure that.
 */
import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const [, , url = '', authorization = ''] = process.argv;
const agent = new Agent({ keepAlive: true });
const delays: number[] = [];

const read = (): Promise<void> =>
  new Promise((resolve, reject) => {
    const begun = performance.now();
    const request = get(url, { agent, headers: { authorization } }, (reply) => {
      reply.resume().once('end', () => {
        delays.push(performance.now() - begun);
        if (reply.statusCode === 200) resolve();
        else reject(new Error(`${url}: ${reply.statusCode}`));
      });
    });
    request.once('error', reject);
  });

let over = false;
process.stdin.resume().once('end', () => {
  over = true;
});
for (let warm = 0; warm < 50; warm += 1) await read();
delays.length = 0;
console.log('reading');
while (!over) {
  await read();
  await sleep(2);
}
console.log(JSON.stringify(delays));
agent.destroy();
