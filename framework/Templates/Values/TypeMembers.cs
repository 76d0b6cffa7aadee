using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Quintet.Templates.Values;

/// <summary>Reads one member of an object.</summary>
/// <param name="Read">Gives the value; null for a member that a template must not touch.</param>
internal sealed record MemberReader(Func<object, object?>? Read);

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
        if (IsDictionary)
        {
            // What Python's dict has; the C# members would only hide keys that are missing.
            _readers["items"] = new(value => DictionaryView.Of(value)!.Items().Select(item => (object)item).ToList());
            _readers["keys"] = new(value => DictionaryView.Of(value)!.Keys());
            _readers["values"] = new(value => DictionaryView.Of(value)!.Items().Select(item => item.Value).ToList());
            return;
        }

        // From the derived class to its bases, so that a member declared again hides the older one.
        for (var declaring = type; declaring is not null && declaring != typeof(object); declaring = declaring.BaseType)
        {
            const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;
            foreach (var property in declaring.GetProperties(Own))
            {
                if (property.GetMethod is { IsPublic: true } getter && property.GetIndexParameters().Length == 0 && IsReadable(getter)) Add(property.Name, Make(type, getter));
            }

            foreach (var field in declaring.GetFields(Own)) Add(field.Name, field.GetValue!);
            foreach (var method in declaring.GetMethods(Own))
            {
                if (method.IsSpecialName || method.IsGenericMethodDefinition || !IsReadable(method) || method.GetParameters().Any(p => !p.IsOptional)) continue;
                // What C# refuses to compile a template does not call either: LINQ's verbs on a query set.
                if (method.GetCustomAttribute<ObsoleteAttribute>() is { IsError: true }) continue;
                if (method.GetBaseDefinition().DeclaringType == typeof(object) && method.Name != nameof(ToString)) continue;
                Add(method.Name, method.IsDefined(typeof(AltersDataAttribute), inherit: true) ? null : Make(type, method));
            }
        }

        foreach (var (name, reader) in _readers.ToList()) _readers.TryAdd(Quintet.Names.ToSnakeCase(name), reader);
    }

    public bool IsDictionary { get; }

    public IReadOnlyCollection<string> Names => _readers.Keys;

    public MemberReader? Find(string name) => _readers.GetValueOrDefault(name);

    private void Add(string name, Func<object, object?>? read) => _readers.TryAdd(name, new(read));

    private static bool IsReadable(MethodInfo method)
    {
        var type = method.ReturnType;
        return type != typeof(void) && !type.IsByRef && !type.IsByRefLike && !type.IsPointer && !typeof(Task).IsAssignableFrom(type)
            && type != typeof(ValueTask) && !(type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>));
    }

    private static Func<object, object?> Make(Type type, MethodInfo method)
    {
        var parameters = method.GetParameters();
        if (parameters.Length > 0)
        {
            var defaults = parameters.Select(p => p.HasDefaultValue ? p.DefaultValue : Type.Missing).ToArray();
            return value => method.Invoke(value, BindingFlags.DoNotWrapExceptions, null, defaults, null);
        }

        var factory = type.IsValueType ? nameof(MakeForValue) : nameof(MakeForReference);
        return (Func<object, object?>)typeof(TypeMembers).GetMethod(factory, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type.IsValueType ? type : method.DeclaringType!, method.ReturnType).Invoke(null, [method])!;
    }

    private delegate TResult ValueGetter<T, TResult>(ref T self);

    private static Func<object, object?> MakeForReference<T, TResult>(MethodInfo method) where T : class
    {
        var get = method.CreateDelegate<Func<T, TResult>>();
        return value => get((T)value);
    }

    private static Func<object, object?> MakeForValue<T, TResult>(MethodInfo method) where T : struct
    {
        // A method that the struct inherits cannot be bound to it by reference.
        if (method.DeclaringType != typeof(T)) return value => method.Invoke(value, BindingFlags.DoNotWrapExceptions, null, null, null);
        var get = method.CreateDelegate<ValueGetter<T, TResult>>();
        return value => get(ref Unsafe.Unbox<T>(value));
    }

    /// <summary>The members of all types met so far; one per engine.</summary>
    internal sealed class Cache
    {
        private readonly ConcurrentDictionary<Type, TypeMembers> _types = new();

        public TypeMembers For(Type type) => _types.GetOrAdd(type, static t => new(t));
    }
}
