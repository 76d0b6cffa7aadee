using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;

namespace Quintet.Templates.Values;

/// <summary>
/// Tasks and asynchronous sequences among a template's values: what they give. <c>RenderAsync</c> awaits those that are variables, loops
/// or shown as they are; one in the middle of an expression, or met by <c>Render</c>, holds up the thread until it is done.
/// </summary>
/// <remarks>One per engine; what to do with a type is found out once.</remarks>
internal sealed class AsyncValues
{
    private readonly ConcurrentDictionary<Type, Func<object, CancellationToken, ValueTask<object?>>?> _awaiters = new();

    /// <summary>Whether a value is one.</summary>
    public bool IsAsync(object? value) => value is not (null or string or SafeString or IEnumerable) && Awaiter(value.GetType()) is not null;

    /// <summary>Whether values of this type are awaited: <c>Task&lt;T&gt;</c>, <c>ValueTask&lt;T&gt;</c>, and what is an <c>IAsyncEnumerable&lt;T&gt;</c> only.</summary>
    public static bool IsAsync(Type type) => Result(type) is not null;

    /// <summary>What a value gives when it is awaited; any other value is itself.</summary>
    public ValueTask<object?> Await(object? value, CancellationToken cancellation = default) =>
        value is not null && Awaiter(value.GetType()) is { } awaiter ? awaiter(value, cancellation) : new(value);

    /// <summary>As <see cref="Await"/>, and waits for it.</summary>
    public object? Wait(object? value)
    {
        var pending = Await(value);
        return pending.IsCompletedSuccessfully ? pending.Result : pending.AsTask().GetAwaiter().GetResult();
    }

    private Func<object, CancellationToken, ValueTask<object?>>? Awaiter(Type type) => _awaiters.GetOrAdd(type, static t => Result(t) is not var (method, result)
        ? null
        : typeof(AsyncValues).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(result).CreateDelegate<Func<object, CancellationToken, ValueTask<object?>>>());

    private static (string Method, Type Result)? Result(Type type)
    {
        if (type.IsValueType) return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>) ? (nameof(OfValueTask), type.GenericTypeArguments[0]) : null;
        for (var t = type; t is not null; t = t.BaseType)
        {
            // A task without a result is a Task<VoidTaskResult> inside; there is nothing to show.
            if (t.IsGenericType && t.GetGenericTypeDefinition() == typeof(Task<>)) return t.GenericTypeArguments[0].FullName == "System.Threading.Tasks.VoidTaskResult" ? null : (nameof(OfTask), t.GenericTypeArguments[0]);
        }

        // What can be gone through at once, such as a query set, is.
        if (typeof(IEnumerable).IsAssignableFrom(type)) return null;
        var sequence = type.IsInterface && IsSequence(type) ? type : Array.Find(type.GetInterfaces(), IsSequence);
        return sequence is null ? null : (nameof(OfSequence), sequence.GenericTypeArguments[0]);
    }

    private static bool IsSequence(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>);

    private static async ValueTask<object?> OfTask<T>(object task, CancellationToken cancellation) => await ((Task<T>)task).WaitAsync(cancellation).ConfigureAwait(false);

    private static async ValueTask<object?> OfValueTask<T>(object task, CancellationToken cancellation)
    {
        var pending = (ValueTask<T>)task;
        return pending.IsCompletedSuccessfully ? pending.Result : await pending.AsTask().WaitAsync(cancellation).ConfigureAwait(false);
    }

    private static async ValueTask<object?> OfSequence<T>(object sequence, CancellationToken cancellation)
    {
        var items = new List<T>();
        await foreach (var item in ((IAsyncEnumerable<T>)sequence).WithCancellation(cancellation).ConfigureAwait(false)) items.Add(item);
        return items;
    }
}
