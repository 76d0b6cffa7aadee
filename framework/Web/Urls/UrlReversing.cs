using System.Reflection;
using Quintet.Routing;

namespace Quintet.Urls;

/// <summary>Something that has a page of its own (Django's <c>get_absolute_url</c>): a model that says where it is shown.</summary>
public interface IHasAbsoluteUrl
{
    /// <summary>The path of its page, mostly <c>Reverse("book_detail", new { id = Id })</c>.</summary>
    string GetAbsoluteUrl();
}

/// <summary>A path that is worked out each time it is asked for (Django's <c>reverse_lazy</c>): it can be written where the routes are not there yet.</summary>
public sealed class LazyUrl
{
    private readonly Func<string> _reverse;

    internal LazyUrl(Func<string> reverse) => _reverse = reverse;

    /// <summary>The path.</summary>
    /// <exception cref="NoReverseMatchException">There is no such name, or none of its routes takes the arguments.</exception>
    public override string ToString() => _reverse();

    public static implicit operator string(LazyUrl url) => url.ToString();
}

/// <summary>Reverses names with arguments of any type.</summary>
internal static class UrlReversing
{
    /// <param name="name">The URL name.</param>
    /// <param name="arguments">An anonymous object or a dictionary by name; an array or a list in the order of the route; the only one as it is.</param>
    /// <param name="currentApp">The instance that is meant where a namespace has several.</param>
    /// <param name="conf">The URL configuration; null for the one in force.</param>
    public static string Reverse<T>(string name, T arguments, string? currentApp = null, Type? conf = null) where T : notnull
    {
        var (args, kwargs) = ArgumentReader<T>.Split(arguments);
        return Whole(UrlsOf(conf).Tree.Reverser.Reverse(name, args, kwargs, currentApp));
    }

    /// <summary>The path of a view function or a class-based view.</summary>
    public static string ReverseView<T>(MemberInfo view, string shown, T arguments) where T : notnull
    {
        var (args, kwargs) = ArgumentReader<T>.Split(arguments);
        return Whole(UrlScope.Current.Tree.Reverser.ReverseView(view, shown, args, kwargs));
    }

    /// <summary>An address stays as it is; anything else is a URL name (Django's <c>resolve_url</c>).</summary>
    public static string ResolveUrl(string to)
    {
        if (to.StartsWith("./", StringComparison.Ordinal) || to.StartsWith("../", StringComparison.Ordinal)) return to;
        try
        {
            return Reverse(to, NoArguments.Instance);
        }
        catch (NoReverseMatchException) when (to.Contains('/') || to.Contains('.'))
        {
            return to;
        }
    }

    private static UrlConfiguration UrlsOf(Type? conf) => conf is null ? UrlScope.Current : Application.Current.UrlsOf(conf);

    private static string Whole(string path) => UrlEncoding.Prepend(UrlScope.ScriptPrefix, path);
}

/// <summary>How templates reverse: in the URL configuration in force, which is mostly the settings' own.</summary>
internal sealed class ContextReverser(Application application) : IUrlReverser
{
    public string Reverse(string name, IReadOnlyList<object?> args, IReadOnlyDictionary<string, object?> kwargs, string? currentApp = null) =>
        UrlEncoding.Prepend(UrlScope.ScriptPrefix, (application.UrlsVary ? UrlScope.Current : application.RootUrls).Tree.Reverser.Reverse(name, args, kwargs, currentApp));

    public PreparedUrl? Prepare(string name, int positional, IReadOnlyList<string> keywords, string? currentApp = null) =>
        application.ScriptPrefix == "/" && application.RootUrls.Tree.Reverser.Prepare(name, positional, keywords, currentApp) is { } prepared ? new Guarded(application, prepared) : null;

    /// <summary>Good for the settings' own URL configuration; where another is in force, the usual way is gone.</summary>
    private sealed class Guarded(Application application, PreparedUrl inner) : PreparedUrl
    {
        public override bool TryWrite(ReadOnlySpan<UrlArgument> arguments, Span<byte> destination, out int written)
        {
            if (!application.UrlsVary || (UrlScope.Current == application.RootUrls && UrlScope.ScriptPrefix == "/")) return inner.TryWrite(arguments, destination, out written);
            written = 0;
            return false;
        }
    }
}

internal sealed class NoArguments
{
    public static readonly NoArguments Instance = new();
}

/// <summary>Reads the properties of an anonymous type by a delegate that is made once for the type.</summary>
internal static class ArgumentReader<T> where T : notnull
{
    private static readonly KeyValuePair<string, Func<T, object?>>[] Properties =
        [.. typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanRead && property.GetIndexParameters().Length == 0).Select(Reader)];

    public static IReadOnlyDictionary<string, object?> Read(T arguments)
    {
        if (arguments is IReadOnlyDictionary<string, object?> dictionary) return dictionary;
        var values = new Dictionary<string, object?>(Properties.Length, StringComparer.Ordinal);
        foreach (var (name, read) in Properties) values[name] = read(arguments);
        return values;
    }

    /// <summary>Positional arguments, or named ones.</summary>
    public static (IReadOnlyList<object?> Args, IReadOnlyDictionary<string, object?> Kwargs) Split(T arguments) => arguments switch
    {
        IReadOnlyDictionary<string, object?> => ([], Read(arguments)),
        string or IFormattable or bool => ([arguments], System.Collections.Frozen.FrozenDictionary<string, object?>.Empty),
        System.Collections.IEnumerable list => ([.. list.Cast<object?>()], System.Collections.Frozen.FrozenDictionary<string, object?>.Empty),
        _ => ([], Read(arguments)),
    };

    private static KeyValuePair<string, Func<T, object?>> Reader(PropertyInfo property) =>
        new(property.Name, (Func<T, object?>)typeof(ArgumentReader<T>).GetMethod(nameof(Make), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(property.PropertyType).Invoke(null, [property])!);

    private static Func<T, object?> Make<TValue>(PropertyInfo property)
    {
        // A reference type's getter takes the object itself; a struct's would take it by reference.
        if (typeof(T).IsValueType) return target => property.GetValue(target);
        var getter = property.GetMethod!.CreateDelegate<Func<T, TValue>>();
        return target => getter(target);
    }
}
