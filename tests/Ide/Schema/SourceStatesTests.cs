using Quintet.Db;
using Quintet.Db.Migrations;
using Quintet.Ide.Schema;

namespace IdeTests.Schema;

/// <summary>What the editor knows of models and migrations is what the running app knows.</summary>
public class SourceStatesTests
{
    public static TheoryData<string> Apps => [.. CompiledApps.Names];

    [Theory]
    [MemberData(nameof(Apps))]
    public void The_models_read_from_source_are_those_of_the_compiled_app(string app)
    {
        var source = SourceStates.Read(CompiledApps.Source(app));

        Assert.Empty(source.Unread);
        Same(CompiledApps.Compiled(app).Models, source.Models);
    }

    [Theory]
    [MemberData(nameof(Apps))]
    public void The_migrations_read_from_source_are_those_of_the_compiled_app(string app)
    {
        var source = SourceStates.Read(CompiledApps.Source(app));
        var compiled = new MigrationGraph(CompiledApps.Compiled(app).Migrations);

        Assert.NotNull(source.Migrations);
        Assert.Equal(compiled.Order.Select(node => node.Key), source.Migrations.Order.Select(node => node.Key));
        Assert.Equal(compiled.Order.Select(node => string.Join(", ", node.Parents)), source.Migrations.Order.Select(node => string.Join(", ", node.Parents)));
        Same(compiled.FinalState, source.Migrations.FinalState);
    }

    [Theory]
    [InlineData("bookshop")]
    [InlineData("Archive")]
    public void The_differ_finds_nothing_where_the_compiled_app_has_nothing_to_migrate(string app)
    {
        var source = SourceStates.Read(CompiledApps.Source(app));

        Assert.Empty(Differ.Diff(source.Migrations!.FinalState, source.Models));
    }

    private static void Same(ProjectState compiled, ProjectState source)
    {
        Assert.Equal(string.Join("\n", compiled.Models.Select(Text)), string.Join("\n", source.Models.Select(Text)));

        // Where no class is the user's own, they are the same objects in every respect.
        foreach (var model in compiled.Models.Where(model => model.Fields.All(field => IsOurs(field.Field)) && model.Indexes.All(IsOurs) && model.Constraints.All(IsOurs)))
        {
            Assert.Equal(model, source.Find(model.Label));
        }
    }

    private static bool IsOurs(object part) => part.GetType().Assembly == typeof(Field).Assembly;

    /// <summary>A model with all it holds, arguments in the order of their names.</summary>
    private static string Text(ModelState model) => string.Join('\n',
    [
        $"{model.Label} : {string.Join(", ", model.Bases)} {CSharpSource.Of(model.Options)}",
        .. model.Fields.Select(field => $"  {field.Name} ({field.Column}) {field.Field.InternalType} {Sorted(field.Field.ClassName, field.Field.Deconstruct())}"),
        .. model.Indexes.Select(index => "  " + Sorted(index.ClassName, index.Deconstruct())),
        .. model.Constraints.Select(constraint => "  " + Sorted(constraint.ClassName, constraint.Deconstruct())),
    ]);

    private static string Sorted(string className, IEnumerable<FieldArgument> arguments) =>
        className + "(" + string.Join(", ", arguments.OrderBy(argument => argument.Positional ? "" : argument.Name, StringComparer.Ordinal).Select(argument => $"{(argument.Positional ? "" : argument.Name + " = ")}{CSharpSource.Literal(argument.Value)}")) + ")";
}
