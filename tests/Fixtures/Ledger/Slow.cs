using Quintet.Db.Migrations;

namespace Ledger.Slow
{
    /// <summary>An app whose migrations take longer than anybody waits.</summary>
    public partial class SlowApp : AppConfig;
}

namespace Ledger.Slow.Migrations
{
    public class M0001_Initial : Migration
    {
        public override string Name => "0001_initial";

        public override IEnumerable<Operation> Operations => [new CreateModel("Fast", [("id", new BigAutoField { PrimaryKey = true })])];
    }

    public class M0002_Endless : Migration
    {
        public override string Name => "0002_endless";

        public override IEnumerable<Dependency> Dependencies => [new("slow", "0001_initial")];

        public override IEnumerable<Operation> Operations =>
        [
            new CreateModel("Endless", [("id", new BigAutoField { PrimaryKey = true })]),
            new RunCode(
                static (_, connection) =>
                {
                    connection.Execute("INSERT INTO slow_fast DEFAULT VALUES");

                    // The environment says how: in the database, where it sleeps or counts, or here.
                    var how = Environment.GetEnvironmentVariable("LEDGER_SLOW");
                    Console.WriteLine("It takes long");
                    if (how == "code") Thread.Sleep(Timeout.Infinite);
                    if (how == "statement") connection.Query(Environment.GetEnvironmentVariable(Settings.Variable)!.Contains(' ') ? "SELECT 1 FROM pg_sleep(600)" : "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n", static _ => 0);
                },
                RunCode.Noop),
        ];
    }
}
