import { acquire } from '#adapters/folder-lock.ts';

// Takes the folder, says what came of it, and stays until it is killed.
const [folder = ''] = process.argv.slice(2);
const ownership = await acquire(folder);
process.stdout.write('heldBy' in ownership ? `held by ${ownership.heldBy}\n` : 'mine\n');
setInterval(() => {}, 60_000);
