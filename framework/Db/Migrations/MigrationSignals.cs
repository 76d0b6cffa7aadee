namespace Quintet.Db.Migrations;

/// <summary>Migrations are about to be done, or there are none to do.</summary>
/// <param name="Using">The database's alias.</param>
/// <param name="Plan">What is to be done.</param>
public sealed record PreMigrate(string Using, IReadOnlyList<MigrationStep> Plan);

/// <summary>Migrations were done, or there were none to do: the moment for rows that an app cannot be without.</summary>
/// <param name="Using">The database's alias.</param>
/// <param name="Plan">What was done.</param>
public sealed record PostMigrate(string Using, IReadOnlyList<MigrationStep> Plan);
