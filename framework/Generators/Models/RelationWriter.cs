using Microsoft.CodeAnalysis.Text;
using Quintet.Reading.Models;
using static Quintet.Generators.CodeWriter;

namespace Quintet.Generators;

/// <summary>Writes relations and their ways back.</summary>
internal static class RelationWriter
{
    /// <summary>The fields that keep the key and the loaded object. The models derived from an abstract base reach for them, too.</summary>
    public static void Storage(CodeWriter writer, FieldDeclaration field, bool isAbstract)
    {
        if (writer.HeadsOnly) return;
        var relation = field.Relation!;
        var access = isAbstract ? "protected" : "private";
        var initial = field.IsNullable || relation.TargetKeyIsValueType ? "" : relation.TargetKeyType == "string" ? " = \"\"" : " = default!";
        writer.Line($"{access} {FieldCode.KeyType(field)} {FieldCode.KeyStorage(field)}{initial};");
        writer.Line($"{access} {relation.TargetType}? {FieldCode.LoadedStorage(field)};");
    }

    public static void Properties(CodeWriter writer, FieldDeclaration field)
    {
        var relation = field.Relation!;
        var property = Identifier(field.Property);
        string key = FieldCode.KeyStorage(field), loaded = FieldCode.LoadedStorage(field);
        var load = $"{relation.TargetType}.Meta.LoadRelated";
        var by = field.Option("ToField")?.Text is { } toField ? ", toField: " + Literal(toField) : "";

        writer.Line();
        writer.Line($"/// <summary>The key of <see cref=\"{property}\"/>; reading it never queries.</summary>");
        writer.Property($"{field.Accessibility} {FieldCode.KeyType(field)} {FieldCode.ValueProperty(field)}", field.SetAccessor, () =>
        {
            writer.Line($"get => {key};");
            writer.Block(field.SetAccessor, () =>
            {
                writer.Line($"if ({key} == value) return;");
                writer.Line($"{key} = value;");
                writer.Line($"{loaded} = null;");
            });
        });

        writer.Implementation($"{field.Accessibility} {field.Modifiers}partial {field.DeclaredType} {property}", () =>
        {
            writer.Line(field.IsNullable
                ? $"get => {loaded} ??= {key} is {{ }} key ? {load}(this, {Literal(field.Name)}, key{by}) : null;"
                : $"get => {loaded} ??= {load}(this, {Literal(field.Name)}, {key}{by});");
            writer.Block(field.SetAccessor, () =>
            {
                writer.Line($"{key} = value{(field.IsNullable ? "?" : "")}.{relation.TargetKey};");
                writer.Line($"{loaded} = value;");
            });
        });

        writer.Line();
        writer.Line($"/// <summary>Gives <see cref=\"{property}\"/> and loads it, where it is not loaded, without blocking.</summary>");
        writer.Method(
            $"{field.Accessibility} async global::System.Threading.Tasks.ValueTask<{field.DeclaredType}> Get{field.Property}Async(global::System.Threading.CancellationToken cancellation = default)",
            field.IsNullable
                ? $"{loaded} ??= {key} is {{ }} key ? await {load}Async(this, {Literal(field.Name)}, key, cancellation{by}) : null"
                : $"{loaded} ??= await {load}Async(this, {Literal(field.Name)}, {key}, cancellation{by})");
    }

    /// <summary>The other half of a many-to-many property. An abstract base's asks the metadata of the model that derives from it.</summary>
    public static void ManyToMany(CodeWriter writer, FieldDeclaration field)
    {
        writer.Implementation($"{field.Accessibility} {field.Modifiers}partial {field.ClrType} {Identifier(field.Property)}", $"new(GetMeta().GetManyToMany({Literal(field.Name)}), this)");
    }

    /// <summary>The declared link of a child to its parent's row, which is a part of its own: the key is the inherited one.</summary>
    public static void ParentLink(CodeWriter writer, FieldDeclaration field)
    {
        var relation = field.Relation!;
        string property = Identifier(field.Property), key = Identifier(relation.TargetKey);
        writer.Line();
        writer.Line($"/// <summary>The key of <see cref=\"{property}\"/>, which is that of this object.</summary>");
        writer.Property($"{field.Accessibility} {FieldCode.KeyType(field)} {FieldCode.ValueProperty(field)}", field.SetAccessor, () =>
        {
            writer.Line($"get => {key};");
            writer.Line($"{field.SetAccessor} => {key} = value;");
        });
        writer.Implementation($"{field.Accessibility} {field.Modifiers}partial {field.DeclaredType} {property}", () =>
        {
            writer.Line($"get => {relation.TargetType}.Meta.PartOf(this);");
            writer.Line($"{field.SetAccessor} => {key} = value.{key};");
        });
        writer.Line();
        writer.Line($"/// <summary>Gives <see cref=\"{property}\"/> without blocking.</summary>");
        writer.Method(
            $"{field.Accessibility} global::System.Threading.Tasks.ValueTask<{field.DeclaredType}> Get{field.Property}Async(global::System.Threading.CancellationToken cancellation = default)",
            $"{relation.TargetType}.Meta.PartOfAsync(this, cancellation)");
    }

