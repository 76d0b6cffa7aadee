using System.Reflection;
using System.Text;

namespace ArchitectureTests;

/// <summary>What users can write against, as a list in PublicApi/: a change of it is seen in review, never by accident.</summary>
public class PublicApi
{
    public static TheoryData<string> Folders => ["framework/Contrib/ContentTypes", "framework/Contrib/Messages", "framework/Contrib/Postgres", "framework/Contrib/Sessions", "framework/Core", "framework/Db", "framework/Routing", "framework/Scaffolding", "framework/Schema", "framework/Shell", "framework/Templates", "framework/Web"];

    [Theory]
    [MemberData(nameof(Folders))]
    public void The_public_api_is_the_one_on_the_list(string folder)
    {
        var file = Path.Combine(Repository.Root, "tests", "Architecture", "PublicApi", Path.GetFileName(folder) + ".txt");
        string[] now = [.. Describe(Repository.Assemblies[folder])];
        Assert.NotEmpty(now);
        if (Environment.GetEnvironmentVariable("UPDATE_EXPECT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllLines(file, now);
            return;
        }

        string[] listed = File.Exists(file) ? File.ReadAllLines(file) : [];
        var difference = listed.Except(now).Select(line => "- " + line).Concat(now.Except(listed).Select(line => "+ " + line)).ToArray();
        Assert.True(difference.Length == 0, $"The public API of {folder} is not the one listed. If that is meant: UPDATE_EXPECT=1 dotnet test tests/Architecture\n" + string.Join('\n', difference));
    }

    static IEnumerable<string> Describe(Assembly assembly) => assembly.GetExportedTypes().SelectMany(Describe).Order(StringComparer.Ordinal).Distinct();

    static IEnumerable<string> Describe(Type type)
    {
        var name = FullName(type);
        yield return $"{name} : {Kind(type)}{string.Concat(Above(type).Select(above => ", " + Name(above)))}";
        if (typeof(Delegate).IsAssignableFrom(type))
        {
            yield return $"{name} {Signature(type.GetMethod("Invoke")!)}";
            yield break;
        }

        if (type.IsEnum)
        {
            foreach (var value in Enum.GetNames(type)) yield return $"{name}.{value} = {Convert.ToInt64(Enum.Parse(type, value), null)}";
            yield break;
        }

        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (var constructor in type.GetConstructors(All).Where(Visible)) yield return $"{name}({Parameters(constructor)})";
        foreach (var field in type.GetFields(All).Where(f => f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly)) yield return $"{name}.{field.Name} : {(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{Name(field.FieldType)}";
        foreach (var @event in type.GetEvents(All).Where(e => Visible(e.AddMethod!))) yield return $"{name}.{@event.Name} : event {Name(@event.EventHandlerType!)}";
        foreach (var property in type.GetProperties(All))
        {
            var accessors = property.GetAccessors(nonPublic: true).Where(Visible).ToArray();
            if (accessors.Length == 0 || IsOfTheRecord(type, property.Name)) continue;
            var index = property.GetIndexParameters();
            var parts = accessors.Select(a => a == property.GetMethod ? "get;" : IsInit(a) ? "init;" : "set;");
            yield return $"{name}.{property.Name}{(index.Length > 0 ? $"[{string.Join(", ", index.Select(p => Name(p.ParameterType)))}]" : "")} {{ {string.Join(' ', parts)} }} : {Modifiers(accessors[0])}{Name(property.PropertyType)}";
        }

        foreach (var method in type.GetMethods(All).Where(Visible))
        {
            if (method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal) || method.Name.Contains('<') || IsOfTheRecord(type, method.Name)) continue;
            yield return $"{name}.{method.Name}{Generic(method.IsGenericMethod ? method.GetGenericArguments() : [])}{Signature(method)}";
        }
    }

    static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        _ when typeof(Delegate).IsAssignableFrom(type) => "delegate",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    static IEnumerable<Type> Above(Type type)
    {
        if (type.IsEnum || typeof(Delegate).IsAssignableFrom(type)) return [];
        var bases = type.BaseType is { } b && b != typeof(object) && b != typeof(ValueType) ? [b] : Type.EmptyTypes;
        return bases.Concat(type.GetInterfaces().Where(i => i.IsVisible).OrderBy(Name, StringComparer.Ordinal));
    }

    static bool Visible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    static bool IsInit(MethodInfo setter) => setter.ReturnParameter.GetRequiredCustomModifiers().Any(m => m.Name == "IsExternalInit");

    /// <summary>What the compiler writes for every record says nothing about the API.</summary>
    static bool IsOfTheRecord(Type type, string member) =>
        type.GetMethod("<Clone>$") is not null && member is "Equals" or "GetHashCode" or "ToString" or "PrintMembers" or "EqualityContract" or "op_Equality" or "op_Inequality";

    static string Modifiers(MethodInfo method) =>
        method.IsStatic ? "static " : method.IsAbstract && !method.DeclaringType!.IsInterface ? "abstract " : method.IsVirtual && !method.IsFinal && !method.DeclaringType!.IsInterface ? (method.GetBaseDefinition() == method ? "virtual " : "override ") : "";

    static string Signature(MethodInfo method) => $"({Parameters(method)}) : {Modifiers(method)}{Name(method.ReturnType)}";

    static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p => $"{(p.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "")}{Name(p.ParameterType)} {p.Name}{(p.HasDefaultValue ? " = " + (p.DefaultValue is string s ? $"\"{s}\"" : p.DefaultValue ?? "null") : "")}"));

    static string FullName(Type type) => (type.DeclaringType is { } outer ? FullName(outer) + "." : type.Namespace + ".") + Bare(type) + Generic(Own(type));

    static string Name(Type type)
    {
        if (type.IsByRef) return "ref " + Name(type.GetElementType()!);
        if (type.IsArray) return Name(type.GetElementType()!) + "[]";
        if (Nullable.GetUnderlyingType(type) is { } value) return Name(value) + "?";
        if (type.IsGenericParameter) return type.Name;
        return Short.TryGetValue(type, out var keyword) ? keyword : Bare(type) + Generic(type.GetGenericArguments());
    }

    static Type[] Own(Type type) => type.IsGenericType ? type.GetGenericArguments()[(type.DeclaringType?.GetGenericArguments().Length ?? 0)..] : [];

    static string Bare(Type type) => type.Name.Split('`')[0];

    static string Generic(Type[] arguments) => arguments.Length == 0 ? "" : new StringBuilder("<").AppendJoin(", ", arguments.Select(Name)).Append('>').ToString();

    static readonly Dictionary<Type, string> Short = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(decimal)] = "decimal",
        [typeof(double)] = "double",
        [typeof(char)] = "char",
        [typeof(byte)] = "byte",
    };
}
