using Microsoft.CodeAnalysis.Text;
using Quintet.Reading.Models;
using static Quintet.Generators.CodeWriter;

namespace Quintet.Generators;

/// <summary>Writes the other half of a model class: metadata, key, relations, ways back, template members.</summary>
internal static class ModelWriter
{
    private const string Db = "global::Quintet.Db.";

    /// <param name="model">The model.</param>
    /// <param name="headsOnly">Whether only what other source can name is written, and of the metadata only what a migration knows of the model.</param>
    public static SourceText Write(LinkedModel model, bool headsOnly = false)
    {
        var writer = new CodeWriter(headsOnly);
        var declaration = model.Declaration;
        if (declaration.Namespace.Length > 0)
        {
            writer.Line($"namespace {declaration.Namespace};");
            writer.Line();
        }

        Nest(writer, declaration.ContainingTypes.Items, 0, () =>
        {
            if (!headsOnly) writer.Line(GeneratedCode);
            writer.Block($"partial class {Identifier(declaration.Name)}", () => Body(writer, model));
        });
        return writer.ToSource();
    }

    private static void Nest(CodeWriter writer, IReadOnlyList<string> containers, int depth, Action write)
    {
        if (depth == containers.Count) write();
        else writer.Block(containers[depth], () => Nest(writer, containers, depth + 1, write));
    }

    private static void Body(CodeWriter writer, LinkedModel model)
    {
        var declaration = model.Declaration;
        var own = declaration.Fields.Items.Where(f => f.DeclaredIn == declaration.FullName).ToList();
        var relations = own.Where(f => f.Relation is not null && !f.IsParentLink).ToList();
        var manyToMany = declaration.ManyToMany.Items.Where(f => f.DeclaredIn == declaration.FullName).ToList();
        foreach (var field in relations) RelationWriter.Storage(writer, field, declaration.IsAbstract);
        if (!declaration.IsAbstract)
        {
            if (relations.Count > 0) writer.Line();
            Meta(writer, model);
            if (declaration.Parent is null) Key(writer, declaration);
        }

        foreach (var field in own.Where(f => f is { IsParentLink: true, IsImplicit: false })) RelationWriter.ParentLink(writer, field);
        foreach (var field in relations) RelationWriter.Properties(writer, field);
        foreach (var field in own.Where(f => f.IsFile)) FileWriter.Property(writer, field);
        foreach (var field in manyToMany) RelationWriter.ManyToMany(writer, field);
        foreach (var generic in declaration.Generics.Items.Where(g => g.DeclaredIn == declaration.FullName)) GenericWriter.Properties(writer, generic, declaration.IsAbstract);
        foreach (var field in own.Where(f => f.HasChoices)) InstanceMethods.Display(writer, field);
        if (!declaration.IsAbstract)
        {
            // A child's neighbours are of its own kind.
            foreach (var field in declaration.AllFields.Where(f => f.HasNeighbours)) InstanceMethods.Neighbours(writer, field, "global::" + declaration.FullName);
        }

        if (own.Any(IsPlace)) InstanceMethods.InOrder(writer, "global::" + declaration.FullName);
        InstanceMethods.Overrides(writer, declaration);
        foreach (var reverse in model.Reverse) RelationWriter.Reverse(writer, reverse, "public");
        if (writer.HeadsOnly) return;
        if (!declaration.IsAbstract)
        {
            writer.Line();
            writer.Line($"public override {Db}ModelMeta GetMeta() => Meta;");
            writer.Line();
            AccessWriter.Write(writer, declaration);
        }

        if (relations.Count > 0 || !declaration.IsAbstract) writer.Line();
        TemplateMembers(writer, model, [.. own.Where(f => !(f.IsParentLink && f.IsImplicit) && !IsPlace(f)), .. manyToMany]);
    }

    /// <summary>The implicit field of a model whose rows have an order of their own.</summary>
    private static bool IsPlace(FieldDeclaration field) => field is { IsImplicit: true, Name: "_order" };

