using System.Collections.Concurrent;
using System.Reflection;

namespace Quintet.Templates.Values;

/// <summary>
/// What a template may read of a CLR type: public properties, fields, and methods that need no arguments; by their C# name and in
/// snake_case. Made once per type, with delegates, so that reading uses no reflection.
/// </summary>
internal sealed class TypeMembers
{
    private readonly Dictionary<string, MemberReader> _readers = new(StringComparer.Ordinal);
    private readonly List<(string Name, Func<object, object?> Read)> _asyncProperties = [];

    private TypeMembers(Type type)
    {
        IsDictionary = DictionaryView.IsDictionary(type);
        HasOwnLookup = typeof(ITemplateMembers).IsAssignableFrom(type);
        IsJson = JsonValues.IsJson(type);
        IsDynamic = typeof(System.Dynamic.DynamicObject).IsAssignableFrom(type);
        if (IsReflection(type))
        {
            // A template says how a type is called, and does not walk from it through the program.
            foreach (var name in (string[])["Name", "FullName"])
            {
                if (type.GetProperty(name, typeof(string))?.GetMethod is { IsPublic: true } getter) _readers[name] = _readers[Quintet.Names.ToSnakeCase(name)] = MemberReader.Of(type, getter);
            }

            return;
        }

        if (IsDictionary)
        {
            // What Python's dict has; the C# members would only hide keys that are missing.
            _readers["items"] = MemberReader.Of(value => DictionaryView.Of(value)!.Items().Select(item => (object)item).ToList());
            _readers["keys"] = MemberReader.Of(value => DictionaryView.Of(value)!.Keys());
            _readers["values"] = MemberReader.Of(value => DictionaryView.Of(value)!.Items().Select(item => item.Value).ToList());
            return;
        }

        // From the derived class to its bases, so that a member declared again hides the older one.
        for (var declaring = type; declaring is not null && declaring != typeof(object); declaring = declaring.BaseType)
        {
            const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;
            foreach (var property in declaring.GetProperties(Own))
            {
                if (property.GetMethod is { IsPublic: true } getter && property.GetIndexParameters().Length == 0 && IsReadable(getter)) AddProperty(property, MemberReader.Of(type, getter));
            }

            foreach (var field in declaring.GetFields(Own)) _readers.TryAdd(field.Name, MemberReader.Of(field.GetValue));
            foreach (var method in declaring.GetMethods(Own))
            {
                if (method.IsSpecialName || method.IsGenericMethodDefinition || !IsReadable(method) || method.GetParameters().Any(p => !p.IsOptional)) continue;
                // What C# refuses to compile a template does not call either: LINQ's verbs on a query set.
                if (method.GetCustomAttribute<ObsoleteAttribute>() is { IsError: true }) continue;
                if (method.GetBaseDefinition().DeclaringType == typeof(object) && method.Name != nameof(ToString)) continue;
                _readers.TryAdd(method.Name, AltersData(type, method) ? MemberReader.Forbidden : AsyncValues.IsAsync(method.ReturnType) ? MemberReader.Of(TaskOf(method.ReturnType, MemberReader.Of(type, method))) : MemberReader.Of(type, method));
            }
        }

        foreach (var (name, reader) in _readers.ToList()) _readers.TryAdd(Quintet.Names.ToSnakeCase(name), reader);
    }

    private void AddProperty(PropertyInfo property, MemberReader reader)
    {
        if (!AsyncValues.IsAsync(property.PropertyType))
        {
            _readers.TryAdd(property.Name, reader);
            return;
        }

        var read = TaskOf(property.PropertyType, reader);
        if (!_readers.TryAdd(property.Name, MemberReader.Of(read))) return;
        _asyncProperties.Add((property.Name, read));
        var name = Quintet.Names.ToSnakeCase(property.Name);
        if (name != property.Name) _asyncProperties.Add((name, read));
    }

    /// <summary>Reads a task. A ValueTask becomes a Task, which can be looked at twice and is known for one wherever it turns up.</summary>
    private static Func<object, object?> TaskOf(Type type, MemberReader reader)
    {
        if (!type.IsValueType) return target => reader.Read(target).ToObject();
        var asTask = type.GetMethod(nameof(ValueTask<>.AsTask))!;
        return target => asTask.Invoke(reader.Read(target).ToObject(), null);
    }

    /// <summary>Whether a method is marked so, or is the asynchronous form of one that is: <c>DeleteAsync</c> of <c>Delete</c>.</summary>
    private static bool AltersData(Type type, MethodInfo method) =>
        method.IsDefined(typeof(AltersDataAttribute), inherit: true)
        || (method.Name.EndsWith("Async", StringComparison.Ordinal)
            && type.GetMethods().Any(other => other.Name == method.Name[..^"Async".Length] && (other.ReturnType == typeof(void) || other.IsDefined(typeof(AltersDataAttribute), inherit: true))));

    /// <summary>The properties that are tasks or asynchronous sequences, by each of their names.</summary>
    public IReadOnlyList<(string Name, Func<object, object?> Read)> AsyncProperties => _asyncProperties;

    /// <summary>Whether values of this type are JSON, whose names are those of its content.</summary>
    public bool IsJson { get; }

    /// <summary>Whether values of this type answer for their members themselves.</summary>
    public bool IsDynamic { get; }

    public bool IsDictionary { get; }

    /// <summary>Whether values of this type are asked first (<see cref="ITemplateMembers"/>).</summary>
    public bool HasOwnLookup { get; }

    public IReadOnlyCollection<string> Names => _readers.Keys;

    public MemberReader? Find(string name) => _readers.GetValueOrDefault(name);

    private static bool IsReflection(Type type) =>
        typeof(MemberInfo).IsAssignableFrom(type) || typeof(Delegate).IsAssignableFrom(type) || typeof(AppDomain).IsAssignableFrom(type)
        || type.Namespace is { } space && (space == "System.Reflection" || space.StartsWith("System.Reflection.", StringComparison.Ordinal) || space.StartsWith("System.Runtime", StringComparison.Ordinal) && !typeof(System.Runtime.CompilerServices.ITuple).IsAssignableFrom(type));

    private static bool IsReadable(MethodInfo method)
    {
        var type = method.ReturnType;
        // A task without a result has nothing to show, and calling a method for it would change something.
        return type != typeof(void) && !type.IsByRef && !type.IsByRefLike && !type.IsPointer && type != typeof(Task) && type != typeof(ValueTask);
    }

    /// <summary>The members of all types met so far; one per engine.</summary>
    internal sealed class Cache
    {
        private readonly ConcurrentDictionary<Type, TypeMembers> _types = new();

        public TypeMembers For(Type type) => _types.GetOrAdd(type, static t => new(t));
    }
}
