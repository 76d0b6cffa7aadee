// npm run soak: what npm test does a part of, because all of it takes minutes: processes that die while they migrate, at each statement and at 200 random moments.
import { main, run } from "./lib/run.mjs";

await main(async () => {
  const args = ["test", "tests/Db", "--nologo", "--filter", "FullyQualifiedName~MigrationDeathTests"];
  await run("dotnet", args, { env: { QUINTET_SOAK: "1" } });
});