    /// <summary>The property on the target: <c>author.Books</c>.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="reverse">The way back.</param>
    /// <param name="accessibility">Of the property: not wider than that of the model it gives.</param>
    /// <param name="owner">What it belongs to: <c>this</c>, or the receiver of an extension.</param>
    public static void Reverse(CodeWriter writer, ReverseRelation reverse, string accessibility, string owner = "this")
    {
        var source = "global::" + reverse.Source;
        var name = Identifier(reverse.Property);
        var manager = $"{source}.Meta, {Literal(reverse.Field)}, {owner}";
        writer.Line();
        if (reverse.Kind == RelationKind.OneToOne)
        {
            writer.Line($"/// <summary>The <see cref=\"{source}\"/> whose <c>{reverse.FieldProperty}</c> is this; null where there is none. Asked for when first used.</summary>");
            writer.Getter($"{accessibility} {source}? {name}", $"{source}.Meta.LoadBack({owner}, {Literal(reverse.Field)})");
            writer.Line();
            writer.Line($"/// <summary>Gives <see cref=\"{name}\"/> and loads it, where it is not loaded, without blocking.</summary>");
            writer.Method(
                $"{accessibility} global::System.Threading.Tasks.ValueTask<{source}?> Get{reverse.Property}Async(global::System.Threading.CancellationToken cancellation = default)",
                $"{source}.Meta.LoadBackAsync({owner}, {Literal(reverse.Field)}, cancellation)");
            return;
        }

        if (reverse.Kind == RelationKind.ManyToMany)
        {
            writer.Line($"/// <summary>All <see cref=\"{source}\"/> objects among whose <c>{reverse.FieldProperty}</c> this is.</summary>");
            writer.Getter($"{accessibility} global::Quintet.Db.ManyRelated<{source}> {name}", $"new({source}.Meta.GetManyToMany({Literal(reverse.Field)}), {owner}, back: true)");
            return;
        }

        writer.Line($"/// <summary>All <see cref=\"{source}\"/> objects whose <c>{reverse.FieldProperty}</c> is this.</summary>");
        writer.Getter($"{accessibility} global::Quintet.Db.RelatedManager<{source}> {name}", $"new({manager})");
        if (reverse.OrderedKeyType is not null) InstanceMethods.OrderOf(writer, reverse, accessibility, owner);
    }

    /// <summary>The ways back on models of other assemblies, as extension properties.</summary>
    public static SourceText Extensions(IEnumerable<ReverseRelation> relations, bool headsOnly)
    {
        var writer = new CodeWriter(headsOnly);
        foreach (var space in relations.GroupBy(r => NamespaceOf(r.Source)).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            if (space.Key.Length > 0) writer.Block($"namespace {space.Key}", Classes);
            else Classes();

            void Classes()
            {
                // A third assembly sees those of public models.
                Class("public static class QuintetRelations", [.. space.Where(r => r.IsPublic)]);
                Class("internal static class QuintetInternalRelations", [.. space.Where(r => !r.IsPublic)]);
            }

            void Class(string declaration, List<ReverseRelation> members)
            {
                if (members.Count == 0) return;
                writer.Line(GeneratedCode);
                writer.Block(declaration, () =>
                {
                    foreach (var target in members.GroupBy(r => r.Target).OrderBy(g => g.Key, StringComparer.Ordinal))
                    {
                        writer.Block($"extension(global::{target.Key} instance)", () =>
                        {
                            foreach (var reverse in target) Reverse(writer, reverse, "public", "instance");
                        });
                    }
                });
            }
        }

        return writer.ToSource();
    }

    private static string NamespaceOf(string fullName) => fullName.LastIndexOf('.') is var dot and > 0 ? fullName.Substring(0, dot) : "";
}
