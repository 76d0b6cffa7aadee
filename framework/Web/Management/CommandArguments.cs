namespace Quintet.Management;

/// <summary>What a command line gave.</summary>
public sealed class CommandArguments
{
    private readonly Dictionary<string, object?> _values;

    internal CommandArguments(Dictionary<string, object?> values) => _values = values;

    /// <summary>Whether <c>--skip-checks</c> was given.</summary>
    internal bool SkipChecks { get; init; }

    /// <summary>The text of an argument or option; null where it was not given and has no default.</summary>
    public string? this[string name] => Get<string>(name);

    /// <summary>Whether a flag was given.</summary>
    public bool Flag(string name) => Get<bool>(name);

    /// <summary>The value of an argument or option; <c>default</c> where it was not given and has none.</summary>
    /// <exception cref="ArgumentException">The command declares no such name, or another type for it.</exception>
    public T? Get<T>(string name) => Find(name) switch
    {
        null => default,
        T value => value,
        var other => throw new ArgumentException($"'{name}' is declared as {other.GetType().Name}, not as {typeof(T).Name}.", nameof(name)),
    };

    /// <summary>The words of <see cref="ArgumentParser.Arguments(string, string)"/>, or the values of <see cref="ArgumentParser.Options(string, string)"/>.</summary>
    public IReadOnlyList<string> List(string name) => List<string>(name);

    /// <inheritdoc cref="List(string)"/>
    /// <exception cref="ArgumentException">The command declares no such name, or another type for it.</exception>
    public IReadOnlyList<T> List<T>(string name) => Get<IReadOnlyList<T>>(name) ?? [];

    private object? Find(string name) => _values.TryGetValue(name, out var value) ? value : throw new ArgumentException($"The command declares no '{name}'.", nameof(name));
}
