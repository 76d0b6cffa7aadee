// npm run soak: what npm test does a part of, because all of it takes minutes: processes that die while they migrate, at each statement and at 200 random moments;
// the laws of migrations for 300 pairs of states that nobody chose; 50,000 random requests.
import { main, run } from "./lib/run.mjs";

const parts = {
  Db: "FullyQualifiedName~MigrationDeathTests|FullyQualifiedName~The_laws_hold_for_any_pair_of_states",
  Web: "FullyQualifiedName~FuzzTests",
};

await main(async () => {
  for (const [project, filter] of Object.entries(parts)) {
    await run("dotnet", ["test", `tests/${project}`, "--nologo", "--filter", filter], { env: { QUINTET_SOAK: "1" } });
  }
});
