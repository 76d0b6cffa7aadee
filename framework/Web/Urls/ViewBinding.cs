using System.Globalization;
using System.Reflection;
using Quintet.Http;
using Quintet.Views;

namespace Quintet.Urls;

/// <summary>Calls a view with the values of its route.</summary>
/// <param name="request">The request.</param>
/// <param name="kwargs">Captured values and extra arguments, by parameter name.</param>
public delegate ValueTask<HttpResponse> ViewHandler(HttpRequest request, IReadOnlyDictionary<string, object?> kwargs);

/// <summary>How a view function is called; the generator writes one per view, so that nothing reflects at run time.</summary>
/// <param name="Method">The view's method: the key by which <c>Path(…, Views.Detail)</c> finds its binding, once, at start-up.</param>
/// <param name="Invoke">Takes each parameter from the route's values (<see cref="ViewArgument"/>) and calls the method.</param>
public sealed record ViewBinding(MethodInfo Method, ViewHandler Invoke);

/// <summary>Calls a method of a class-based view.</summary>
public delegate ValueTask<HttpResponse> ClassViewHandler(View view, HttpRequest request, IReadOnlyDictionary<string, object?> kwargs);

/// <summary>How one HTTP method of a class-based view is called; the generator writes one per <c>Get</c>, <c>Post</c>, ….</summary>
/// <param name="View">The class that declares the method.</param>
/// <param name="Method">The C# method: <c>Get</c>, <c>Post</c>, <c>Put</c>, <c>Patch</c>, <c>Delete</c>, <c>Head</c>, <c>Options</c>.</param>
/// <param name="Invoke">Casts the view and calls the method.</param>
public sealed record ClassViewBinding(Type View, MethodInfo Method, ClassViewHandler Invoke);

/// <summary>Gives a view's parameter its value; called by generated code.</summary>
public static class ViewArgument
{
    /// <summary>The value of a parameter that the route or its extra arguments must give.</summary>
    /// <exception cref="Http404">The value is a number too large for the parameter's type: there can be no such object.</exception>
    public static T Get<T>(IReadOnlyDictionary<string, object?> kwargs, string name) =>
        kwargs.TryGetValue(name, out var value)
            ? Convert<T>(value, name)
            : throw new InvalidOperationException($"The view's parameter '{name}' has no value: neither the route nor its extra arguments give one.");

    /// <summary>The value of a parameter that has a default.</summary>
    public static T Get<T>(IReadOnlyDictionary<string, object?> kwargs, string name, T defaultValue) =>
        kwargs.TryGetValue(name, out var value) ? Convert<T>(value, name) : defaultValue;

    /// <summary>Whether a value of <paramref name="from"/> reaches a parameter of <paramref name="to"/>; asked at start-up.</summary>
    internal static bool Fits(Type from, Type to)
    {
        to = Nullable.GetUnderlyingType(to) ?? to;
        if (from == typeof(RegexText)) return to == typeof(string) || to == typeof(object) || to == typeof(Guid) || IsNumber(to);
        return to.IsAssignableFrom(from) || (from == typeof(long) && IsNumber(to));
    }

    private static bool IsNumber(Type type) =>
        type == typeof(int) || type == typeof(long) || type == typeof(short) || type == typeof(byte) || type == typeof(uint) || type == typeof(ulong) ||
        type == typeof(ushort) || type == typeof(sbyte) || type == typeof(decimal) || type == typeof(double) || type == typeof(float);

    private static T Convert<T>(object? value, string name)
    {
        if (value is T exact) return exact;
        if (value is null && default(T) is null) return default!;
        if (value is long number)
        {
            // The JIT keeps one of these branches for each T.
            if (typeof(T) == typeof(int) || typeof(T) == typeof(int?)) return number is <= int.MaxValue and >= int.MinValue ? (T)(object)(int)number : throw TooLarge(number, name);
            try
            {
                return (T)System.Convert.ChangeType(number, Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T), CultureInfo.InvariantCulture);
            }
            catch (OverflowException)
            {
                throw TooLarge(number, name);
            }
        }

        if (value is System.Numerics.BigInteger) throw TooLarge(value, name);
        if (value is string text && Parsed<T>(text) is T parsed) return parsed;
        throw new InvalidOperationException($"The view's parameter '{name}' is {typeof(T).Name}, but the route gives {value?.GetType().Name ?? "null"}.");
    }

    /// <summary>What a regular expression captured, as the number or the <see cref="Guid"/> that the parameter is; there can be no object of any other text.</summary>
    private static object? Parsed<T>(string text)
    {
        var type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        if (type == typeof(Guid)) return Guid.TryParse(text, out var guid) ? guid : throw new Http404($"'{text}' is no UUID.");
        if (!IsNumber(type)) return null;
        try
        {
            return System.Convert.ChangeType(text, type, CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw new Http404($"'{text}' is no {type.Name}.");
        }
    }

    private static Http404 TooLarge(object number, string name) => new($"{number} is too large for '{name}'.");
}

/// <summary>Makes one type of what views return; called by generated code.</summary>
public static class ViewResult
{
    public static ValueTask<HttpResponse> Of(HttpResponse response) => new(response);

    public static ValueTask<HttpResponse> Of(Task<HttpResponse> response) => new(response);

    public static ValueTask<HttpResponse> Of(ValueTask<HttpResponse> response) => response;

    /// <summary>For tasks of a type derived from <see cref="HttpResponse"/>.</summary>
    public static async ValueTask<HttpResponse> Of<T>(Task<T> response) where T : HttpResponse => await response;

    /// <inheritdoc cref="Of{T}(Task{T})"/>
    public static async ValueTask<HttpResponse> Of<T>(ValueTask<T> response) where T : HttpResponse => await response;
}
