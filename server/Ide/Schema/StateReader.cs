using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Quintet.Db;
using Quintet.Db.Migrations;
using Quintet.Ide.Types;
using Quintet.Reading;
using Quintet.Reading.Models;

namespace Quintet.Ide.Schema;

/// <summary>Reads the models and migrations of a compilation. Of classes whose files are as they were it takes what an earlier reading found.</summary>
internal sealed class StateReader
{
    private readonly Compilation _compilation;
    private readonly Compilation? _source;
    private readonly SourceValues _values;
    private readonly IReadOnlyList<AppDeclaration> _apps;
    private readonly Dictionary<INamedTypeSymbol, string?> _labels = new(SymbolEqualityComparer.Default);
    private readonly CancellationToken _cancellation;

    private StateReader(Compilation compilation, Compilation? source, CancellationToken cancellation)
    {
        (_compilation, _source, _cancellation) = (compilation, source, cancellation);
        _values = new(compilation, LabelOf);
        _apps = AppReader.ReadAll(compilation.Assembly, compilation, cancellation);
    }

    /// <summary>Reads a project.</summary>
    /// <param name="whole">Its compilation, with what our generator adds.</param>
    /// <param name="source">The same without that, of which more is bound already; null: there is none.</param>
    /// <param name="fingerprints">Of its files; null: nothing is to be taken over, neither now nor later.</param>
    /// <param name="previous">An earlier reading; null: none.</param>
    /// <param name="packages">The models of the packages that it refers to.</param>
    /// <param name="swappable">The models that settings name; null: none.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static SourceStates Read(Compilation whole, Compilation? source, SourceFingerprints? fingerprints, SourceStates? previous, IReadOnlyList<PackageModels>? packages = null, SwappableModels? swappable = null, CancellationToken cancellation = default)
    {
        var reader = new StateReader(whole, source, cancellation);
        var known = fingerprints is not null && previous?.Fingerprints is { } old && reader.ConcernsItself(fingerprints.ChangedSince(old), previous) ? previous : null;
        var parts = new List<SourcePart>();
        foreach (var type in TypesOf(whole.Assembly.GlobalNamespace))
        {
            cancellation.ThrowIfCancellationRequested();
            if (!ModelReader.IsConcreteModel(type) && !AppReader.IsMigration(type)) continue;
            var (name, trees) = (TypeNames.FullName(type), reader.TreesOf(type));
            parts.Add(known?.Find(name) is { } part && part.Trees.SequenceEqual(trees) ? part : reader.ReadPart(type, new(name, trees) { IsModel = ModelReader.IsConcreteModel(type) }));
        }

        return new(parts, reader._apps.Select(app => app.Label).OfType<string>().ToHashSet(StringComparer.Ordinal), fingerprints, packages, swappable);
    }

    /// <summary>
    /// Whether files that changed hold nothing but models and migrations, so that no class in another file rests on them, but by what is generated. A constant, an enum or a field's class may be named
    /// anywhere.
    /// </summary>
    private bool ConcernsItself(IEnumerable<(SyntaxTree? Old, SyntaxTree? New)> changed, SourceStates previous) => changed.All(file =>
        (file.Old is null || IsPlain(file.Old) && ClassesOf(file.Old).All(type => previous.Find(FullName(type)) is not null))
        && (file.New is null || IsPlain(file.New) && ClassesOf(file.New).All(type => _values.ModelOf(file.New).GetDeclaredSymbol(type, _cancellation) is INamedTypeSymbol symbol && (ModelReader.IsConcreteModel(symbol) || AppReader.IsMigration(symbol)))));

    private bool IsPlain(SyntaxTree tree) => tree.GetRoot(_cancellation).DescendantNodes(node => node is not BaseMethodDeclarationSyntax).All(node => node switch
    {
        ClassDeclarationSyntax => true,
        BaseTypeDeclarationSyntax or DelegateDeclarationSyntax or UsingDirectiveSyntax { GlobalKeyword.RawKind: not 0 } => false,
        BaseFieldDeclarationSyntax or BasePropertyDeclarationSyntax => !((MemberDeclarationSyntax)node).Modifiers.Any(modifier => modifier.RawKind is (int)SyntaxKind.ConstKeyword or (int)SyntaxKind.StaticKeyword),
        _ => true,
    });

    private IEnumerable<ClassDeclarationSyntax> ClassesOf(SyntaxTree tree) => tree.GetRoot(_cancellation).DescendantNodes(node => node is not BaseMethodDeclarationSyntax).OfType<ClassDeclarationSyntax>();

    private static string FullName(ClassDeclarationSyntax type) =>
        string.Join('.', type.AncestorsAndSelf().Reverse().Select(node => node switch { BaseNamespaceDeclarationSyntax space => space.Name.ToString(), ClassDeclarationSyntax around => around.Identifier.ValueText, _ => "" }).Where(name => name.Length > 0));

