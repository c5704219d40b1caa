// Imported first by every script. Must parse and run under old versions of Node, so that the line can be shown at all.
const major = Number(process.versions.node.split('.')[0]);
if (major !== 24) {
  console.error(
    `Tashi Desk runs under Node 24, which "npm ci" brings along; this is Node ${process.versions.node}. Use the npm scripts (npm start, npm test, npm run …).`,
  );
  process.exit(1);
}
