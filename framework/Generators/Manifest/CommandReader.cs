using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Quintet.Management;
using Quintet.Reading;
using Quintet.Reading.Models;

namespace Quintet.Generators;

/// <summary>Reads management commands: which properties their arguments and options set.</summary>
internal static class CommandReader
{
    public const string CommandType = "Quintet.Management.Command";
    public const string ArgumentType = "Quintet.Management.ArgumentAttribute";
    public const string OptionType = "Quintet.Management.OptionAttribute";

    /// <summary>What a word can be read as, beside enums; the runtime's table has the same.</summary>
    private static readonly string[] ValueTypes =
    [
        "string", "int", "long", "decimal", "double", "bool", "System.DateOnly", "System.TimeOnly", "System.DateTime", "System.DateTimeOffset", "System.TimeSpan", "System.Guid", "System.Uri",
        "System.IO.FileInfo", "System.IO.DirectoryInfo",
    ];

    /// <summary>What a list of values can be kept in; a collection expression makes each.</summary>
    private static readonly string[] ListTypes =
    [
        "System.Collections.Generic.List", "System.Collections.Generic.IReadOnlyList", "System.Collections.Generic.IReadOnlyCollection", "System.Collections.Generic.IEnumerable",
        "System.Collections.Generic.IList", "System.Collections.Generic.ICollection", "System.Collections.Generic.HashSet",
    ];

    public static bool IsCommand(INamedTypeSymbol type) =>
        type is { IsAbstract: false, IsGenericType: false, ContainingType: null } && type.InstanceConstructors.Any(c => c.Parameters.IsEmpty) && TypeNames.DerivesFrom(type.BaseType, CommandType);

    public static (CommandUse Command, EquatableArray<Finding> Findings) Read(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        var parameters = new List<CommandParameterUse>();
        var required = new List<string>();
        foreach (var level in Levels(type))
        {
            foreach (var member in level.GetMembers())
            {
                if (member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }) required.Add(CodeWriter.Identifier(member.Name));
                if (member is IPropertySymbol { IsOverride: false } property && AttributeOf(property) is { } attribute) ReadProperty(property, attribute, parameters, findings, cancellation);
            }
        }