    private static void Meta(CodeWriter writer, LinkedModel model)
    {
        var declaration = model.Declaration;
        var self = "global::" + declaration.FullName;
        List<(string Property, IReadOnlyList<string> Values)> extras = [.. Extras(declaration, writer.HeadsOnly), .. writer.HeadsOnly ? [] : ManagerWriter.Extras(model)];
        var hides = declaration.Parent is null ? "" : "new ";
        writer.Line("/// <summary>What is known of the model.</summary>");
        writer.Line($"public static {hides}{Db}ModelMeta<{self}> Meta {{ get; }} = new(");
        writer.Indented(() =>
        {
            writer.Line($"{Literal(model.AppLabel!)},");
            writer.Line("[");
            foreach (var field in declaration.Fields)
            {
                writer.Continued(writer.HeadsOnly ? FieldCode.Named(field) + "," : FieldCode.Meta(field, self));
            }

            writer.Line("],");
            writer.Line($"{(writer.HeadsOnly ? "null!" : "new __Access()")}{(declaration.Parent is { } parent ? $", {parent.Type}.Meta" : "")}){(extras.Count == 0 ? ";" : "")}");
        });
        if (extras.Count > 0)
        {
            writer.Line("{");
            foreach (var (property, values) in extras) writer.Indented(() => Extra(writer, property, values));
            writer.Line("};");
        }

        ManagerWriter.Properties(writer, declaration);
    }

    /// <summary>What the metadata has beside the fields: property, and its value or the items of its list.</summary>
    private static IEnumerable<(string Property, IReadOnlyList<string> Values)> Extras(ModelDeclaration model, bool headsOnly)
    {
        if (Options(model) is { } options) yield return ("Options", [options]);
        if (All(AttributeRole.Index) is { Count: > 0 } indexes) yield return ("Indexes", indexes);
        if (All(AttributeRole.Constraint) is { Count: > 0 } constraints) yield return ("Constraints", constraints);
        if (model.ManyToMany.Count > 0) yield return ("ManyToMany", [.. model.ManyToMany.Items.Select(f => headsOnly ? FieldCode.Named(f) : FieldCode.ManyToMany(f, "global::" + model.FullName))]);
        if (headsOnly) yield break;
        foreach (var extra in GenericWriter.Extras(model)) yield return extra;

        List<string> All(AttributeRole role) => [.. model.Attributes.Items.Where(a => a.Role == role).Select(Construction)];
    }

    /// <summary>What <c>[Meta]</c> says, and the options that are attributes of their own; null where there is neither.</summary>
    private static string? Options(ModelDeclaration model)
    {
        var options = model.Attributes.Items.Where(a => a.Role == AttributeRole.Meta).SelectMany(a => a.Options.Items).Select(o => $"{o.Name} = {o.Value.Code}").ToList();
        List("UniqueTogether", AttributeRole.UniqueTogether, a => a.Arguments.Items.FirstOrDefault()?.Code ?? "[]");
        List("Permissions", AttributeRole.Permissions, Construction);
        return options.Count == 0 ? null : $"new {Db}MetaAttribute {{ {string.Join(", ", options)} }}";

        void List(string name, AttributeRole role, Func<ModelAttribute, string> code)
        {
            var items = model.Attributes.Items.Where(a => a.Role == role).Select(code).ToList();
            if (items.Count > 0) options.Add($"{name} = [{string.Join(", ", items)}]");
        }
    }

    private static void Extra(CodeWriter writer, string property, IReadOnlyList<string> values)
    {
        if (property is "Options" or "DefaultManager" or "BaseManager" or "QuerySetMembers")
        {
            writer.Line($"{property} = {values[0]},");
            return;
        }

        writer.Line($"{property} =");
        writer.Line("[");
        foreach (var value in values) writer.Continued(value + ",");
        writer.Line("],");
    }