    /// <summary>The files of a class and of those that it derives from.</summary>
    private List<SyntaxTree> TreesOf(INamedTypeSymbol? type)
    {
        var trees = new List<SyntaxTree>();
        for (; type is not null && SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, _compilation.Assembly); type = type.BaseType) trees.AddRange(type.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree));
        return trees;
    }

    /// <summary>What cannot be read costs its model or migration, not the rest.</summary>
    private SourcePart ReadPart(INamedTypeSymbol type, SourcePart part)
    {
        try
        {
            // Nearly always all is plain in the source alone.
            if ((_source?.GetTypeByMetadataName(TemplateType.MetadataName(type)) is not { } own || Doubt(own) is not null) && Doubt(type) is { } why) throw new InvalidOperationException(why);
            return part.IsModel ? ReadModel(type, part, fieldsOnly: false) : ReadMigration(type, part);
        }
        catch (UnreadableException exception)
        {
            var place = exception.Place;
            return FieldsOf(type, part) with { Unread = new(Owner(type)?.Label, $"{place}: {exception.Message}", place.SyntaxTree.FilePath.Length == 0 ? null : SourceLocation.Of(place.GetLocation())) };
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException or ArgumentException)
        {
            return FieldsOf(type, part) with { Unread = new(Owner(type)?.Label, $"{type.Name}: {exception.Message}", SourceLocation.Of(type)) };
        }
    }

    /// <summary>A model whose index or option is half typed, with its fields: while one types the names of fields, they are asked for.</summary>
    private SourcePart FieldsOf(INamedTypeSymbol type, SourcePart part)
    {
        try
        {
            return part.IsModel ? ReadModel(type, part, fieldsOnly: true) : part;
        }
        catch (Exception exception) when (exception is UnreadableException or InvalidOperationException or FormatException or ArgumentException)
        {
            return part;
        }
    }

    /// <summary>Why not everything is seen of a class, though something can be read of it: it is half typed, or names what is in no reference. Null: nothing is hidden.</summary>
    private string? Doubt(INamedTypeSymbol? type)
    {
        for (; type is not null && (SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, _compilation.Assembly) || SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, _source?.Assembly)); type = type.BaseType)
        {
            if (type.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(_cancellation) is TypeDeclarationSyntax declaration && SchemaFingerprint.IsBroken(declaration))) return "it does not parse";
            if (type.GetMembers().OfType<IPropertySymbol>().FirstOrDefault(property => property.Type.TypeKind == TypeKind.Error || property.GetAttributes().Any(IsUnknown)) is { } hidden) return $"{hidden.Name} does not compile";
            if (type.GetAttributes().Any(IsUnknown)) return "an attribute does not compile";
        }

        return type is { TypeKind: TypeKind.Error } ? $"{type.Name} is not known" : null;

        static bool IsUnknown(AttributeData attribute) => attribute.AttributeClass is null or { TypeKind: TypeKind.Error };
    }

    /// <summary>A model from its generated metadata; nothing where it has none, as its class is not complete.</summary>
    private SourcePart ReadModel(INamedTypeSymbol type, SourcePart part, bool fieldsOnly)
    {
        if (MetaOf(type) is not { Value: BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [var label, var fields, ..] arguments } meta })
        {
            return Owner(type) is { } app ? part with { Unread = new(app.Label, $"{type.Name} is no complete model", SourceLocation.Of(type)) } : part;
        }

        // The way to its properties stands before the model that it derives from.
        var derives = arguments.Count > 3;
        var isProxy = derives && SourceValues.Elements(fields.Expression).Count == 0;
        var all = isProxy ? [] : Named(fields.Expression, fieldsOnly).Concat(Extra(meta, "ManyToMany") is { } pairs ? Named(pairs, fieldsOnly) : []).Where(field => field.Name != ModelState.OrderField.Name);
        var appLabel = _values.Read<string>(label.Expression);
        var state = ModelState.Create(
            appLabel,
            type.Name,
            all,
            !fieldsOnly && Extra(meta, "Options") is { } options ? _values.Read<MetaAttribute>(options) : null,
            !fieldsOnly && Extra(meta, "Indexes") is { } indexes ? _values.Read<IndexAttribute[]>(indexes) : null,
            !fieldsOnly && Extra(meta, "Constraints") is { } constraints ? _values.Read<ConstraintAttribute[]>(constraints) : null) with
        {
            Bases = derives && ModelOf(arguments[3].Expression) is { } parent && LabelOf(parent) is { } name ? [name] : [],
        };
        return part with { Model = state };
    }

    /// <summary><c>new FieldMeta(name, property, field, …)</c> as names and fields.</summary>
    private IEnumerable<NamedField> Named(ExpressionSyntax list, bool fieldsOnly)
    {
        foreach (var element in SourceValues.Elements(list))
        {
            if (element is not BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [var name, _, var field, ..] }) throw new UnreadableException(element, "it is no field");
            var named = new NamedField(_values.Read<string>(name.Expression), _values.Read<Field>(field.Expression));
            // Of a model that is in no app nobody knows the label.
            if (named.Field is not (ForeignKey { To: "" } or ManyToMany { To: "" })) yield return named;
            else if (!fieldsOnly) throw new UnreadableException(element, $"the app of the model that '{named.Name}' leads to is not known");
        }
    }

    /// <summary>The model in <c>Place.Meta</c>.</summary>
    private INamedTypeSymbol? ModelOf(ExpressionSyntax meta) => _values.ModelOf(meta.SyntaxTree).GetSymbolInfo(meta, _cancellation).Symbol?.ContainingType;

    private static ExpressionSyntax? Extra(BaseObjectCreationExpressionSyntax meta, string property) => meta.Initializer?.Expressions.OfType<AssignmentExpressionSyntax>()
        .FirstOrDefault(assignment => assignment.Left is IdentifierNameSyntax name && name.Identifier.ValueText == property)?.Right;

    private EqualsValueClauseSyntax? MetaOf(INamedTypeSymbol type) => type.GetMembers("Meta").OfType<IPropertySymbol>()
        .Select(property => (property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellation) as PropertyDeclarationSyntax)?.Initializer).FirstOrDefault();

    /// <summary>A migration; nothing where no app owns it.</summary>
    private SourcePart ReadMigration(INamedTypeSymbol type, SourcePart part)
    {
        if (Owner(type)?.Label is not { } label) return part;
        var migration = new SourceMigration(Value<string>(type, nameof(Migration.Name)) ?? type.Name)
        {
            After = Value<Dependency[]>(type, nameof(Migration.Dependencies)) ?? [],
            StandsFor = Value<Dependency[]>(type, nameof(Migration.Replaces)) ?? [],
            IsInitial = Value<bool?>(type, nameof(Migration.Initial)),
            IsAtomic = Value<bool?>(type, nameof(Migration.Atomic)) ?? true,
            Does = [.. Items(type, nameof(Migration.Operations)).Select(_values.ReadOperation)],
        };
        return part with { Migration = (label, migration) };
    }

    private T? Value<T>(INamedTypeSymbol type, string property) => Getter(type, property) is { } getter ? _values.Read<T>(Returned(getter) ?? throw new UnreadableException(getter, "it is more than one expression")) : default;

    /// <summary>The items of a list that a getter gives: <c>=> […]</c>, or one <c>yield return</c> after the other.</summary>
    private IReadOnlyList<ExpressionSyntax> Items(INamedTypeSymbol type, string property)
    {
        if (Getter(type, property) is not { } getter) return [];
        if (Returned(getter) is { } list) return SourceValues.Elements(list);
        if (Body(getter) is { } body && body.Statements.All(statement => statement is YieldStatementSyntax))
        {
            return [.. body.Statements.OfType<YieldStatementSyntax>().Select(statement => statement.Expression).OfType<ExpressionSyntax>()];
        }

        throw new UnreadableException(getter, "its items are not written one after the other");
    }

    /// <summary>The property where the class, or one that it derives from, says it in the user's source.</summary>
    private PropertyDeclarationSyntax? Getter(INamedTypeSymbol? type, string property)
    {
        for (; type is not null && !TypeNames.Is(type, AppReader.MigrationType); type = type.BaseType)
        {
            if (type.GetMembers(property).FirstOrDefault() is { } member) return member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellation) as PropertyDeclarationSyntax;
        }

        return null;
    }

    private static ExpressionSyntax? Returned(PropertyDeclarationSyntax property) =>
        property.ExpressionBody?.Expression ?? property.Initializer?.Value ?? Accessor(property)?.ExpressionBody?.Expression ?? (Body(property) is { Statements: [ReturnStatementSyntax { Expression: { } value }] } ? value : null);

    private static BlockSyntax? Body(PropertyDeclarationSyntax property) => Accessor(property)?.Body;

    private static AccessorDeclarationSyntax? Accessor(PropertyDeclarationSyntax property) => property.AccessorList?.Accessors.FirstOrDefault(accessor => accessor.IsKind(SyntaxKind.GetAccessorDeclaration));

    private AppDeclaration? Owner(INamedTypeSymbol type) => AppDeclaration.Owner(AppReader.NamespaceOf(type), _apps);

    private string? LabelOf(INamedTypeSymbol type)
    {
        if (_labels.TryGetValue(type, out var known)) return known;
        var app = SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, _compilation.Assembly) ? Owner(type)?.Label : AppReader.LabelOf(type, _compilation, _cancellation);
        return _labels[type] = app is null ? null : $"{app}.{type.Name}";
    }

    private static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers().OfType<INamespaceOrTypeSymbol>().OrderBy(member => member.Name, StringComparer.Ordinal))
        {
            if (member is INamedTypeSymbol type) yield return type;
            foreach (var inner in TypesOf(member)) yield return inner;
        }
    }
}
