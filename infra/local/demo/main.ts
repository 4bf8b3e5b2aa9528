import { runDemo } from './demo.ts';
import { type DemoOptions, optionsOf, USAGE } from './options.ts';
import { storyTeller, summaryInWords } from './tell.ts';

// Exit status: 0 all went as promised, 1 something did not, 2 the options are wrong.
async function run(options: DemoOptions): Promise<number> {
  // The story is what a person reads; for a program it is progress.
  const line = options.json ? console.error : console.log;
  const tell = storyTeller();
  const { summary, broken } = await runDemo(options, {
    told: line,
    moment: (play, at) => {
      const told = tell(play, at);
      if (told !== undefined) line(told);
    },
  });
  if (options.json) console.log(JSON.stringify(summary));
  else console.log(summaryInWords(summary));
  for (const sentence of broken.slice(0, 20)) console.error(`BROKEN PROMISE: ${sentence}`);
  if (broken.length > 20) console.error(`… and ${broken.length - 20} more`);
  return broken.length > 0 ? 1 : 0;
}

const options = optionsOf(process.argv.slice(2));
if (options === 'help') console.log(USAGE);
else if ('wrong' in options) {
  console.error(`${options.wrong}\n\n${USAGE}`);
  process.exitCode = 2;
} else process.exitCode = await run(options);