    private static string Construction(ModelAttribute attribute)
    {
        // A params array arrives as one argument.
        var arguments = string.Join(", ", attribute.Arguments.Items.Where(a => a.Code != "[]").SelectMany(a => a.Items.Count > 0 ? a.Items.Items : [a]).Select(a => a.Code));
        var options = string.Join(", ", attribute.Options.Items.Select(o => $"{o.Name} = {o.Value.Code}"));
        return $"new {attribute.Type}{(arguments.Length > 0 || options.Length == 0 ? $"({arguments})" : "")}{(options.Length > 0 ? $" {{ {options} }}" : "")}";
    }

    private static void Key(CodeWriter writer, ModelDeclaration model)
    {
        var key = model.PrimaryKey!;
        if (key.IsImplicit)
        {
            writer.Line();
            writer.Line("/// <summary>The primary key; 0 while the row has none.</summary>");
            writer.Line($"public {key.ClrType} Id {{ get; set; }}");
        }

        if (writer.HeadsOnly) return;
        var property = FieldCode.ValueProperty(key);
        var type = FieldCode.ValueType(key).TrimEnd('?');
        // A value that no row has stands for "none yet": the counted 0, the empty text, the empty UUID.
        var none = (type, key.Kind) switch
        {
            _ when key.IsNullable => null,
            ("string", _) => "\"\"",
            ("global::System.Guid", _) => "default",
            ("long" or "int" or "short", "AutoField" or "BigAutoField" or "SmallAutoField") => "0",
            ("long" or "int" or "short", _) when key.Relation is not null => "0",
            _ => null,
        };
        var cast = key.IsEnum ? $"({key.ClrType})({type})" : $"({type})";
        writer.Line();
        writer.Line("/// <summary>The primary key; null while the row has none.</summary>");
        writer.Block("public override object? Pk", () =>
        {
            var value = key.IsEnum ? $"({type}){property}" : property;
            writer.Line(none is null ? $"get => {value};" : $"get => {value} == {none} ? null : {value};");

            // C# takes (… ? 0 : a short) for an int.
            var unset = type == "short" ? "default" : none;
            writer.Line(none is null ? $"set => {property} = {cast}value!;" : $"set => {property} = value is null ? {unset} : {cast}value;");
        });
    }

    private static void TemplateMembers(CodeWriter writer, LinkedModel model, List<FieldDeclaration> own)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var inherited = model.Declaration.Fields.Items.Concat(model.Declaration.ManyToMany.Items).Where(f => f.DeclaredIn != model.Declaration.FullName);
        foreach (var field in inherited) taken.UnionWith([field.Name, field.Property]);
        writer.Line("/// <inheritdoc/>");
        writer.Block("public override bool TryGetTemplateMember(string name, out object? value)", () => writer.Block("switch (name)", () =>
        {
            foreach (var field in own.Where(f => f.Accessibility == "public"))
            {
                Case(field.Property, Identifier(field.Property));
                if (field.Relation is { Kind: not RelationKind.ManyToMany }) Case(field.Property + "Id", FieldCode.ValueProperty(field));
                if (field.HasChoices) Case($"Get{field.Property}Display", $"Get{field.Property}Display()");
            }

            foreach (var field in model.Declaration.AllFields.Where(f => !model.Declaration.IsAbstract && f.HasNeighbours && f.Accessibility == "public"))
            {
                Case("GetNextBy" + field.Property, $"GetNextBy{field.Property}()");
                Case("GetPreviousBy" + field.Property, $"GetPreviousBy{field.Property}()");
            }

            foreach (var reverse in model.Reverse) Case(reverse.Property, Identifier(reverse.Property));
            foreach (var member in model.Declaration.TemplateMembers) Case(member.Name, Identifier(member.Name) + (member.IsMethod ? "()" : ""));
            writer.Line("default: return base.TryGetTemplateMember(name, out value);");
        }));

        void Case(string name, string expression)
        {
            var names = new[] { SnakeCase(name), name }.Where(taken.Add).Select(Literal).ToList();
            if (names.Count > 0) writer.Line($"case {string.Join(" or ", names)}: value = {expression}; return true;");
        }
    }

    private static string SnakeCase(string name) => Reading.Naming.ToSnakeCase(name);
}
