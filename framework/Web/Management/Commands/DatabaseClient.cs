using System.Globalization;
using Quintet.Db;

namespace Quintet.Management.Commands;

/// <summary>The program by which a person talks to a database.</summary>
/// <param name="Program">Its name, as it is found on the path.</param>
/// <param name="Arguments">What it is started with. Never a password: anyone on the machine sees these.</param>
/// <param name="Environment">The variables that it gets besides those of this process.</param>
internal sealed record DatabaseClient(string Program, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment)
{
    /// <exception cref="CommandError">There is none for this database.</exception>
    public static DatabaseClient Of(string alias, Database database, IReadOnlyList<string> parameters) => database switch
    {
        Sqlite { Path: Sqlite.Memory } => throw new CommandError($"Databases[\"{alias}\"] lives in the memory of the app, where no other program reaches it."),
        Sqlite sqlite => new("sqlite3", [sqlite.Path, .. parameters], new Dictionary<string, string>()),
        PostgreSql postgres => OfPostgreSql(postgres, parameters),
        _ => throw new CommandError($"No program is known for Databases[\"{alias}\"], a {database.GetType().Name}."),
    };

    private static DatabaseClient OfPostgreSql(PostgreSql database, IReadOnlyList<string> parameters)
    {
        var arguments = new List<string>();
        if (database.User is { } user) arguments.AddRange(["-U", user]);
        if (database.Host is { Length: > 0 } host) arguments.AddRange(["-h", host]);
        arguments.AddRange(["-p", database.Port.ToString(CultureInfo.InvariantCulture)]);
        var environment = new Dictionary<string, string>();
        if (database.Password is { } password) environment["PGPASSWORD"] = password;
        foreach (var (word, value) in database.Options)
        {
            // Npgsql's words and libpq's variables for the same.
            switch (word.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant())
            {
                case "SSLMODE": environment["PGSSLMODE"] = ArgumentType.Word(value); break;
                case "ROOTCERTIFICATE": environment["PGSSLROOTCERT"] = value; break;
                case "SSLCERTIFICATE": environment["PGSSLCERT"] = value; break;
                case "SSLKEY": environment["PGSSLKEY"] = value; break;
                case "PASSFILE": environment["PGPASSFILE"] = value; break;
                case "SEARCHPATH": environment["PGOPTIONS"] = "-c search_path=" + value.Replace(" ", "", StringComparison.Ordinal); break;
                default: break; // what concerns Npgsql alone
            }
        }

        return new("psql", [.. arguments, database.Name, .. parameters], environment);
    }
}
