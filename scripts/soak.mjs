// npm run soak: what npm test does a part of, because all of it takes minutes: processes that die while they migrate, at each statement and at 200 random moments;
// the laws of migrations for 300 pairs of states that nobody chose.
import { main, run } from "./lib/run.mjs";

await main(async () => {
  const args = [
    "test",
    "tests/Db",
    "--nologo",
    "--filter",
    "FullyQualifiedName~MigrationDeathTests|FullyQualifiedName~The_laws_hold_for_any_pair_of_states",
  ];
  await run("dotnet", args, { env: { QUINTET_SOAK: "1" } });
});
