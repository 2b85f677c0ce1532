#!/usr/bin/env node
import { runLab } from './program.js';

await runLab(process.argv.slice(2), {
  print: (text) => console.log(text),
  complain: (text) => console.error(text),
  end: (code) => {
    process.exitCode = code;
  },
});
