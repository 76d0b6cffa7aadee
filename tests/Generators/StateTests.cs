using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Quintet.Apps;
using Quintet.Db;
using Quintet.Db.Migrations;
using Quintet.Reading.Models;

namespace GeneratorsTests;

/// <summary>Invariant: the models that the reader sees in source are those that the running app reports.</summary>
public class StateTests
{
    [Fact]
    public void Of_models_with_relations() => AssertAgree(Samples.BlogApp, Samples.Books);

    [Fact]
    public void Of_rarer_models() => AssertAgree(Samples.BlogApp, Samples.Rarities);

    [Fact]
    public void Of_models_with_options() => AssertAgree(Samples.BlogApp, Samples.Options);

    [Fact]
    public void Of_models_with_indexes_and_constraints() => AssertAgree(Samples.BlogApp, Samples.Metas);

    [Fact]
    public void Of_models_with_relations_to_many() => AssertAgree(Samples.BlogApp, Samples.Links);

    [Fact]
    public void Of_models_that_derive_from_others() => AssertAgree(Samples.BlogApp, Samples.Places);

    [Fact]
    public void Of_the_bookshop()
    {
        var apps = new[] { "Shop", "Blog" };
        var files = apps.SelectMany(app => new[] { "Apps.cs", "Models.cs" }.Select(name => (Path: $"{app}/{name}", Text: File.ReadAllText(Path.Combine(Root(), "examples", "bookshop", app, name)))));
        AssertAgree([.. files]);
    }

    [Fact]
    public void Metadata_is_read_as_source_is()
    {
        AssertReadAlike(Samples.Books, Samples.Rarities, Samples.Links);
        AssertReadAlike(Samples.Places);
    }

    private static void AssertReadAlike(params (string Path, string Text)[] models)
    {
        var run = Harness.Run([("Blog/Apps.cs", "namespace Blog; public partial class BlogApp : AppConfig { public override string Label => \"weblog\"; }"), .. models]).AssertCompiles();
        using var stream = new MemoryStream();
        Assert.True(run.After.Emit(stream).Success);
        stream.Position = 0;
        var reference = MetadataReference.CreateFromStream(stream);
        var user = Harness.Compile("User").AddReferences(reference);
        var assembly = (IAssemblySymbol)user.GetAssemblyOrModuleSymbol(reference)!;

        var source = ModelLinker.Link(run.Before.Assembly, run.Before);
        var metadata = ModelLinker.Link(assembly, user);
        Assert.NotEmpty(metadata.Models);
        Assert.Equal(source.Models.Items.Select(Comparable), metadata.Models.Items.Select(Comparable));

        // Initialisers, places and what is generated are not the same by nature.
        static string Comparable(LinkedModel model) => string.Join("\n", (string[])
        [
            $"{model.Declaration.FullName} {model.AppLabel} {model.Table} {model.Declaration.BaseModel} {string.Join(", ", model.Reverse.Items.Select(r => r.Property))}",
            $"  {model.Declaration.Parent} {model.Declaration.IsProxy}",
            .. model.Declaration.AllFields.Concat(model.Declaration.ManyToMany.Items).Select(f =>
                $"  {f.Property} {f.Name} {f.Column} {f.Type} {f.DeclaredType} {f.EnumUnderlying} {f.Relation?.Target}.{f.Relation?.TargetKey} {f.Relation?.OnDelete} {string.Join(", ", f.Options.Items.Select(o => $"{o.Name}={o.Value.Code}"))}"),
            .. model.Declaration.Attributes.Items.Select(a => $"  [{a.Type} {string.Join(", ", a.Options.Items.Select(o => $"{o.Name}={o.Value.Code}"))}]"),
        ]);
    }

