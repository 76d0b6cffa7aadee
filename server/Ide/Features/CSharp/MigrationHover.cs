using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Quintet.Db;
using Quintet.Db.Migrations;

namespace Quintet.Ide;

/// <summary>What is said about a model's name (its table, and what is in no migration) and about an operation of a migration (what it does, and its SQL).</summary>
internal static class MigrationHover
{
    // A hover is read at a glance.
    private const int MostStatements = 12;

    public static Hover? At(ProjectModel project, Document document, int offset)
    {
        foreach (var place in SchemaClass.In(project, document.File.Facts))
        {
            var name = CSharpMentions.SpanOf(place.Type.NameSpan);
            if (place.Label is { } label && name.Touches(offset)) return project.Migrations.States.Models.Find(label) is { } model ? new(name, Describe(project, model)) : null;
            if (place.Migration is { } migration && CSharpMentions.SpanOf(place.Type.Span).Touches(offset) && OperationAt(project, document, place, migration, offset) is { } hover) return hover;
        }

        return null;
    }

    private static SchemaDialect DialectOf(ProjectModel project) => project.Settings.Database == "PostgreSql" ? PostgreSqlSchema.Instance : SqliteSchema.Instance;

    private static string Describe(ProjectModel project, ModelState model)
    {
        var (dialect, state) = (DialectOf(project), project.Migrations.States.Models);
        var text = new StringBuilder($"Model **{model.Label}**");
        if (model.Options.Proxy) text.Append(", a proxy of ").AppendJoin(", ", model.Bases);
        else text.Append(", table `").Append(model.Table).Append("`\n\n| column | type | |\n|---|---|---|");
        text.Append('\n');
        foreach (var field in model.Options.Proxy ? [] : model.Columns) text.Append("| `").Append(field.Column).Append("` | ").Append(TypeOf(dialect, state, model, field)).Append(" | ").AppendJoin(", ", Notes(field)).Append(" |\n");
        foreach (var (field, relation) in model.ManyToMany) text.Append("| ").Append(field.Name).Append(" | | → ").Append(relation.To).Append(" through ").Append(relation.ThroughModel ?? "a table of its own").Append(" |\n");

        var changes = project.Migrations.ChangesOf(model.Label);
        if (project.Migrations.States.WhyOpen(model.AppLabel) is { } why) return text.Append($"\nNot compared with the migrations, as not all of the app can be read: {why.TrimEnd('.')}.").ToString();
        if (changes.Count == 0)
        {
            if (project.Migrations.LastOf(model.Label) is { } last) text.Append($"\nIn migrations up to `{last.Name}`.");
            return text.ToString();
        }

        text.Append($"\n**{MigrationDiagnostics.Count(changes.Count)} {(changes.Count == 1 ? "is" : "are")} not in a migration:**\n\n");
        foreach (var change in changes) text.Append("- ").Append(change.Operation.Describe()).Append(change.Loss is { } loss ? $" ({char.ToLowerInvariant(loss[0])}{loss[1..].TrimEnd('.')})" : "").Append('\n');
        text.Append('\n');
        AddSql(text, changes.SelectMany(change => project.Migrations.Sql(change, dialect) ?? [$"-- {change.Operation.Describe()}: cannot be told from here"]));
        return text.ToString();
    }

    private static string TypeOf(SchemaDialect dialect, ProjectState state, ModelState model, NamedField field)
    {
        try
        {
            return dialect.ColumnType(state, model, field);
        }
        catch (Exception exception) when (exception is InvalidOperationException or NotSupportedException)
        {
            // A relation to a model of a package, or a column that this database has not.
            return field.Field.ClassName;
        }
    }

    private static IEnumerable<string> Notes(NamedField field)
    {
        if (field.Field.PrimaryKey) yield return "primary key";
        if (field.Field.Null) yield return "null";
        if (field.Field is { Unique: true, PrimaryKey: false }) yield return "unique";
        if (field.Field.IsGenerated) yield return "calculated";
        if (field.Field is ForeignKey relation) yield return "→ " + relation.To;
    }

    /// <summary>The operation around a cursor. The class is parsed again, because what is known of it may come from an earlier text that says the same.</summary>
    private static Hover? OperationAt(ProjectModel project, Document document, SchemaClass place, Dependency migration, int offset)
    {
        var root = CSharpSyntaxTree.ParseText(document.Text).GetRoot();
        var list = root.DescendantNodes().OfType<PropertyDeclarationSyntax>().FirstOrDefault(property => property.Identifier.ValueText == nameof(Migration.Operations) && property.Span.OverlapsWith(place.Type.Span))?
            .DescendantNodes().FirstOrDefault(node => node is CollectionExpressionSyntax or InitializerExpressionSyntax or BlockSyntax);
        var items = list switch
        {
            CollectionExpressionSyntax collection => collection.Elements.OfType<ExpressionElementSyntax>().Select(element => element.Expression).ToList(),
            InitializerExpressionSyntax initializer => [.. initializer.Expressions],
            BlockSyntax block => [.. block.Statements.OfType<YieldStatementSyntax>().Select(statement => statement.Expression).OfType<ExpressionSyntax>()],
            _ => [],
        };
        // Inside of a long operation nothing else is explained: its name is enough.
        var index = items.FindIndex(item => item is BaseObjectCreationExpressionSyntax creation && CSharpMentions.SpanOf(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(creation.SpanStart, creation.ArgumentList?.SpanStart ?? creation.Span.End)).Touches(offset));
        if (index < 0 || project.Migrations.OperationAt(migration, index, items.Count, DialectOf(project)) is not { } found) return null;
        var text = new StringBuilder(found.Operation.Describe()).Append("\n\n");
        if (found.Sql is { } sql) AddSql(text, sql.Count == 0 ? ["-- (no-op)"] : sql);
        else if (!found.Operation.ReducesToSql) text.Append("This operation cannot be written as SQL.");
        var head = (BaseObjectCreationExpressionSyntax)items[index];
        return new(CSharpMentions.SpanOf(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(head.SpanStart, head.ArgumentList?.SpanStart ?? head.Span.End)), text.ToString());
    }

    private static void AddSql(StringBuilder text, IEnumerable<string> statements)
    {
        var all = statements.ToList();
        text.Append("```sql\n");
        foreach (var statement in all.Take(MostStatements)) text.Append(statement).Append(statement.EndsWith(';') || statement.StartsWith("--", StringComparison.Ordinal) ? "\n" : ";\n");
        if (all.Count > MostStatements) text.Append($"-- and {all.Count - MostStatements} more\n");
        text.Append("```");
    }
}
