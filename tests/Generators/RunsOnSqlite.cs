using System.Reflection;
using Quintet;
using Quintet.Apps;
using Quintet.Db;
using Quintet.Db.Migrations;
using Quintet.Dispatch;

namespace GeneratorsTests;

/// <summary>Tests that compile models with the generator, load them, make their tables by their own migrations, and run statements beside them.</summary>
public abstract class RunsOnSqlite : IDisposable
{
    private Connections? _connections;
    private Context.Scope _scope;

    public void Dispose()
    {
        _scope.Dispose();
        _connections?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs statements in the models' own assembly; gives what they said.</summary>
    protected string RunInside((string Path, string Text) models, string statements)
    {
        var space = models.Text.Split("namespace ")[1].Split(';')[0];
        var assembly = Harness.Run(Samples.BlogApp, models, ("Blog/Scenario.cs", $$"""
            using System.Globalization;
            using System.Text;
            using Quintet.Db;

            namespace {{space}};

            public static class Scenario
            {
                private static readonly StringBuilder Said = new();

                public static string Run()
                {
                    {{statements}}
                    return Said.ToString().TrimEnd('\n');
                }

                private static void Say(params object?[] values) => Said.Append(string.Join(' ', values.Select(v => Convert.ToString(v, CultureInfo.InvariantCulture)))).Append('\n');
            }
            """)).Load();
        var app = (AppConfig)Activator.CreateInstance(assembly.GetType("Blog.BlogApp", throwOnError: true)!)!;
        var registry = ModelRegistry.Of([app.Manifest]);
        _connections = new Connections(new Dictionary<string, Database> { ["default"] = new Sqlite(Sqlite.Memory) });
        _scope = Context.Current.With(Connections.Key, _connections).With(ModelRegistry.Key, registry)
            .With(Signals.Key, new Signals(app.Manifest.OfType<ReceiverRegistration>())).Enter();

        var planned = MakeMigrations.Missing(registry.Models, new MigrationGraph([]));
        var graph = new MigrationGraph(planned.Select(p => new MigrationRegistration(p.AppLabel, () => new Planned(p))));
        var executor = new MigrationExecutor(_connections, graph);
        executor.Migrate(executor.Plan());

        try
        {
            return (string)assembly.GetType(space + ".Scenario", throwOnError: true)!.GetMethod("Run")!.Invoke(null, null)!;
        }
        catch (TargetInvocationException e)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(e.InnerException!).Throw();
            throw;
        }
    }

    internal sealed class Planned(PlannedMigration plan) : Migration
    {
        public override string Name => plan.Name;

        public override IEnumerable<Dependency> Dependencies => plan.Dependencies;

        public override IEnumerable<Operation> Operations => plan.Operations;
    }
}