        return (new(TypeNames.FullName(type), AppReader.NamespaceOf(type), required.ToEquatableArray(), parameters.ToEquatableArray()), findings.ToEquatableArray());
    }

    /// <summary>Of a property that is marked but stands in no command.</summary>
    public static Finding? ReadStray(GeneratorAttributeSyntaxContext context) => context.TargetSymbol is { ContainingType: { } type } property && !TypeNames.DerivesFrom(type, CommandType)
        ? new(DiagnosticTable.CommandParameter, SourceLocation.Of(property), property.Name, $"'{type.Name}' is no command: it does not derive from Quintet.Management.Command")
        : null;

    private static IEnumerable<INamedTypeSymbol> Levels(INamedTypeSymbol type)
    {
        var levels = new Stack<INamedTypeSymbol>();
        for (var t = type; t is not null && !TypeNames.Is(t, CommandType); t = t.BaseType) levels.Push(t);
        return levels;
    }

    private static AttributeData? AttributeOf(IPropertySymbol property) =>
        property.GetAttributes().FirstOrDefault(a => a.AttributeClass is { } type && (TypeNames.Is(type, ArgumentType) || TypeNames.Is(type, OptionType)));

    private static void ReadProperty(IPropertySymbol property, AttributeData attribute, List<CommandParameterUse> parameters, List<Finding> findings, CancellationToken cancellation)
    {
        var isOption = TypeNames.Is(attribute.AttributeClass!, OptionType);
        var initializer = InitializerOf(property, cancellation);
        // Of 'null!' nobody means that it is the default.
        var hasDefault = initializer is not (null or PostfixUnaryExpressionSyntax { Operand: LiteralExpressionSyntax });
        var (value, isList) = ElementOf(property.Type);
        if (WhyNot(property, value, isList, isOption, initializer) is { } reason)
        {
            Report(DiagnosticTable.CommandParameter, property.Name, reason);
            return;
        }

        var said = Named(attribute, "Name");
        var name = isOption ? "--" + (said ?? Naming.ToSnakeCase(property.Name).Replace('_', '-')).TrimStart('-') : said ?? Naming.ToSnakeCase(property.Name);
        var isNullable = property.Type.NullableAnnotation == NullableAnnotation.Annotated || property.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T };
        var isRequired = property.IsRequired || (!isOption && !isList && !isNullable && !hasDefault);
        if (isOption && ReservedOptions.OfDotnetRun.Contains(name))
        {
            Report(DiagnosticTable.CommandOptionTaken, property.Name, name, "dotnet run takes it for itself, so it would never arrive");
        }
        else if (isOption && ReservedOptions.OfEveryCommand.Any(option => option.Name == name))
        {
            Report(DiagnosticTable.CommandOptionTaken, property.Name, name, "every command has it already");
        }
        else if (parameters.Find(other => other.Name == name) is { } other)
        {
            Report(DiagnosticTable.CommandParameterTwice, property.Name, other.Property, name);
        }
        else if (!isOption && parameters.FindLast(p => p.Kind == "Argument") is { } last && (last.IsList || (isRequired && !last.IsRequired)))
        {
            Report(DiagnosticTable.CommandArgumentOrder, property.Name, last.Property, last.IsList ? "takes all remaining words" : "may be left out");
        }

        parameters.Add(new(
            CodeWriter.Identifier(property.Name), name, isOption ? value.SpecialType == SpecialType.System_Boolean && !isList && !isNullable ? "Flag" : "Option" : "Argument",
            value.ToDisplayString(TypeNames.Qualified), isList, isRequired, Named(attribute, "Help") ?? ""));

        // One that is inherited from another assembly was reported there.
        void Report(DiagnosticRule rule, params string[] arguments)
        {
            if (property.Locations.Any(l => l.IsInSource)) findings.Add(new(rule, SourceLocation.Of(property), arguments));
        }
    }

    private static string? WhyNot(IPropertySymbol property, ITypeSymbol value, bool isList, bool isOption, ExpressionSyntax? initializer)
    {
        if (property.IsStatic) return "it is static, and each run of the command has values of its own";
        if (property.SetMethod is not { IsInitOnly: false } setter) return "it cannot be set; give it 'get; set;'";
        if (!Symbols.IsReachable(property) || !Symbols.IsReachable(setter)) return "it is private, so that generated code cannot set it; make it public or internal";
        if (property.GetAttributes().Count(a => a.AttributeClass is { } type && (TypeNames.Is(type, ArgumentType) || TypeNames.Is(type, OptionType))) > 1) return "it is marked as both, argument and option";
        if (!IsValue(value)) return $"a word of a command line cannot be read as '{value.ToDisplayString(TypeNames.Plain)}'; it can as {string.Join(", ", ValueTypes.Select(type => type.Substring(type.LastIndexOf('.') + 1)))}, an enum, or a list of these";
        if (!isOption || property.Type.SpecialType != SpecialType.System_Boolean) return null;
        if (property.IsRequired) return "a flag is there or not, so it cannot be required";
        return initializer.IsKind(SyntaxKind.TrueLiteralExpression) ? "it is true from the start, and a flag can only switch on; name it for the opposite" : null;
    }

    private static bool IsValue(ITypeSymbol type)
    {
        var value = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
        return value.TypeKind == TypeKind.Enum || ValueTypes.Contains(value.ToDisplayString(TypeNames.Plain));
    }

    private static (ITypeSymbol Value, bool IsList) ElementOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => (array.ElementType, true),
        INamedTypeSymbol { TypeArguments.Length: 1 } list when ListTypes.Any(name => TypeNames.Is(list, name)) => (list.TypeArguments[0], true),
        _ => (type, false),
    };

    private static ExpressionSyntax? InitializerOf(IPropertySymbol property, CancellationToken cancellation) =>
        property.DeclaringSyntaxReferences.Select(r => (r.GetSyntax(cancellation) as PropertyDeclarationSyntax)?.Initializer?.Value).FirstOrDefault(value => value is not null);

    private static string? Named(AttributeData attribute, string name) => attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value as string;
}
