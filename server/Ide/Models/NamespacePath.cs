namespace Quintet.Ide;

/// <summary>The URL namespaces around an entry, from the outside in: each has an instance name and, mostly, an application name.</summary>
internal sealed class NamespacePath
{
    public static readonly NamespacePath Root = new([("", true)]);

    private readonly (string Text, bool IsInstance)[] _prefixes;

    private NamespacePath((string Text, bool IsInstance)[] prefixes) => _prefixes = prefixes;

    public NamespacePath Enter(string instance, string application)
    {
        var inner = _prefixes.Select(prefix => (prefix.Text + instance + ":", prefix.IsInstance));
        return new([.. application.Length > 0 && application != instance ? inner.Concat(_prefixes.Select(prefix => (prefix.Text + application + ":", false))) : inner]);
    }

    /// <summary>The full name by instances: the one that always means this very entry.</summary>
    public string Instance(string name) => _prefixes[0].Text + name;

    /// <summary>What stands before a name, in every full name that can mean the entry: each namespace may be called by its application's name, too. The one by instances is the first.</summary>
    public ReadOnlySpan<(string Text, bool IsInstance)> Prefixes => _prefixes;
}
