using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Quintet.Reading;

/// <summary>Reads what a class's constructors assign to the settings that name folders, apps and URL configurations.</summary>
public static class SettingsReader
{
    private const string RootUrlConf = nameof(SettingsFact.RootUrlConf);
    private const string InstalledApps = nameof(SettingsFact.InstalledApps);
    private const string Templates = nameof(SettingsFact.Templates);
    private const string StaticFilesDirs = nameof(SettingsFact.StaticFilesDirs);
    private const string StaticUrl = nameof(SettingsFact.StaticUrl);

    // Of the settings that name a model, the only one that is the framework's.
    private const string AuthUserModel = nameof(AuthUserModel);

    /// <summary>The settings that a class declaration assigns; null where it assigns none of them.</summary>
    public static SettingsFact? Read(TypeDeclarationSyntax type)
    {
        SettingsFact? fact = null;
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in type.Members.OfType<PropertyDeclarationSyntax>())
        {
            if ((property.Initializer?.Value ?? property.ExpressionBody?.Expression) is { } value) NoteLabel(labels, property.Identifier.ValueText, value);
        }

        foreach (var constructor in type.Members.OfType<ConstructorDeclarationSyntax>())
        {
            foreach (var node in Body(constructor)?.DescendantNodes() ?? [])
            {
                // InstalledApps.Add(typeof(X)) and the like: the list is not the literal one.
                if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax call } && Target(call.Expression) is { } list)
                    fact = Unknown(fact, list);
                if (node is AssignmentExpressionSyntax { Right: ObjectCreationExpressionSyntax { Type: var database } } entry && IsDefaultDatabase(entry.Left)) fact = (fact ?? new()) with { Database = LastName(database) };
                if (node is not AssignmentExpressionSyntax assignment) continue;
                var isPlain = assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) && IsUnconditional(assignment, constructor);
                if (isPlain && Name(assignment.Left) is { } name) NoteLabel(labels, name, assignment.Right);
                if (Target(assignment.Left) is not { } setting) continue;
                fact = Assign(fact ?? new(), setting, assignment.Right);
                if (!isPlain) fact = Unknown(fact, setting);
            }
        }

        return labels.Count == 0 ? fact : (fact ?? new()) with { Labels = labels.Select(pair => (pair.Key, pair.Value)).ToEquatableArray() };
    }

    /// <summary>Keeps what may be a model's label; where a setting is set twice, the last counts.</summary>
    private static void NoteLabel(SortedDictionary<string, string> labels, string setting, ExpressionSyntax value)
    {
        if (StringFact.TryRead(value)?.Value is { } text && text.All(c => char.IsLetterOrDigit(c) || c is '_' or '.') && text.Split('.') is { Length: 2 } parts && parts.All(part => part.Length > 0)) labels[setting] = text;
        else labels.Remove(setting);
    }

    /// <summary>The folder that an expression names; null where it is computed.</summary>
    public static FolderReference? ReadFolder(ExpressionSyntax expression) => FolderPath(expression) is { } path ? new(path, expression.Span) : null;

    private static SyntaxNode? Body(ConstructorDeclarationSyntax constructor) => constructor.Body ?? (SyntaxNode?)constructor.ExpressionBody;

    private static string? Target(ExpressionSyntax expression) =>
        Name(expression) is { } name and (RootUrlConf or InstalledApps or Templates or StaticFilesDirs or StaticUrl or AuthUserModel) ? name : null;

    private static string? Name(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or BaseExpressionSyntax } member => member.Name.Identifier.ValueText,
        _ => null,
    };

    /// <summary><c>Databases["default"]</c>, or <c>["default"]</c> in the initialiser of a dictionary for <c>Databases</c>.</summary>
    private static bool IsDefaultDatabase(ExpressionSyntax left) => left switch
    {
        ElementAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Databases" }, ArgumentList.Arguments: { Count: 1 } keys } => StringFact.TryRead(keys[0].Expression)?.Value == "default",
        ImplicitElementAccessSyntax { ArgumentList.Arguments: { Count: 1 } keys, Parent.Parent.Parent.Parent: AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "Databases" } } } => StringFact.TryRead(keys[0].Expression)?.Value == "default",
        _ => false,
    };

    private static string LastName(TypeSyntax type) => (type is QualifiedNameSyntax qualified ? qualified.Right : type).ToString();

    /// <summary>Whether the assignment is a statement of the constructor itself, not of an <c>if</c> or a lambda in it.</summary>
    private static bool IsUnconditional(AssignmentExpressionSyntax assignment, ConstructorDeclarationSyntax constructor) =>
        assignment.Parent is ArrowExpressionClauseSyntax || (assignment.Parent is ExpressionStatementSyntax statement && statement.Parent == constructor.Body);

    private static SettingsFact Assign(SettingsFact fact, string setting, ExpressionSyntax value)
    {
        switch (setting)
        {
            case RootUrlConf when ReadType(value) is { } type:
                return fact with { RootUrlConf = type };
            case InstalledApps when ReadAll(value, ReadType) is { } apps:
                return fact with { InstalledApps = apps.ToEquatableArray() };
            case Templates when ReadAll(value, ReadEngine) is { } engines:
                return fact with { Templates = engines.ToEquatableArray() };
            case StaticFilesDirs when ReadAll(value, ReadFolder) is { } folders:
                return fact with { StaticFilesDirs = folders.ToEquatableArray() };
            case AuthUserModel when StringFact.TryRead(value) is not null:
                return fact;
            case StaticUrl when StringFact.TryRead(value) is { } url:
                return fact with { StaticUrl = url };
            default:
                // What can be read of a computed list is still offered; only that something is missing is never claimed.
                fact = setting switch
                {
                    InstalledApps => fact with { InstalledApps = ReadSome(value, ReadType).ToEquatableArray() },
                    Templates => fact with { Templates = ReadSome(value, ReadEngine).ToEquatableArray() },
                    StaticFilesDirs => fact with { StaticFilesDirs = ReadSome(value, ReadFolder).ToEquatableArray() },
                    _ => fact,
                };
                return Unknown(fact, setting);
        }
    }

    private static SettingsFact Unknown(SettingsFact? fact, string setting)
    {
        fact ??= new();
        return fact.IsDynamic(setting) ? fact : fact with { Dynamic = fact.Dynamic.Append(setting).ToEquatableArray() };
    }

    private static TypeReference? ReadType(ExpressionSyntax expression) =>
        expression is TypeOfExpressionSyntax { Type: { IsMissing: false } type } ? new(type.ToString(), type.Span) : null;

    private static TemplateEngineFact? ReadEngine(ExpressionSyntax expression)
    {
        if (expression is not BaseObjectCreationExpressionSyntax creation || creation.ArgumentList?.Arguments.Count > 0) return null;
        var type = (creation as ObjectCreationExpressionSyntax)?.Type;
        var engine = new TemplateEngineFact(type is null ? null : new(type.ToString(), type.Span), [], AppDirs: false, TagDelimiters: null);
        foreach (var member in creation.Initializer?.Expressions ?? default)
        {
            if (member is not AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: var name } } assignment) return null;
            switch (name)
            {
                case "Dirs":
                    if (ReadAll(assignment.Right, ReadFolder) is not { } folders) return null;
                    engine = engine with { Dirs = folders.ToEquatableArray() };
                    break;
                case "AppDirs":
                    if (!assignment.Right.IsKind(SyntaxKind.TrueLiteralExpression) && !assignment.Right.IsKind(SyntaxKind.FalseLiteralExpression)) return null;
                    engine = engine with { AppDirs = assignment.Right.IsKind(SyntaxKind.TrueLiteralExpression) };
                    break;
                case "TagDelimiters":
                    engine = engine with { TagDelimiters = (assignment.Right as MemberAccessExpressionSyntax)?.Name.Identifier.ValueText };
                    break;
                case "Builtins":
                    engine = ReadAll(assignment.Right, ReadType) is { } builtins ? engine with { Builtins = builtins.ToEquatableArray() } : engine with { AreLibrariesKnown = false };
                    break;
                case "Libraries":
                    engine = ReadLibraries(assignment.Right) is { } libraries ? engine with { Libraries = libraries.ToEquatableArray() } : engine with { AreLibrariesKnown = false };
                    break;
                case "ContextProcessors":
                    engine = engine with { ContextProcessors = (ReadAll(assignment.Right, ReadMember) ?? [""]).ToEquatableArray() };
                    break;
                case "Loaders":
                    engine = engine with { HasLoaders = true };
                    break;
            }
        }

        return engine;
    }

    private static string? ReadMember(ExpressionSyntax expression) => expression is MemberAccessExpressionSyntax or IdentifierNameSyntax ? expression.ToString() : "";

    /// <summary>The entries of <c>new Dictionary&lt;…&gt; { ["name"] = typeof(X) }</c>; null where one cannot be read.</summary>
    private static List<(string Name, TypeReference Type)>? ReadLibraries(ExpressionSyntax expression)
    {
        if (expression is not BaseObjectCreationExpressionSyntax { Initializer: { } initializer } || expression.ContainsDiagnostics) return null;
        var libraries = new List<(string, TypeReference)>();
        foreach (var entry in initializer.Expressions)
        {
            var (key, value) = entry switch
            {
                AssignmentExpressionSyntax { Left: ImplicitElementAccessSyntax { ArgumentList.Arguments: { Count: 1 } keys } } assignment => (keys[0].Expression, assignment.Right),
                InitializerExpressionSyntax { Expressions: { Count: 2 } pair } => (pair[0], pair[1]),
                _ => (null, null),
            };
            if (StringFact.TryRead(key) is not { } name || value is null || ReadType(value) is not { } type) return null;
            libraries.Add((name.Value, type));
        }

        return libraries;
    }

    private static string? FolderPath(ExpressionSyntax expression)
    {
        switch (expression)
        {
            case ParenthesizedExpressionSyntax inner:
                return FolderPath(inner.Expression);
            case IdentifierNameSyntax { Identifier.ValueText: "BaseDir" }:
            case MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: "BaseDir" }:
                return "";
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.DivideExpression } join:
                return FolderPath(join.Left) is { } left && StringFact.TryRead(join.Right) is { } right ? Join(left, right.Value) : null;
            default:
                return StringFact.TryRead(expression) is { } text ? text.Value.Replace('\\', '/').TrimEnd('/') : null;
        }
    }

    private static string Join(string left, string right)
    {
        right = right.Replace('\\', '/').Trim('/');
        return left.Length == 0 ? right : left + "/" + right;
    }

    /// <summary>The items of a list; null where it, or one of them, cannot be read.</summary>
    private static List<T>? ReadAll<T>(ExpressionSyntax list, Func<ExpressionSyntax, T?> read) where T : class
    {
        if (Items(list, out var complete) is not { } items || !complete) return null;
        var result = new List<T>();
        foreach (var item in items)
        {
            if (read(item) is not { } value) return null;
            result.Add(value);
        }

        return result;
    }

    private static IEnumerable<T> ReadSome<T>(ExpressionSyntax list, Func<ExpressionSyntax, T?> read) where T : class =>
        (Items(list, out _) ?? []).Select(read).OfType<T>();

    private static IReadOnlyList<ExpressionSyntax>? Items(ExpressionSyntax list, out bool complete)
    {
        complete = !list.ContainsDiagnostics;
        switch (list)
        {
            case CollectionExpressionSyntax collection:
                var items = collection.Elements.OfType<ExpressionElementSyntax>().Select(element => element.Expression).ToList();
                complete &= items.Count == collection.Elements.Count;
                return items;
            case ImplicitArrayCreationExpressionSyntax array:
                return [.. array.Initializer.Expressions];
            case ArrayCreationExpressionSyntax { Initializer: { } initializer }:
                return [.. initializer.Expressions];
            case BaseObjectCreationExpressionSyntax creation:
                complete &= creation.ArgumentList is null || creation.ArgumentList.Arguments.Count == 0;
                return creation.Initializer is null ? [] : [.. creation.Initializer.Expressions];
            default:
                complete = false;
                return null;
        }
    }
}