    [Fact]
    public void The_table_of_field_classes_is_that_of_the_schema()
    {
        var classes = typeof(Field).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Field)) && !t.IsAbstract && !typeof(ForeignKey).IsAssignableFrom(t) && t != typeof(ManyToMany)).Select(t => t.Name);
        Assert.Equal(classes.Order(StringComparer.Ordinal), FieldKinds.All.Select(k => k.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("books")]
    [InlineData("edited_books")]
    [InlineData("editedBooks")]
    [InlineData(null)]
    [InlineData("+")]
    public void Ways_back_are_called_as_the_runtime_calls_them(string? relatedName)
    {
        var option = relatedName is null ? "" : $", RelatedName = \"{relatedName}\"";
        var run = Harness.RunBlog($"public partial class Author : Model; public partial class Book : Model {{ [ForeignKey(OnDelete.Cascade{option})] public partial Author Author {{ get; set; }} }}").AssertCompiles();
        var author = ModelLinker.Link(run.Before.Assembly, run.Before).Models.Items.Single(m => m.Declaration.Name == "Author");
        Assert.Equal(ModelNames.ReverseProperty(new ForeignKey(OnDelete.Cascade) { RelatedName = relatedName }, "Book"), author.Reverse.Items.SingleOrDefault()?.Property);
    }

    private static void AssertAgree(params (string Path, string Text)[] files)
    {
        var run = Harness.Run(files);
        var assembly = run.Load();
        var manifests = assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(AppConfig))).Select(t => ((AppConfig)Activator.CreateInstance(t)!).Manifest).Distinct();
        var running = ModelStates.Of(manifests.SelectMany(m => m.OfType<ModelMeta>()));
        var read = ProjectState.Of(ModelLinker.Link(run.Before.Assembly, run.Before).Models.Items.Where(m => !m.Declaration.IsAbstract).Select(m => StateOf(m, assembly)));
        Assert.NotEmpty(running.Models);
        Assert.Equal(running.Models.Select(Text), read.Models.Select(Text));
        Assert.Equal(running, read);

        static string Text(ModelState model) => $"{model.Label} : {string.Join(", ", model.Bases)} {CSharpSource.Of(model.Options)} {string.Join(", ", model.Indexes.Select(CSharpSource.Of))} {string.Join(", ", model.Constraints)}\n"
            + string.Join("\n", model.Fields.Select(f => $"  {f.Name} {f.Column} {f.Field}"));
    }

    /// <summary>The state of a model as it was read, worked out without the generated code.</summary>
    private static ModelState StateOf(LinkedModel model, Assembly assembly)
    {
        var attributes = model.Declaration.Attributes.Items;
        return ModelState.Create(
            model.AppLabel!,
            model.Declaration.Name,
            model.Declaration.Fields.Items.Concat(model.Declaration.ManyToMany.Items).Select(f => new NamedField(f.Name, FieldOf(f, assembly))),
            Set(
                new MetaAttribute
                {
                    UniqueTogether = [.. attributes.Where(a => a.Role == AttributeRole.UniqueTogether).Select(a => a.Arguments[0].Texts.ToArray())],
                    Permissions = [.. attributes.Where(a => a.Role == AttributeRole.Permissions).Select(a => (PermissionsAttribute)Make(a, assembly))],
                },
                attributes.Where(a => a.Role == AttributeRole.Meta).SelectMany(a => a.Options.Items)),
            attributes.Where(a => a.Role == AttributeRole.Index).Select(a => (IndexAttribute)Make(a, assembly)),
            attributes.Where(a => a.Role == AttributeRole.Constraint).Select(a => (ConstraintAttribute)Make(a, assembly))) with
        {
            Bases = model.Declaration.Parent is { } parent ? [parent.Label!] : [],
        };
    }

    private static object Make(ModelAttribute attribute, Assembly assembly)
    {
        var typeName = attribute.Type["global::".Length..];
        var constructor = Assert.Single((typeof(Field).Assembly.GetType(typeName) ?? assembly.GetType(typeName, throwOnError: true)!).GetConstructors());
        var arguments = constructor.GetParameters().Zip(attribute.Arguments.Items, (parameter, value) => Value(value, parameter.ParameterType));
        return Set(constructor.Invoke([.. arguments]), attribute.Options.Items);
    }

    private static object? Value(ConstantValue value, Type type)
    {
        if (type == typeof(string[])) return value.Texts.ToArray();
        return type.IsEnum ? Enum.Parse(type, value.Text!) : Convert.ChangeType(value.Text, type, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static Field FieldOf(FieldDeclaration declaration, Assembly assembly)
    {
        var typeName = declaration.Type["global::".Length..];
        var type = typeof(Field).Assembly.GetType(typeName) ?? assembly.GetType(typeName, throwOnError: true)!;
        object?[] arguments = declaration.Relation switch
        {
            null => [],
            { Kind: RelationKind.ManyToMany } many => [many.TargetLabel],
            { } relation => [relation.TargetLabel, Enum.Parse<OnDelete>(relation.OnDelete)],
        };
        var field = Set((Field)Activator.CreateInstance(type, arguments)!, declaration.Options.Items);
        if (declaration.Relation?.RelatedName is { } name)
        {
            if (field is ManyToMany many) many.RelatedName = name;
            else ((ForeignKey)field).RelatedName = name;
        }

        if (field is ManyToMany pairs) pairs.ThroughModel = declaration.Relation!.ThroughLabel;
        if (declaration.IsNullable) field.Null = true;
        if (declaration.Default is { } value)
        {
            var clr = (declaration.EnumUnderlying ?? declaration.ClrType) switch
            {
                "string" => typeof(string),
                "long" => typeof(long),
                "int" => typeof(int),
                "short" => typeof(short),
                "bool" => typeof(bool),
                "double" => typeof(double),
                "decimal" => typeof(decimal),
                var other => throw new InvalidOperationException($"A default of type {other}"),
            };
            field.Default = Convert.ChangeType(value.Text, clr, System.Globalization.CultureInfo.InvariantCulture);
        }

        return field;
    }

    private static T Set<T>(T target, IEnumerable<OptionValue> options)
    {
        foreach (var option in options)
        {
            // What names a member of the model is no part of a state.
            if (option.Name is "Choices" or "Validators" or "Through") continue;
            var property = target!.GetType().GetProperty(option.Name, BindingFlags.Public | BindingFlags.Instance)!;
            if (property.PropertyType == typeof(object)) property.SetValue(target, int.Parse(option.Value.Text!, System.Globalization.CultureInfo.InvariantCulture));
            else property.SetValue(target, Value(option.Value, property.PropertyType));
        }

        return target;
    }

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));
}
