/**
 * Listens to SSDP's IPv4 group, and searches: `ssdp-client ADDRESS MILLISECONDS [TARGET...]`. Prints what comes as JSON
 * lines `{"from", "text"}`, after the line `ready`.
 */
import { createSocket } from 'node:dgram';

const [address = '', milliseconds = '0', ...targets] = process.argv.slice(2);
const group = '239.255.255.250';
const print = (text: Buffer, { address: from }: { address: string }) =>
  console.log(JSON.stringify({ from, text: text.toString() }));

const listener = createSocket({ type: 'udp4', reuseAddr: true });
listener.on('message', print);
listener.bind(1900, () => {
  listener.addMembership(group, address);
  const searcher = createSocket('udp4');
  searcher.on('message', print);
  searcher.bind(0, address, () => {
    searcher.setMulticastInterface(address);
    for (const target of targets) {
      const lines = ['M-SEARCH * HTTP/1.1', `HOST: ${group}:1900`, 'MAN: "ssdp:discover"', `ST: ${target}`, 'MX: 1'];
      searcher.send([...lines, '', ''].join('\r\n'), 1900, group);
    }
    console.log('ready');
  });
});
setTimeout(() => process.exit(0), Number(milliseconds));
