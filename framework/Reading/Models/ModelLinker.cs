using Microsoft.CodeAnalysis;

namespace Quintet.Reading.Models;

/// <summary>A model seen together with its app and the models that point to it.</summary>
/// <param name="Declaration">With the relations' targets and related names resolved.</param>
/// <param name="AppLabel">The app that owns it; null where none does.</param>
/// <param name="Table"><c>app_model</c>, or what <c>[Meta(DbTable = …)]</c> says; empty for an abstract base, and where the app is not known.</param>
/// <param name="Reverse">The ways back from the relations that point to it, by name.</param>
public sealed record LinkedModel(ModelDeclaration Declaration, string? AppLabel, string Table, EquatableArray<ReverseRelation> Reverse)
{
    /// <summary>The verbs of its querysets that a template may ask: the names there, and the method, as generated code writes it.</summary>
    public EquatableArray<(string Name, string Method)> QuerySetMembers { get; init; } = [];
}

/// <summary>The way back of a relation.</summary>
/// <param name="Property">The property on the target: <c>Books</c>.</param>
/// <param name="Name">Its name in templates and lookups: <c>books</c>.</param>
/// <param name="Source">The full name of the model that has the relation.</param>
/// <param name="Field">The relation's field there: <c>author</c>.</param>
/// <param name="FieldProperty">The relation's property there: <c>Author</c>.</param>
/// <param name="Kind">Many come back, or one.</param>
/// <param name="Target">The full name of the model it leads from.</param>
/// <param name="TargetInSource">Whether that is compiled together with the source of the relation.</param>
public sealed record ReverseRelation(string Property, string Name, string Source, string Field, string FieldProperty, RelationKind Kind, string Target, bool TargetInSource)
{
    /// <summary>Whether other assemblies see the model that has the relation.</summary>
    public bool IsPublic { get; init; }

    /// <summary>Of rows that have an order among those that point to the same object: the type of their keys; null: they have none.</summary>
    public string? OrderedKeyType { get; init; }
}

/// <summary>All models of an assembly.</summary>
/// <param name="Models">By full name.</param>
/// <param name="Foreign">Ways back on models of other assemblies.</param>
/// <param name="Findings">What is wrong with them together.</param>
public sealed record LinkedModels(EquatableArray<LinkedModel> Models, EquatableArray<ReverseRelation> Foreign, EquatableArray<Finding> Findings);

/// <summary>Puts the models of an assembly together: apps, tables, reverse accessors.</summary>
public static class ModelLinker
{
    /// <summary>The models that an assembly declares itself, of source or of metadata.</summary>
    public static LinkedModels Link(IAssemblySymbol assembly, Compilation compilation, CancellationToken cancellation = default) => Link(
        ModelReader.ReadAll(assembly, compilation, cancellation).Where(r => r.Model is not null).Select(r => r.Model!),
        AppReader.ReadAll(assembly, compilation, cancellation));

    /// <summary>Puts models and apps together; both belong to one assembly.</summary>
    public static LinkedModels Link(IEnumerable<ModelDeclaration> declarations, IReadOnlyCollection<AppDeclaration> apps, IReadOnlyCollection<QuerySetMethodsDeclaration>? verbs = null)
    {
        var members = (verbs ?? []).SelectMany(c => c.Verbs.Items, (c, verb) => (verb.Model, verb.Name, Method: $"global::{c.FullName}.{verb.Name}")).Where(v => v.Model is not null).Distinct()
            .SelectMany(v => new[] { SnakeCaseRule.Convert(v.Name), v.Name }.Distinct(), (v, name) => (v.Model, Name: name, v.Method))
            .OrderBy(v => v.Method, StringComparer.Ordinal).ThenBy(v => v.Name, StringComparer.Ordinal).ToLookup(v => v.Model!, v => (v.Name, v.Method));
        var models = declarations.OrderBy(m => m.FullName, StringComparer.Ordinal).ToList();
        var findings = new List<Finding>();
        CheckApps(apps, findings);
        var labels = models.ToLookup(m => m.FullName).ToDictionary(g => g.Key, g => AppDeclaration.Owner(g.First().Namespace, apps));
        var resolved = models.Select(m => Resolve(m, labels)).ToList();
        var reverse = ReverseRelations(resolved, findings);
        var linked = new List<LinkedModel>(resolved.Count);
        foreach (var model in resolved)
        {
            var app = labels[model.FullName];
            if (app is null && !model.IsAbstract) findings.Add(new(DiagnosticTable.ModelWithoutApp, model.Location, model.Name, model.Namespace));
            linked.Add(new(model, app?.Label, Table(model, app?.Label), reverse[model.FullName].Where(r => r.TargetInSource).ToEquatableArray())
            {
                QuerySetMembers = members[model.FullName].GroupBy(m => m.Name).Select(g => g.First()).ToEquatableArray(),
            });
        }

        CheckNames(linked, findings);
        return new(linked.ToEquatableArray(), reverse.SelectMany(g => g).Where(r => !r.TargetInSource).ToEquatableArray(), findings.ToEquatableArray());
    }

