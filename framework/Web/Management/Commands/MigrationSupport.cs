using System.Text.Json;
using Quintet.Apps;
using Quintet.Db;
using Quintet.Db.Migrations;
using Quintet.Text;

namespace Quintet.Management.Commands;

/// <summary>What the commands about migrations share.</summary>
internal static class MigrationSupport
{
    /// <summary>All migrations of the project.</summary>
    /// <exception cref="CommandError">They do not fit together.</exception>
    public static MigrationGraph Graph(Application application) => Explained(() => new MigrationGraph(application.Apps.OfType<MigrationRegistration>(), application.Settings.SwappableModels));

    /// <exception cref="CommandError">The settings have no such database.</exception>
    public static MigrationExecutor Executor(Application application, string database)
    {
        Database(application, database);
        return new(Connections.Current, Graph(application), database);
    }

    /// <exception cref="CommandError">The settings have no such database, or it cannot be reached.</exception>
    public static Connection Connection(Application application, string database)
    {
        Database(application, database);
        return Explained(() => Connections.Current[database]);
    }

    /// <exception cref="CommandError">No app has this label.</exception>
    public static AppConfig App(Application application, string label) => application.Apps.Find(label)
        ?? throw new CommandError($"No installed app with label '{label}'.{DidYouMean.Sentence(label, application.Apps.Apps.Select(app => app.Label))}");

    /// <summary>Makes of an expected failure one that is shown without a stack trace.</summary>
    public static T Explained<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is MigrationGraphException or MigrationException or MigrationQuestionException or OperationalErrorException)
        {
            throw new CommandError(exception.Message);
        }
    }

    /// <exception cref="CommandError">A migration cannot be called so.</exception>
    public static void CheckName(string? name)
    {
        if (name is not null && (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))) throw new CommandError("The migration name must be a valid identifier: letters, digits and underscores.");
    }

    /// <summary>Django's sign of an operation's kind.</summary>
    public static char Symbol(Operation operation) => operation.GetType().Name switch
    {
        nameof(RunSql) => 's',
        nameof(RunCode) => 'c',
        var name when name.StartsWith("Create", StringComparison.Ordinal) || name.StartsWith("Add", StringComparison.Ordinal) => '+',
        var name when name.StartsWith("Delete", StringComparison.Ordinal) || name.StartsWith("Remove", StringComparison.Ordinal) => '-',
        var name when name.StartsWith("Alter", StringComparison.Ordinal) || name.StartsWith("Rename", StringComparison.Ordinal) => '~',
        _ => '?',
    };

    /// <summary>Says that a migration calls the code of those that it takes over.</summary>
    /// <param name="terminal">Where.</param>
    /// <param name="kind">What it is: "squashed".</param>
    public static void WritePortingNeeded(Terminal terminal, string kind)
    {
        terminal.Out.WriteLine(terminal.Style.Heading("Manual porting required"));
        terminal.Out.WriteLine($"""
              Your migrations contained code that must be manually copied over,
              as we could not safely copy its implementation.
              See the comment at the top of the {kind} migration for details.
            """);
    }

    /// <summary>Writes <c>operations</c>: each its type, its model and what it says of itself.</summary>
    public static void Write(Utf8JsonWriter json, IEnumerable<Operation> operations)
    {
        json.WriteStartArray("operations");
        foreach (var operation in operations)
        {
            json.WriteStartObject();
            json.WriteString("type", operation.GetType().Name);
            json.WriteString("model", operation.ModelName);
            json.WriteString("description", operation.Describe());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Declares that nobody is asked, under both of Django's names.</summary>
    public static ArgumentParser NoInput(this ArgumentParser parser) => parser.Flag("--noinput", "Does not ask.").Flag("--no-input", "The same.");

    public static bool NoInput(this CommandArguments arguments) => arguments.Flag("--noinput") || arguments.Flag("--no-input");

    /// <summary>The alias of a database, as it was said.</summary>
    /// <exception cref="CommandError">The settings have no such database.</exception>
    public static string Database(Application application, string alias) => application.Settings.Databases.ContainsKey(alias)
        ? alias
        : throw new CommandError($"The settings have no database '{alias}'. Databases has: {string.Join(", ", application.Settings.Databases.Keys)}. Add Databases[\"{alias}\"] = new Sqlite(BaseDir / \"db.sqlite3\").");
}

/// <summary>What <c>runserver</c> says where the database lacks migrations.</summary>
internal static class MigrationNotice
{
    public static void Write(Application application, Terminal terminal)
    {
        if (!application.Settings.Databases.ContainsKey(Database.DefaultAlias) || !application.Apps.OfType<MigrationRegistration>().Any()) return;
        var plan = MigrationSupport.Explained(() => MigrationSupport.Executor(application, Database.DefaultAlias).Plan());
        if (plan.Count == 0) return;
        var apps = string.Join(", ", plan.Select(step => step.Node.Key.AppLabel).Distinct().Order(StringComparer.Ordinal));
        terminal.Out.WriteLine();
        terminal.Out.WriteLine(terminal.Style.Notice($"You have {plan.Count} unapplied migration(s). Your project may not work properly until you apply the migrations for app(s): {apps}."));
        terminal.Out.WriteLine(terminal.Style.Notice("Run 'dotnet run migrate' to apply them."));
    }
}
