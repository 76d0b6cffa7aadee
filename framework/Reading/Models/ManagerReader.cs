using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Quintet.Reading.Models;

/// <summary>A manager of a model that is a class of the app's own.</summary>
/// <param name="Property">The property on the model: <c>Objects</c>, <c>Published</c>.</param>
/// <param name="Type">The manager's class, as generated code writes it.</param>
/// <param name="IsPublic">Whether other assemblies see that class.</param>
/// <param name="Hides">Whether a model that this one derives from has a manager of that name, too.</param>
public sealed record ManagerDeclaration(string Property, string Type, bool IsPublic, bool Hides)
{
    /// <summary>Its name in options: <c>published</c>.</summary>
    public string Name => SnakeCaseRule.Convert(Property);
}

/// <summary>Reads <c>[Manager&lt;…>]</c> and <c>[Manager(typeof(…))]</c>.</summary>
internal static class ManagerReader
{
    private const string AttributeType = "Quintet.Db.ManagerAttribute";
    private const string ManagerType = "Quintet.Db.Manager";
    private const string MetaType = "Quintet.Db.ModelMeta";
    private const string Usual = "Objects";

    /// <summary>The managers of a model, those of its bases first; a name of its own takes the place of a base's.</summary>
    public static EquatableArray<ManagerDeclaration> ReadAll(INamedTypeSymbol model, Compilation compilation, List<Finding> findings, CancellationToken cancellation)
    {
        var managers = new List<ManagerDeclaration>();
        var parent = InheritanceReader.ConcreteBase(model);
        for (var t = model; t is not null && !TypeNames.Is(t, ModelReader.ModelType); t = t.BaseType)
        {
            var isOwn = SymbolEqualityComparer.Default.Equals(t, model);
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var attribute in t.GetAttributes())
            {
                if (attribute.AttributeClass is not { } c || !TypeNames.Is(c, AttributeType)) continue;
                var place = SourceLocation.Of(attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation());
                var written = c.TypeArguments.FirstOrDefault() ?? attribute.ConstructorArguments.FirstOrDefault().Value;
                if (written is not INamedTypeSymbol { TypeKind: not TypeKind.Error } type || attribute.ConstructorArguments.LastOrDefault().Value is not string name) continue;
                if (isOwn && WhyNotName(name, model, names) is { } badName)
                {
                    findings.Add(new(DiagnosticTable.ManagerName, place, name, model.Name, badName));
                    continue;
                }

                var closed = Close(type, model, compilation);
                var reason = closed is null ? $"its type parameter does not accept {model.Name}" : WhyNot(closed, model);

                // The managers of an abstract base are its children's; a class for one model is not for those that derive from it.
                if (reason is not null && isOwn && !model.IsAbstract) findings.Add(new(DiagnosticTable.ManagerDoesNotFit, place, type.Name, model.Name, reason));
                if (reason is not null || managers.Any(m => m.Property == name)) continue;
                managers.Add(new(name, closed!.ToDisplayString(TypeNames.Qualified), IsPublic(closed), Hides: parent is not null && (name == Usual || HasManager(parent, name))));
            }
        }

        return managers.ToEquatableArray();
    }

    private static bool HasManager(INamedTypeSymbol? model, string name)
    {
        for (var t = model; t is not null; t = t.BaseType)
        {
            if (t.GetAttributes().Any(a => a.AttributeClass is { } c && TypeNames.Is(c, AttributeType) && a.ConstructorArguments.LastOrDefault().Value is string other && other == name)) return true;
        }

        return false;
    }

    private static string? WhyNotName(string name, INamedTypeSymbol model, HashSet<string> names)
    {
        if (!SyntaxFacts.IsValidIdentifier(name)) return "it is no name for a property";
        if (!names.Add(name)) return "the model has two of that name";
        if (name == model.Name) return "a member cannot have its class's name";
        return name is "Meta" or "Pk" or "Id" || (name != Usual && model.GetMembers(name).Any(m => !m.IsImplicitlyDeclared && !IsGenerated(m))) ? "the model has a member of that name" : null;
    }

    // Of metadata, the property is the generated one.
    private static bool IsGenerated(ISymbol member) => member.DeclaringSyntaxReferences.IsEmpty;

    /// <summary>An open generic class closed over the model; null where its parameter does not accept the model.</summary>
    private static INamedTypeSymbol? Close(INamedTypeSymbol type, INamedTypeSymbol model, Compilation compilation)
    {
        if (!type.IsUnboundGenericType) return type;
        var definition = type.OriginalDefinition;
        if (definition.TypeParameters.Length != 1) return null;
        foreach (var constraint in definition.TypeParameters[0].ConstraintTypes)
        {
            // A constraint that speaks of the parameter itself is checked by the compiler, on what is generated.
            if (constraint is INamedTypeSymbol { IsGenericType: true }) continue;
            if (!compilation.ClassifyConversion(model, constraint).IsImplicit) return null;
        }

        return definition.Construct(model);
    }

    private static string? WhyNot(INamedTypeSymbol type, INamedTypeSymbol model)
    {
        if (type.IsAbstract) return "it is abstract";
        if (!Bases(type).Any(t => TypeNames.Is(t, ManagerType) && IsOf(t, model))) return $"it does not derive from Manager<{model.Name}>";
        return type.InstanceConstructors.Any(c => c is { DeclaredAccessibility: Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal, Parameters.Length: 1 }
            && c.Parameters[0].Type is INamedTypeSymbol parameter && TypeNames.Is(parameter, MetaType) && IsOf(parameter, model)) ? null : $"it has no constructor whose one parameter is the model's metadata, {type.Name}(ModelMeta<{model.Name}> model)";
    }

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (var t = type; t is not null; t = t.BaseType) yield return t;
    }

    private static bool IsOf(INamedTypeSymbol type, INamedTypeSymbol model) => type.TypeArguments.Length == 1 && SymbolEqualityComparer.Default.Equals(type.TypeArguments[0], model);

    private static bool IsPublic(INamedTypeSymbol type)
    {
        for (var t = type; t is not null; t = t.ContainingType)
        {
            if (t.DeclaredAccessibility != Accessibility.Public) return false;
        }

        return true;
    }
}
