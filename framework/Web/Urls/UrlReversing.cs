using System.Reflection;

namespace Quintet.Urls;

/// <summary>Something that has a page of its own (Django's <c>get_absolute_url</c>): a model that says where it is shown.</summary>
public interface IHasAbsoluteUrl
{
    /// <summary>The path of its page, mostly <c>Reverse("book_detail", new { id = Id })</c>.</summary>
    string GetAbsoluteUrl();
}

/// <summary>Reverses names with arguments of any type.</summary>
internal static class UrlReversing
{
    public static string Reverse<T>(string name, T arguments) where T : notnull =>
        Application.Current.Urls.Reverser.Reverse(name, [], ArgumentReader<T>.Read(arguments));

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