    private static string Table(ModelDeclaration model, string? label)
    {
        if (model.IsAbstract) return "";
        return model.Meta("DbTable")?.Text ?? (label is null ? "" : $"{label}_{model.Name.ToLowerInvariant()}");
    }

    private static ModelDeclaration Resolve(ModelDeclaration model, Dictionary<string, AppDeclaration?> owners)
    {
        var app = owners[model.FullName]?.Label;
        var usual = model.Meta("DefaultRelatedName")?.Text;
        return model with
        {
            Parent = model.Parent is { } parent ? parent with { Label = Label(parent.FullName, parent.Label) } : null,
            Fields = model.Fields.Items.Select(Resolved).ToEquatableArray(),
            ManyToMany = model.ManyToMany.Items.Select(Resolved).ToEquatableArray(),
            Attributes = model.Attributes.Items.Select(a => a.Role is AttributeRole.Index or AttributeRole.Constraint ? a with { Options = ExpandOption(a.Options, "Name", model, app) } : a).ToEquatableArray(),
        };

        FieldDeclaration Resolved(FieldDeclaration field) => field.Relation is not { } relation ? field : field with
        {
            Relation = relation with
            {
                TargetLabel = Label(relation.Target, relation.TargetLabel),
                ThroughLabel = relation.Through is { } through ? Label(through, relation.ThroughLabel) : null,
                RelatedName = (relation.RelatedName ?? usual) is { } name ? ExpandName(name, model, app) : null,
            },
            Options = ExpandOption(field.Options, "RelatedQueryName", model, app),
        };

        string? Label(string fullName, string? known) =>
            !owners.TryGetValue(fullName, out var owner) ? known : owner?.Label is { } label ? $"{label}.{LastPart(fullName)}" : null;
    }

    private static EquatableArray<OptionValue> ExpandOption(EquatableArray<OptionValue> options, string option, ModelDeclaration model, string? app) =>
        !options.Items.Any(o => o.Name == option && o.Value.Text?.Contains("%(") == true) ? options
        : options.Items.Select(o => o.Name == option ? o with { Value = ConstantValue.FromPrimitive(ExpandName(o.Value.Text!, model, app)) } : o).ToEquatableArray();

    /// <summary>In an abstract base the name would be the same for every child; Django's placeholders make it theirs.</summary>
    private static string ExpandName(string name, ModelDeclaration model, string? app)
    {
        if (model.IsAbstract || !name.Contains("%(")) return name;
        var lower = model.Name.ToLowerInvariant();
        return name.Replace("%(class)s", lower).Replace("%(model_name)s", lower).Replace("%(app_label)s", app);
    }

    private static ILookup<string, ReverseRelation> ReverseRelations(List<ModelDeclaration> models, List<Finding> findings)
    {
        var byFullName = new Dictionary<string, ModelDeclaration>();
        foreach (var model in models) byFullName[model.FullName] = model;
        var taken = new Dictionary<string, List<(string Target, string Relation)>>();
        var all = new List<ReverseRelation>();
        foreach (var model in models.Where(m => !m.IsAbstract))
        {
            foreach (var field in model.Relations)
            {
                if (field.Relation is not { } relation || relation.RelatedName == "+" || relation.IsSymmetrical) continue;
                var property = ReverseProperty(relation, model.Name);
                var place = field.Location ?? model.Location;
                var self = $"{model.Name}.{field.Property}";
                if (!taken.TryGetValue(property, out var others)) taken.Add(property, others = []);

                // A model has the ways back of those it derives from, too.
                if (others.FirstOrDefault(o => DerivesFrom(o.Target, relation.Target) || DerivesFrom(relation.Target, o.Target)).Relation is { } other)
                {
                    findings.Add(new(DiagnosticTable.DuplicateReverseName, place, property, self, other));
                    continue;
                }

                others.Add((relation.Target, self));
                if (models.Where(m => DerivesFrom(m.FullName, relation.Target)).Select(m => Clash(m, property, m.FullName == relation.Target)).FirstOrDefault(m => m is not null) is { } member)
                {
                    findings.Add(new(DiagnosticTable.ReverseNameClash, place, property, self, member));
                    continue;
                }

                all.Add(new(property, SnakeCaseRule.Convert(property), model.FullName, field.Name, field.Property, relation.Kind, relation.Target, relation.TargetInSource)
                {
                    IsPublic = model.Accessibility == "public" && model.ContainingTypes.Count == 0,
                    OrderedKeyType = model.Meta("OrderWithRespectTo")?.Text == field.Name && relation.Kind == RelationKind.ForeignKey ? (model.PrimaryKey is { } own ? own.Relation?.TargetKeyType ?? own.ClrType : null) : null,
                });
            }
        }

        return all.ToLookup(r => r.Target);

        bool DerivesFrom(string model, string other)
        {
            for (var name = model; name is not null; name = byFullName.TryGetValue(name, out var m) ? m.Parent?.FullName : null)
            {
                if (name == other) return true;
            }

            return false;
        }
    }

