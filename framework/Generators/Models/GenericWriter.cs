using Quintet.Reading.Models;
using static Quintet.Generators.CodeWriter;

namespace Quintet.Generators;

/// <summary>Writes generic foreign keys and generic relations.</summary>
internal static class GenericWriter
{
    private const string Types = "global::Quintet.Contrib.ContentTypes.";

    public static void Properties(CodeWriter writer, GenericDeclaration generic, bool isAbstract)
    {
        var property = Identifier(generic.Property);
        if (generic.Target is { } target)
        {
            writer.Implementation($"{generic.Accessibility} {generic.Modifiers}partial {Types}GenericRelated<{target}> {property}", $"new(GetMeta().GetGenericRelation({Literal(generic.Name)}), this)");
            return;
        }

        var relation = $"{Types}GenericForeignKeyMeta.Of(this, {Literal(generic.Name)})";
        if (!writer.HeadsOnly)
        {
            writer.Line();
            writer.Line($"{(isAbstract ? "protected" : "private")} {Types}GenericObject? {Storage(generic)};");
        }

        writer.Implementation($"{generic.Accessibility} {generic.Modifiers}partial global::Quintet.Db.Model? {property}", () =>
        {
            writer.Line($"get => {relation}.Get(this);");
            writer.Line($"{generic.SetAccessor} => {relation}.Set(this, value);");
        });
        writer.Line();
        writer.Line($"/// <summary>Gives <see cref=\"{property}\"/> and loads it, where it is not loaded, without blocking.</summary>");
        writer.Method(
            $"{generic.Accessibility} global::System.Threading.Tasks.ValueTask<global::Quintet.Db.Model?> Get{generic.Property}Async(global::System.Threading.CancellationToken cancellation = default)",
            $"{relation}.GetAsync(this, cancellation)");
    }

    /// <summary>What the metadata has of them: the property there, and its items.</summary>
    public static IEnumerable<(string Property, IReadOnlyList<string> Values)> Extras(ModelDeclaration model)
    {
        var keys = model.Generics.Items.Where(g => g.Target is null).Select(g => Key(g, "global::" + model.FullName)).ToList();
        var relations = model.Generics.Items.Where(g => g.Target is not null).Select(g => Relation(g, "global::" + model.FullName)).ToList();
        if (keys.Count > 0) yield return ("VirtualRelations", keys);
        if (relations.Count > 0) yield return ("GenericRelations", relations);
    }

    private static string Key(GenericDeclaration generic, string model) =>
        $"new {Types}GenericForeignKeyMeta<{model}>({Names(generic)}, {Literal(generic.TypeField)}, {Literal(generic.KeyField)}, static m => m.{Storage(generic)}, static (m, v) => m.{Storage(generic)} = v){(generic.ForProxies ? " { ForConcreteModel = false }" : "")}";

    // In its own initializer the compiler takes Meta for null.
    private static string Relation(GenericDeclaration generic, string model) =>
        $"{Types}GenericRelations.Create({Names(generic)}, static () => {generic.Target}.Meta{(generic.Target == model ? "!" : "")}, {Literal(generic.TypeField)}, {Literal(generic.KeyField)}"
        + (generic.QueryName is { } name ? $", {Literal(name)})" : ")");

    private static string Names(GenericDeclaration generic) => $"{Literal(generic.Name)}, {Literal(generic.Property)}";

    private static string Storage(GenericDeclaration generic) => $"__{char.ToLowerInvariant(generic.Property[0])}{generic.Property.Substring(1)}";
}
