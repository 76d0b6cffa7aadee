using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ArchitectureTests;

/// <summary>
/// There is no mutable static state outside <c>Context</c>. Caches keyed by what they were computed from may stand in a
/// static field, each named below with the reason why no test and no request can see another's.
/// </summary>
public class StaticState
{
    static readonly Dictionary<string, string> Allowed = new()
    {
        ["Quintet.Context.Ambient"] = "the one ambient context",
        ["Quintet.Context._root"] = "the one ambient context, as an app starts",
        ["Quintet.Db.Sql.DeclaredAggregate.Known"] = "the attributes of methods, by the method",
        ["Quintet.Db.Sql.DeclaredFunction.Known"] = "the attributes of methods, by the method",
        ["Quintet.Db.Sql.OwnLookup.Methods"] = "the attributes of methods, by the method",
        ["Quintet.Templates.Values.ZoneNames.Files"] = "the machine's time zone files, by the zone's name",
        ["Quintet.Testing.TestRun.Applications"] = "the projects that a test process has loaded, by the class of tests",
        ["Quintet.Testing.TestRun.Databases"] = "the databases of a test process, which end with it",
        ["Quintet.Reading.LiteralReader.Members"] = "a literal table; netstandard2.0 has no frozen dictionaries",
    };

    [Fact]
    public void There_is_no_mutable_static_state()
    {
        var found = Repository.Assemblies.Values
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => !IsWrittenByTheCompiler(type))
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(IsMutable)
            .Select(field => $"{field.DeclaringType!.FullName}.{field.Name}")
            .ToHashSet();

        Assert.True(found.IsSubsetOf(Allowed.Keys), "Mutable static state:\n" + string.Join('\n', found.Except(Allowed.Keys).Order(StringComparer.Ordinal)));
        Assert.True(Allowed.Keys.All(found.Contains), "No longer mutable, or gone; strike from the list: " + string.Join(", ", Allowed.Keys.Except(found)));
    }

    static bool IsMutable(FieldInfo field)
    {
        if (field.IsLiteral) return false;
        if (!field.IsInitOnly) return true;
        var type = field.FieldType;
        if (type.IsArray) return !field.IsPrivate && field.DeclaringType!.IsVisible && !field.IsAssembly; // users could write into it
        if (type.IsGenericType && type.GetGenericTypeDefinition() is var open && (open == typeof(AsyncLocal<>) || open == typeof(ThreadLocal<>) || open == typeof(ConditionalWeakTable<,>))) return true;
        if (type.Namespace is "System.Collections.Frozen" or "System.Collections.Immutable" or "System.Collections.ObjectModel") return false;
        return type.Namespace?.StartsWith("System.Collections", StringComparison.Ordinal) == true
            && !type.IsInterface
            && typeof(IEnumerable).IsAssignableFrom(type);
    }

    static bool IsWrittenByTheCompiler(Type type)
    {
        for (var t = type; t is not null; t = t.DeclaringType)
        {
            if (t.Name.StartsWith('<') || t.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute))) return true;
            // The regex and JSON generators write into these; what they keep there is theirs.
            if (t.Namespace?.StartsWith("System.", StringComparison.Ordinal) == true) return true;
        }

        return false;
    }
}