    /// <summary>What the target, or a model that derives from it, already has under that name: a member of its own, a generated one, or its own name (CS0542).</summary>
    private static string? Clash(ModelDeclaration model, string property, bool isTarget)
    {
        var taken = (isTarget && property == model.Name)
            || (isTarget ? model.Members : model.OwnMembers).Items.Contains(property)
            || model.AllFields.Concat(model.ManyToMany.Items).Any(f => !(f.IsImplicit && f.IsParentLink) && (f.Property == property || (f.Relation is not null && f.Property + "Id" == property)))
            || model.Managers.Items.Any(m => m.Property == property)
            || property is "Objects" or "Meta" or "Pk";
        return taken ? $"{model.Name}.{property}" : null;
    }

    /// <summary>As <c>ModelNames.ReverseProperty</c> in Schema; a test holds them together.</summary>
    private static string ReverseProperty(RelationDeclaration relation, string modelName)
    {
        if (relation.RelatedName is not { } name) return relation.Kind == RelationKind.OneToOne ? modelName : modelName + "Set";
        return string.Concat(name.Split(['_'], StringSplitOptions.RemoveEmptyEntries).Select(part => char.ToUpperInvariant(part[0]) + part.Substring(1)));
    }

    private static void CheckApps(IReadOnlyCollection<AppDeclaration> apps, List<Finding> findings)
    {
        foreach (var app in apps)
        {
            if (!app.IsPartial) findings.Add(new(DiagnosticTable.AppConfigNotPartial, app.Location, app.Name));
        }

        foreach (var same in apps.Where(a => a.Label is not null).OrderBy(a => a.FullName, StringComparer.Ordinal).GroupBy(a => a.Label).Where(g => g.Count() > 1))
        {
            foreach (var app in same.Skip(1)) findings.Add(new(DiagnosticTable.DuplicateAppLabel, app.Location, same.First().FullName, app.FullName, app.Label!));
        }
    }

    private static void CheckNames(List<LinkedModel> models, List<Finding> findings)
    {
        var concrete = models.Where(m => !m.Declaration.IsAbstract && m.AppLabel is not null).ToList();
        var reported = new HashSet<string>();
        foreach (var same in concrete.GroupBy(m => (m.AppLabel, m.Declaration.Name.ToLowerInvariant())).Where(g => g.Count() > 1))
        {
            foreach (var model in same.Skip(1))
            {
                reported.Add(model.Declaration.FullName);
                findings.Add(new(DiagnosticTable.DuplicateModel, model.Declaration.Location, model.Declaration.Name, model.AppLabel!, same.First().Declaration.FullName, model.Declaration.FullName));
            }
        }

        foreach (var same in concrete.SelectMany(m => Names(m).Select(name => (Name: name.Text, name.Location, Model: m.Declaration))).GroupBy(n => n.Name).Where(g => g.Count() > 1))
        {
            foreach (var (name, location, model) in same.Skip(1)) findings.Add(new(DiagnosticTable.DuplicateIndexName, location ?? model.Location, name, model.Name, same.First().Model.Name));
        }

        foreach (var model in concrete.Select(m => m.Declaration))
        {
            foreach (var index in model.Attributes.Items.Where(a => a.Role == AttributeRole.Index)) MetaChecks.CheckIndexName(index, model, findings);
        }

        foreach (var same in concrete.GroupBy(m => m.Table, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
        {
            foreach (var model in same.Skip(1).Where(m => !reported.Contains(m.Declaration.FullName)))
            {
                findings.Add(new(DiagnosticTable.DuplicateTable, model.Declaration.Location, same.First().Declaration.FullName, model.Declaration.FullName, model.Table));
            }
        }
    }

    /// <summary>The names of a model's indexes and constraints, which a database keeps apart from those of all tables.</summary>
    private static IEnumerable<(string Text, SourceLocation? Location)> Names(LinkedModel model) =>
        from attribute in model.Declaration.Attributes.Items
        where attribute.Role is AttributeRole.Index or AttributeRole.Constraint
        let name = attribute.Option("Name")?.Text
        where !string.IsNullOrEmpty(name)
        select (name, attribute.Location);

    private static string LastPart(string fullName) => fullName.Substring(fullName.LastIndexOf('.') + 1);
}
