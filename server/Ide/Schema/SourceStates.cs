using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Quintet.Db;
using Quintet.Db.Migrations;
using Quintet.Generators;
using Quintet.Reading;
using Quintet.Reading.Models;

namespace Quintet.Ide.Schema;

/// <summary>Something of a project's models or migrations that cannot be told without running it; of its app no absence is claimed.</summary>
/// <param name="AppLabel">The app; null where that is not known.</param>
/// <param name="Why">For people.</param>
/// <param name="Location">Where it stands.</param>
internal sealed record UnreadPart(string? AppLabel, string Why, SourceLocation? Location);

/// <summary>
/// The models and migrations of a project as its source declares them, broken or not: what <c>makemigrations</c> sees in the running app, without running it.
/// </summary>
/// <remarks>
/// The models are read from what our generator makes of them, which is what the compiled app starts from; so neither knows a field that the other does not.
/// </remarks>
internal sealed class SourceStates
{
    private readonly Compilation _compilation;
    private readonly SourceValues _values;
    private readonly IReadOnlyList<AppDeclaration> _apps;
    private readonly Dictionary<INamedTypeSymbol, string?> _labels = new(SymbolEqualityComparer.Default);
    private readonly List<UnreadPart> _unread = [];
    private readonly CancellationToken _cancellation;

    private SourceStates(Compilation compilation, CancellationToken cancellation)
    {
        (_compilation, _cancellation) = (compilation, cancellation);
        _values = new(compilation, LabelOf);
        _apps = AppReader.ReadAll(compilation.Assembly, compilation, cancellation);
        var models = new List<ModelState>();
        var migrations = new List<MigrationRegistration>();
        foreach (var type in TypesOf(compilation.Assembly.GlobalNamespace))
        {
            cancellation.ThrowIfCancellationRequested();
            if (ModelReader.IsConcreteModel(type)) Guarded(type, () => models.AddRange(ReadModel(type)));
            else if (AppReader.IsMigration(type)) Guarded(type, () => migrations.AddRange(ReadMigration(type)));
        }

        Models = ProjectState.Of(models);
        try
        {
            Migrations = new MigrationGraph(migrations);
        }
        catch (MigrationGraphException exception)
        {
            _unread.Add(new(null, exception.Message, null));
        }
    }

    /// <summary>All models.</summary>
    public ProjectState Models { get; }

    /// <summary>All migrations; null where they do not fit together.</summary>
    public MigrationGraph? Migrations { get; }

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<UnreadPart> Unread => _unread;

    /// <summary>Whether all models and migrations of an app are known, so that a difference between them is one.</summary>
    public bool IsWhole(string appLabel) => Migrations is not null && _unread.TrueForAll(part => part.AppLabel is not null && part.AppLabel != appLabel);

    /// <summary>Reads a project.</summary>
    /// <param name="source">The user's own source with its references; what our generator adds to it is added here.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static SourceStates Read(CSharpCompilation source, CancellationToken cancellation = default)
    {
        var options = source.SyntaxTrees.FirstOrDefault()?.Options as CSharpParseOptions;
        CSharpGeneratorDriver.Create([new QuintetGenerator().AsSourceGenerator()], parseOptions: options).RunGeneratorsAndUpdateCompilation(source, out var whole, out _, cancellation);
        return new(whole, cancellation);
    }

    /// <summary>What cannot be read costs its model or migration, not the rest.</summary>
    private void Guarded(INamedTypeSymbol type, Action read)
    {
        try
        {
            read();
        }
        catch (UnreadableException exception)
        {
            var place = exception.Place;
            _unread.Add(new(Owner(type)?.Label, $"{place}: {exception.Message}", place.SyntaxTree.FilePath.Length == 0 ? null : SourceLocation.Of(place.GetLocation())));
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException or ArgumentException)
        {
            _unread.Add(new(Owner(type)?.Label, $"{type.Name}: {exception.Message}", SourceLocation.Of(type)));
        }
    }

    /// <summary>A model from its generated metadata; nothing where it has none, as its class is not complete.</summary>
    private IEnumerable<ModelState> ReadModel(INamedTypeSymbol type)
    {
        if (MetaOf(type) is not { Value: BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [var label, var fields, ..] arguments } meta })
        {
            if (Owner(type) is { } app) _unread.Add(new(app.Label, $"{type.Name} is no complete model", SourceLocation.Of(type)));
            yield break;
        }

        // What makes an object and what reads a row stand before the model that it derives from.
        var derives = arguments.Count > 4;
        var isProxy = derives && SourceValues.Elements(fields.Expression).Count == 0;
        var all = isProxy ? [] : Named(fields.Expression).Concat(Extra(meta, "ManyToMany") is { } pairs ? Named(pairs) : []).Where(field => field.Name != ModelState.OrderField.Name);
        yield return ModelState.Create(
            _values.Read<string>(label.Expression),
            type.Name,
            all,
            Extra(meta, "Options") is { } options ? _values.Read<MetaAttribute>(options) : null,
            Extra(meta, "Indexes") is { } indexes ? _values.Read<IndexAttribute[]>(indexes) : null,
            Extra(meta, "Constraints") is { } constraints ? _values.Read<ConstraintAttribute[]>(constraints) : null) with
        {
            Bases = derives && ModelOf(arguments[4].Expression) is { } parent && LabelOf(parent) is { } name ? [name] : [],
        };
    }

    /// <summary><c>new FieldMeta(name, property, field, …)</c> as names and fields.</summary>
    private IEnumerable<NamedField> Named(ExpressionSyntax list) => SourceValues.Elements(list).Select(element => element is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [var name, _, var field, ..] }
        ? new NamedField(_values.Read<string>(name.Expression), _values.Read<Field>(field.Expression))
        : throw new UnreadableException(element, "it is no field"));

    /// <summary>The model in <c>Place.Meta</c>.</summary>
    private INamedTypeSymbol? ModelOf(ExpressionSyntax meta) => _compilation.GetSemanticModel(meta.SyntaxTree).GetSymbolInfo(meta, _cancellation).Symbol?.ContainingType;

    private static ExpressionSyntax? Extra(BaseObjectCreationExpressionSyntax meta, string property) => meta.Initializer?.Expressions.OfType<AssignmentExpressionSyntax>()
        .FirstOrDefault(assignment => assignment.Left is IdentifierNameSyntax name && name.Identifier.ValueText == property)?.Right;

    private EqualsValueClauseSyntax? MetaOf(INamedTypeSymbol type) => type.GetMembers("Meta").OfType<IPropertySymbol>()
        .Select(property => (property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellation) as PropertyDeclarationSyntax)?.Initializer).FirstOrDefault();

    /// <summary>A migration; nothing where no app owns it.</summary>
    private IEnumerable<MigrationRegistration> ReadMigration(INamedTypeSymbol type)
    {
        if (Owner(type)?.Label is not { } label) yield break;
        var migration = new SourceMigration(Value<string>(type, nameof(Migration.Name)) ?? type.Name)
        {
            After = Value<Dependency[]>(type, nameof(Migration.Dependencies)) ?? [],
            StandsFor = Value<Dependency[]>(type, nameof(Migration.Replaces)) ?? [],
            IsInitial = Value<bool?>(type, nameof(Migration.Initial)),
            IsAtomic = Value<bool?>(type, nameof(Migration.Atomic)) ?? true,
            Does = [.. Items(type, nameof(Migration.Operations)).Select(_values.ReadOperation)],
        };
        yield return new(label, () => migration);
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
