using System.Reflection;
using Quintet;
using Quintet.Apps;
using Quintet.Db;
using Quintet.Db.Migrations;

namespace GeneratorsTests;

/// <summary>Models in source, compiled with the generator and loaded, with statements of their own that run on a database.</summary>
internal sealed class InspectedProject
{
    private readonly Assembly _assembly;

    /// <param name="models">A file in the namespace <c>Blog</c>.</param>
    /// <param name="statements">C#: what they <c>Say</c> is what <see cref="Run"/> gives.</param>
    public InspectedProject(string models, string statements = "")
    {
        _assembly = Harness.Run(Samples.BlogApp, ("Blog/Models.cs", models), ("Blog/Scenario.cs", $$"""
            using System.Globalization;
            using System.Text;
            using Quintet.Db;

            namespace Blog;

            public static class Scenario
            {
                private static readonly StringBuilder Said = new();

                public static string Run()
                {
                    Said.Clear();
                    {{statements}}
                    return Said.ToString().TrimEnd('\n');
                }

                private static void Say(params object?[] values) => Said.Append(string.Join(' ', values.Select(v => Convert.ToString(v, CultureInfo.InvariantCulture)))).Append('\n');
            }
            """)).Load();
        Models = ModelRegistry.Of([((AppConfig)Activator.CreateInstance(_assembly.GetType("Blog.BlogApp", throwOnError: true)!)!).Manifest]);
    }

    public ModelRegistry Models { get; }

    /// <summary>What is missing behind the migrations of a graph.</summary>
    public IEnumerable<MigrationRegistration> Missing(MigrationGraph graph) => Registrations(MakeMigrations.Missing(Models.Models, graph));

    public static IEnumerable<MigrationRegistration> Registrations(IEnumerable<PlannedMigration> planned) =>
        planned.Select(plan => new MigrationRegistration(plan.AppLabel, () => new RunsOnSqlite.Planned(plan)));

    /// <summary>What the statements say of a database.</summary>
    public string Run(Connections connections)
    {
        using var scope = Context.Current.With(Connections.Key, connections).With(ModelRegistry.Key, Models).Enter();
        return (string)_assembly.GetType("Blog.Scenario", throwOnError: true)!.GetMethod("Run")!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null)!;
    }
}
