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

    private TypeMembers(Type type)
    {
        IsDictionary = DictionaryView.IsDictionary(type);
        HasOwnLookup = typeof(ITemplateMembers).IsAssignableFrom(type);
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
                if (property.GetMethod is { IsPublic: true } getter && property.GetIndexParameters().Length == 0 && IsReadable(getter)) _readers.TryAdd(property.Name, MemberReader.Of(type, getter));
            }

            foreach (var field in declaring.GetFields(Own)) _readers.TryAdd(field.Name, MemberReader.Of(field.GetValue));
            foreach (var method in declaring.GetMethods(Own))
            {
                if (method.IsSpecialName || method.IsGenericMethodDefinition || !IsReadable(method) || method.GetParameters().Any(p => !p.IsOptional)) continue;
                // What C# refuses to compile a template does not call either: LINQ's verbs on a query set.
                if (method.GetCustomAttribute<ObsoleteAttribute>() is { IsError: true }) continue;
                if (method.GetBaseDefinition().DeclaringType == typeof(object) && method.Name != nameof(ToString)) continue;
                _readers.TryAdd(method.Name, method.IsDefined(typeof(AltersDataAttribute), inherit: true) ? MemberReader.Forbidden : MemberReader.Of(type, method));
            }
        }

        foreach (var (name, reader) in _readers.ToList()) _readers.TryAdd(Quintet.Names.ToSnakeCase(name), reader);
    }

    public bool IsDictionary { get; }

    /// <summary>Whether values of this type are asked first (<see cref="ITemplateMembers"/>).</summary>
    public bool HasOwnLookup { get; }

    public IReadOnlyCollection<string> Names => _readers.Keys;

    public MemberReader? Find(string name) => _readers.GetValueOrDefault(name);

    private static bool IsReadable(MethodInfo method)
    {
        var type = method.ReturnType;
        return type != typeof(void) && !type.IsByRef && !type.IsByRefLike && !type.IsPointer && !typeof(Task).IsAssignableFrom(type)
            && type != typeof(ValueTask) && !(type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>));
    }

    /// <summary>The members of all types met so far; one per engine.</summary>
    internal sealed class Cache
    {
        private readonly ConcurrentDictionary<Type, TypeMembers> _types = new();

        public TypeMembers For(Type type) => _types.GetOrAdd(type, static t => new(t));
    }
}
