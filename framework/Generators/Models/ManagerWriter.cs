using Microsoft.CodeAnalysis.Text;
using Quintet.Reading.Models;
using static Quintet.Generators.CodeWriter;

namespace Quintet.Generators;

/// <summary>Writes the managers of models, and for managers the verbs that an app declares for querysets.</summary>
internal static class ManagerWriter
{
    private const string Db = "global::Quintet.Db.";

    /// <summary><c>Book.Objects</c>, and those beside it.</summary>
    public static void Properties(CodeWriter writer, ModelDeclaration model)
    {
        if (!writer.HeadsOnly)
        {
            writer.Line();
            writer.Line("// After Meta: static initialisers run in the order of the text.");
        }

        var own = model.Managers.Items.FirstOrDefault(m => m.Property == "Objects");
        Property("Objects", own?.Type ?? $"{Db}Manager<global::{model.FullName}>", own?.IsPublic ?? true, model.Parent is not null, "The way to the model's rows.");
        foreach (var manager in model.Managers.Items.Where(m => m != own)) Property(manager.Property, manager.Type, manager.IsPublic, manager.Hides, "Another way to the model's rows.");

        void Property(string name, string type, bool isPublic, bool hides, string summary)
        {
            writer.Line($"/// <summary>{summary}</summary>");
            writer.Line($"{(isPublic ? "public" : "internal")} static {(hides ? "new " : "")}{type} {Identifier(name)} {{ get; }} = new(Meta);");
        }
    }

    /// <summary>What the metadata has of them.</summary>
    public static IEnumerable<(string Property, IReadOnlyList<string> Values)> Extras(LinkedModel model)
    {
        var managers = model.Declaration.Managers.Items;
        if (managers.FirstOrDefault(m => m.Name == (model.Declaration.Meta("DefaultManagerName")?.Text ?? "objects")) is { } usual) yield return ("DefaultManager", [$"static () => {Identifier(usual.Property)}!"]);
        if (managers.FirstOrDefault(m => m.Name == model.Declaration.Meta("BaseManagerName")?.Text) is { } plain) yield return ("BaseManager", [$"static () => {Identifier(plain.Property)}!"]);
        if (model.QuerySetMembers.Count == 0) yield break;
        var type = $"global::System.Collections.Generic.Dictionary<string, global::System.Func<{Db}QuerySet<global::{model.Declaration.FullName}>, object?>>";
        var members = model.QuerySetMembers.Items.Select(member => $"[{Literal(member.Name)}] = static rows => {member.Method}(rows)");
        yield return ("QuerySetMembers", [$"new {type} {{ {string.Join(", ", members)} }}"]);
    }

    /// <summary>The verbs of a class for managers.</summary>
    public static SourceText Verbs(QuerySetMethodsDeclaration methods, bool headsOnly)
    {
        var writer = new CodeWriter(headsOnly);
        if (methods.Namespace.Length > 0)
        {
            writer.Line($"namespace {methods.Namespace};");
            writer.Line();
        }

        writer.Line(GeneratedCode);
        writer.Block($"static partial class {Identifier(methods.Name)}", () =>
        {
            var first = true;
            foreach (var verb in methods.Verbs)
            {
                if (!first) writer.Line();
                first = false;
                var arguments = string.Join(", ", new[] { $"{verb.Receiver}.GetQuerySet()" }.Concat(verb.Arguments.Items));
                var parameters = string.Join(", ", new[] { $"this {Db}Manager<{verb.Rows}> {verb.Receiver}" }.Concat(verb.Parameters.Items));
                var where = verb.Constraints.Count > 0 ? " " + verb.Constraints.Items[0] : "";
                if (verb.DocumentationId is { } id) writer.Line($"/// <inheritdoc cref=\"{id}\"/>");
                writer.Method($"{verb.Accessibility} static {verb.Result} {Identifier(verb.Name)}{verb.TypeParameters}({parameters}){where}", $"{Identifier(verb.Name)}{verb.TypeParameters}({arguments})");
            }
        });
        return writer.ToSource();
    }
}
