using Quintet.Db.Migrations;

namespace DbTests;

/// <summary>A migration as it was planned, without a file.</summary>
internal sealed class Planned(PlannedMigration plan) : Migration
{
    public override string Name => plan.Name;

    public override IEnumerable<Dependency> Dependencies => plan.Dependencies;

    public override IEnumerable<Operation> Operations => plan.Operations;
}
