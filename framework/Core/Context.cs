using System.Runtime.CompilerServices;

namespace Quintet;

/// <summary>Names a value that lives in a <see cref="Context"/>; each assembly declares its own keys.</summary>
/// <param name="name">Shown where the value is missing.</param>
public sealed class ContextKey<T>(string name) where T : class
{
    public string Name { get; } = name;
}

/// <summary>
/// The one ambient context: connections, settings, URL configuration, language and time zone are reached through it
/// and through nothing else, so that tests run side by side, each with its own.
/// </summary>
/// <remarks>
/// Immutable; <see cref="With{T}"/> makes a new one. It flows with the async control flow. A value set inside an
/// async method does not reach its caller, so <see cref="Enter"/> is called in methods that are not async.
/// </remarks>
public sealed class Context
{
    private static readonly AsyncLocal<Context?> Ambient = new();
    private static Context _root = new([], []);

    // The one that was set last stands first. They are few, so that to look at one after the other is the quickest.
    private readonly object[] _keys;
    private readonly object[] _values;

    private Context(object[] keys, object[] values) => (_keys, _values) = (keys, values);

    /// <summary>The context in force: the one entered last in this flow, else the process's.</summary>
    public static Context Current => Ambient.Value ?? _root;

    /// <summary>Makes this the context of every flow that has not entered one. Called once, when an app starts.</summary>
    public static void SetRoot(Context context) => _root = context;

    /// <summary>A context like this one in which <paramref name="key"/> has <paramref name="value"/>.</summary>
    public Context With<T>(ContextKey<T> key, T value) where T : class
    {
        var old = Array.IndexOf(_keys, key);
        return old < 0 ? new([key, .. _keys], [value, .. _values]) : new([key, .. Without(_keys, old)], [value, .. Without(_values, old)]);
    }

    public T? Find<T>(ContextKey<T> key) where T : class
    {
        var keys = _keys;
        for (var i = 0; i < keys.Length; i++)
        {
            // With, the only way in, takes a value of the key's type.
            if (ReferenceEquals(keys[i], key)) return Unsafe.As<T>(_values[i]);
        }

        return null;
    }

    /// <summary>The value of a key.</summary>
    /// <exception cref="InvalidOperationException">Nothing set it: no app has been started here.</exception>
    public T Get<T>(ContextKey<T> key) where T : class => Find(key) ?? throw new InvalidOperationException(
        $"There is no {key.Name} here. It is set when an app starts (Manage.cs) or by the test case; this code runs before or outside of both.");

    /// <summary>Makes this context the current one until the returned scope is disposed.</summary>
    public Scope Enter()
    {
        var scope = new Scope(Ambient.Value);
        Ambient.Value = this;
        return scope;
    }

    private static object[] Without(object[] items, int index) => [.. items[..index], .. items[(index + 1)..]];

    /// <summary>Restores the context that was in force before <see cref="Enter"/>.</summary>
    public readonly struct Scope : IDisposable
    {
        private readonly Context? _previous;

        internal Scope(Context? previous) => _previous = previous;

        public void Dispose() => Ambient.Value = _previous;
    }
}
